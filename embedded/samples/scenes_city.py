"""A city at the blue hour."""

import numpy as np

from embedded.samples import shapes, sky, water
from embedded.samples.canvas import Frame, blur, mix, ramp, rgb, smooth
from embedded.samples.noise import Array

FOOT = 0.70  # where the towers meet the river
# Far to near: tone, how many towers, lowest and highest, share of lit windows.
ROWS = (("#8c7c9e", 46, 0.05, 0.17, 0.05), ("#56547e", 40, 0.04, 0.24, 0.16), ("#262c4c", 30, 0.03, 0.20, 0.34))


def _windows(height: int, width: int, unit: int, share: float, rng: np.random.Generator) -> Array:
    """Lamps 0..1 of one face: a grid of windows of which a share is lit, here and there a dark floor."""
    across, down = (max(4, int(unit * size)) for size in rng.uniform(0.0045, 0.0075, 2))
    rows, columns = height // down + 1, width // across + 1
    lit = (rng.random((rows, columns)) < share) * (rng.random((rows, 1)) < 0.92)
    lamps = np.kron(lit * rng.uniform(0.25, 1.0, (rows, columns)), np.ones((down, across)))[:height, :width]
    lamps[np.arange(height) % down >= down * 0.5] = 0
    lamps[:, np.arange(width) % across >= across * 0.68] = 0
    lamps[:down], lamps[:, :2], lamps[:, -2:] = 0, 0, 0
    return lamps.astype(np.float32)


def _towers(paint: Array, lamps: Array, frame: Frame, row: int, rng: np.random.Generator) -> None:
    """One row of buildings, highest right of the middle, painted into `paint` and `lamps`."""
    tone, count, low, high, share = ROWS[row]
    for x in np.sort(rng.uniform(-0.03, 1.0, count)):
        crowd = 0.45 + 1.5 * np.exp(-(((x - 0.58) / 0.24) ** 2))
        tall, wide = (low + (high - low) * rng.beta(1.6, 2.2)) * crowd, rng.uniform(0.02, 0.06)
        left, right = max(int(x * frame.width), 0), int(x * frame.width + wide * frame.height)
        place = (slice(int((FOOT - tall) * frame.height), int(FOOT * frame.height)), slice(left, right))
        height, width = lamps[place].shape
        if height and width:
            paint[place] = rgb(tone) * np.linspace(0.82, 1.1, height)[:, None, None]
            lamps[place] = _windows(height, width, frame.height, share, rng)


def skyline(frame: Frame) -> Array:
    """Towers with lit windows over a river."""
    paint = sky.backdrop(frame, "0 #16264e, 0.25 #33508c, 0.45 #7c82b4, 0.6 #e0a49c, 0.7 #ffc99a, 1 #ffc99a")
    paint = sky.streaks(paint, frame, "#f7bfb4", band=(0.12, 0.5), strength=0.55)
    hill, _ = shapes.ridge(frame.child(1), 0.625, 0.02, cells=2, roughness=1.6)
    paint = sky.lay(paint, "#a98ca6", hill)
    lamps, rng = np.zeros(paint.shape[:2], np.float32), frame.rng
    for row in range(len(ROWS)):
        _towers(paint, lamps, frame, row, rng)
    paint = mix(paint, ramp("0 #ff9d4a, 0.6 #ffd79a, 1 #fff1d8", lamps), np.clip(lamps * 1.1, 0, 1))
    paint = sky.shine(paint, "#ff9a50", blur(lamps, frame.height * 0.008) * np.float32(0.85))
    street = np.exp(-np.square((frame.down - FOOT) / 0.035)) * smooth(2, 0, np.abs(frame.across))
    paint = sky.shine(paint, "#ffb070", street * np.float32(0.4))
    return water.mirror(paint, frame, FOOT, tint="#182646", calm=0.05, dark=0.10, deep=0.5)
