"""Landscapes seen in perspective: a height tile is lit by a low sun and looked across column by column."""

from dataclasses import dataclass

import numpy as np

from embedded.samples.canvas import Frame, smooth
from embedded.samples.noise import Array, sample

# Light is looked up this many map points before the hit: on a crest the map already blends with its dark side.
BLEED = 2.0

# Everything is measured in tiles: the height map is one tile wide and repeats.


@dataclass(frozen=True)
class View:
    """Where the camera stands and looks. `yaw` in radians; the sun shines along the map's x axis."""

    eye: float
    horizon: float
    focal: float
    yaw: float = 0.0
    x: float = 0.0
    y: float = 0.0
    near: float = 0.05
    far: float = 3.0
    steps: int = 640
    shore: float = 0.0  # land rises from nothing over this distance beyond `near`: the far bank of a lake


@dataclass(frozen=True)
class Ground:
    """What the camera sees of the land, per pixel of the rows from `top` down."""

    top: int
    cover: Array  # 0..1, soft at the skyline
    depth: Array
    x: Array
    y: Array
    height: Array


def _heights(relief: Array, view: View, columns: Array, depths: Array) -> Array:
    across, along = columns * depths, np.broadcast_to(depths, (depths.size, columns.size))
    sin, cos = np.float32(np.sin(view.yaw)), np.float32(np.cos(view.yaw))
    x = np.float32(view.x) + across * cos + along * sin
    y = np.float32(view.y) - across * sin + along * cos
    heights = sample(relief, x, y)
    if view.shore:
        heights = heights * smooth(view.near, view.near + view.shore, depths)
    return heights


def look(relief: Array, view: View, frame: Frame) -> Ground:
    """First hit of every pixel: walking away, each column keeps the highest row reached so far."""
    depths = np.geomspace(view.near, view.far, view.steps, dtype=np.float32)[:, None]
    columns = frame.across / np.float32(view.focal)
    heights = _heights(relief, view, columns, depths)
    rows = frame.height * (view.horizon + (view.eye - heights) / depths * view.focal)
    rows, crossing = _sharpened(rows.astype(np.float32))
    crest = np.minimum.accumulate(rows, axis=0)
    top = int(np.clip(np.floor(crest[-1].min()) - 1, 0, frame.height - 2))
    depth, hit = _resolve(crest, crossing, depths[:, 0], top, frame)
    sin, cos = np.float32(np.sin(view.yaw)), np.float32(np.cos(view.yaw))
    seen = depth - np.float32(BLEED / relief.shape[0])
    x = np.float32(view.x) + columns * seen * cos + seen * sin
    y = np.float32(view.y) - columns * seen * sin + seen * cos
    row = np.arange(top, frame.height, dtype=np.float32)[:, None]
    height = view.eye - (row / frame.height - view.horizon) * depth / view.focal
    return Ground(top, hit, depth, x, y, height.astype(np.float32))


def _sharpened(rows: Array) -> tuple[Array, Array]:
    """A crest between two steps is put back where the slopes on both sides meet: no saw teeth.

    Also answers which part of each step (0..1) lies before its crest: what is seen never lies beyond it.
    """
    rise, fall = rows[:-3] - rows[1:-2], rows[3:] - rows[2:-1]
    both = rise + fall
    part = (rows[1:-2] - rows[2:-1] + fall) / np.where(both > 0, both, 1)
    meets = (rise > 0) & (fall > 0) & (part > 0) & (part < 1)
    peak = np.where(meets, rows[1:-2] - rise * part, rows[2:-1])
    crossing = np.ones_like(rows)
    crossing[2:-1] = np.where(meets, part, 1)
    rows[2:-1] = np.minimum(rows[2:-1], peak)
    return rows, crossing


def _resolve(crest: Array, crossing: Array, depths: Array, top: int, frame: Frame) -> tuple[Array, Array]:
    """Depth and coverage per pixel. A pixel is hit by the step after all those whose crest is below it."""
    steps, width = crest.shape
    rows = frame.height - top
    bins = np.clip(np.ceil(crest).astype(np.int32) - top, 0, rows)
    counts = np.bincount((bins * width + np.arange(width, dtype=np.int32)).ravel(), minlength=(rows + 1) * width)
    counts = counts.reshape(rows + 1, width).astype(np.int32)
    below = np.cumsum(counts[::-1], axis=0, dtype=np.int32)[::-1][1:]
    index = np.clip(below, 1, steps - 1)
    row = np.arange(top, frame.height, dtype=np.float32)[:, None]
    before, after = (np.take_along_axis(crest, index - shift, axis=0) for shift in (1, 0))
    part = np.clip((before - row) / np.maximum(before - after, 1e-3), 0, 1)
    part = part * np.take_along_axis(crossing, index, axis=0)
    depth = depths[index - 1] * (1 - part) + depths[index] * part
    cover = np.clip(row + 1 - crest[-1][None, :], 0, 1)
    return depth.astype(np.float32), cover.astype(np.float32)


def slopes(relief: Array) -> tuple[Array, Array]:
    """Rise per tile along x and y."""
    size = np.float32(relief.shape[0] / 2)
    along_x = (np.roll(relief, -1, 1) - np.roll(relief, 1, 1)) * size
    along_y = (np.roll(relief, -1, 0) - np.roll(relief, 1, 0)) * size
    return along_x, along_y


def sunlight(relief: Array, elevation: float, softness: float = 0.004) -> Array:
    """0..1 per map point: Lambert's cosine times cast shadow; the sun stands `elevation` radians high at -x."""
    along_x, along_y = slopes(relief)
    sine, cosine = np.float32(np.sin(elevation)), np.float32(np.cos(elevation))
    facing = (along_x * cosine + sine) / np.sqrt(1 + along_x**2 + along_y**2)
    return np.asarray(np.clip(facing, 0, 1) * _unshaded(relief, elevation, softness), dtype=np.float32)


def _unshaded(relief: Array, elevation: float, softness: float) -> Array:
    """A sun along x makes shadow casting one running maximum; two tiles in a row let it wrap."""
    size = relief.shape[0]
    fall = np.float32(np.tan(elevation) / size) * np.arange(2 * size, dtype=np.float32)
    lifted = np.concatenate([relief, relief], axis=1) + fall
    highest = np.maximum.accumulate(lifted, axis=1)
    return smooth(softness, 0, (highest - lifted)[:, size:])
