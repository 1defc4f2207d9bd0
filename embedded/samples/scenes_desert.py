"""More of Namibia: the pan, the abstract, the wide view."""

import numpy as np

from embedded.samples import land, shapes, sky
from embedded.samples.canvas import Frame, mix, rgb, smooth
from embedded.samples.noise import Array, fbm, sample
from embedded.samples.scenes_south import SAND
from embedded.samples.terrain import View


def deadvlei(frame: Frame) -> Array:
    """Dead camelthorns on white clay before a wall of sand."""
    paint = sky.backdrop(frame, "0 #3f78b4, 0.4 #8fb4d4, 1 #8fb4d4")
    relief = land.dunes(frame.child(1), waves=2, tall=0.2, wander=0.4)
    view = View(eye=0.03, horizon=0.62, focal=1.3, yaw=0.75, x=0.2, y=0.35, near=0.35, far=3, shore=0.35)
    light = land.Light("#ff9850", "#8a6a88", "#e8a878", power=1.6, fill=0.7, elevation=0.35, air=0.12)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.sand(SAND))
    paint = _clay(paint, frame, 0.715)
    for number, (x, foot, tall, bend) in enumerate(
        [(-0.47, 0.745, 0.21, 0.2), (0.06, 0.76, 0.3, -0.25), (0.30, 0.738, 0.13, 0.3), (0.56, 0.80, 0.50, -0.15)]
    ):
        trunk = shapes.tree(frame.child(30 + number), x, foot, tall, bend=bend, spread=0.62, levels=6)
        paint = mix(paint, rgb("#8d6f70"), _cast(trunk, frame, foot) * np.float32(0.55))
        paint = sky.lay(paint, "#1d1512", trunk)
    return paint


def _cast(mask: Array, frame: Frame, foot: float) -> Array:
    """The mask laid flat on the ground as a shadow that falls to the left."""
    row = int(foot * frame.height)
    rows = np.arange(frame.height - row)
    source = np.clip(row - (rows * 2.6).astype(np.int32), 0, frame.height - 1)
    slant = (rows * 2.2).astype(np.int32)[:, None]
    columns = np.clip(np.arange(frame.width)[None, :] + slant, 0, frame.width - 1)
    shadow = np.zeros_like(mask)
    shadow[row:] = mask[source[:, None], columns] * (rows * 2.6 < row)[:, None]
    return shadow


def _clay(paint: Array, frame: Frame, at: float) -> Array:
    """A cracked white floor in perspective."""
    tile = fbm(1024, 24, 5, frame.child(4).rng, 0.6)
    distance = np.float32(0.05) / np.maximum(frame.down - np.float32(at - 0.02), 0.01)
    grain = sample(tile, frame.across * distance * 2, distance * 2)
    crack = np.exp(-np.square(grain / 0.10)) * smooth(at, at + 0.2, frame.down)
    floor = rgb("#e2c8b0") * (1 + 0.03 * grain - 0.16 * crack)[..., None] * (0.86 + 0.2 * frame.down)[..., None]
    return mix(
        paint, floor.astype(np.float32), np.broadcast_to(smooth(at - 0.002, at + 0.004, frame.down), paint.shape[:2])
    )


def crest_lines(frame: Frame) -> Array:
    """Nothing but light, shadow and the line between them."""
    paint = sky.backdrop(frame, "0 #f3c8a0, 1 #f3c8a0")
    relief = land.dunes(frame.child(2), waves=2, tall=0.17, wander=0.5)
    view = View(eye=0.42, horizon=-0.35, focal=1.5, yaw=0.3, x=0.1, y=0.55, near=0.25, far=3)
    light = land.Light("#ff9c5c", "#7c6490", "#f0bc90", power=1.6, fill=0.75, elevation=0.3, air=0.16)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.sand(SAND))
    return paint


def dust_panorama(frame: Frame) -> Array:
    """The dune sea from a ridge, dust in the air."""
    paint = sky.backdrop(frame, "0 #b08c98, 0.25 #eab894, 0.4 #ffd8a0, 1 #ffd8a0")
    paint = sky.sun(paint, frame, -0.75, 0.2, "#ffd08c", radius=0.03, halo=0.6)
    relief = land.dunes(frame.child(3), waves=5, tall=0.085)
    view = View(eye=0.15, horizon=0.36, focal=2.3, yaw=-0.9, x=0.6, y=0.2, near=0.25, far=5)
    light = land.Light("#ffb070", "#86688a", "#f9cf9c", power=1.7, fill=0.9, elevation=0.2, air=0.5)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.sand(SAND))
    return paint
