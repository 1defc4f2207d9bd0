"""A city at the blue hour."""

import numpy as np

from embedded.samples import shapes, sky, water
from embedded.samples.canvas import Frame, blur, ramp, rgb, smooth
from embedded.samples.noise import Array


def _tower(
    paint: Array,
    lamps: Array,
    frame: Frame,
    x: float,
    wide: float,
    tall: float,
    foot: float,
    body: Array,
    share: float,
    rng: np.random.Generator,
) -> None:
    """One building: a flat face, a lighter edge, a grid of windows of which a share is lit."""
    unit = frame.height
    left, right = int(x * frame.width), int(x * frame.width + wide * unit)
    top, bottom = int((foot - tall) * unit), int(foot * unit)
    face = paint[top:bottom, max(left, 0) : right]
    if not face.size:
        return
    face[:] = body * np.linspace(0.82, 1.1, face.shape[0], dtype=np.float32)[:, None, None]
    pitch_x, pitch_y = (max(4, int(unit * size)) for size in rng.uniform(0.0045, 0.0075, 2))
    rows, columns = face.shape[0] // pitch_y + 1, face.shape[1] // pitch_x + 1
    lit = (
        (rng.random((rows, columns)) < share) * rng.uniform(0.25, 1.0, (rows, columns)) * (rng.random((rows, 1)) < 0.92)
    )
    grid = np.kron(lit, np.ones((pitch_y, pitch_x)))[: face.shape[0], : face.shape[1]].astype(np.float32)
    grid[np.arange(grid.shape[0]) % pitch_y >= pitch_y * 0.5] = 0
    grid[:, np.arange(grid.shape[1]) % pitch_x >= pitch_x * 0.68] = 0
    grid[:pitch_y], grid[:, :2], grid[:, -2:] = 0, 0, 0
    lamps[top:bottom, max(left, 0) : right] = grid


def skyline(frame: Frame) -> Array:
    """Towers with lit windows over a river."""
    foot, rng = 0.70, frame.rng
    paint = sky.backdrop(
        frame,
        [
            (0, "#16264e"),
            (0.25, "#33508c"),
            (0.45, "#7c82b4"),
            (0.6, "#e0a49c"),
            (0.7, "#ffc99a"),
            (1, "#ffc99a"),
        ],
    )
    paint = sky.streaks(paint, frame, "#f7bfb4", band=(0.12, 0.5), strength=0.55)
    hill, _ = shapes.ridge(frame.child(1), 0.625, 0.02, cells=2, roughness=1.6)
    paint = sky.lay(paint, "#a98ca6", hill)
    lamps = np.zeros(paint.shape[:2], np.float32)
    for tone, count, low, high, share in (
        ("#8c7c9e", 46, 0.05, 0.17, 0.05),
        ("#56547e", 40, 0.04, 0.24, 0.16),
        ("#262c4c", 30, 0.03, 0.20, 0.34),
    ):
        for x in np.sort(rng.uniform(-0.03, 1.0, count)):
            centre = np.exp(-(((x - 0.58) / 0.24) ** 2))
            tall = low + (high - low) * rng.beta(1.6, 2.2) * (0.45 + 1.5 * centre)
            _tower(paint, lamps, frame, x, rng.uniform(0.02, 0.06), tall, foot, rgb(tone), share, rng)
    warm = ramp([(0, "#ff9d4a"), (0.6, "#ffd79a"), (1, "#fff1d8")], lamps)
    paint = np.asarray(paint + (warm - paint) * np.clip(lamps * 1.1, 0, 1)[..., None], dtype=np.float32)
    paint = sky.shine(paint, "#ff9a50", blur(lamps, frame.height * 0.008) * np.float32(0.85))
    paint = sky.shine(
        paint,
        "#ffb070",
        np.exp(-np.square((frame.down - foot) / 0.035)) * np.float32(0.4) * smooth(2, 0, np.abs(frame.across)),
    )
    return water.mirror(paint, frame, foot, tint="#182646", calm=0.05, dark=0.10, deep=0.5)
