"""Still and moving water."""

import numpy as np

from embedded.samples.canvas import Frame, mix, ramp, rgb, smooth
from embedded.samples.noise import Array, fbm, sample


def ripples(frame: Frame, line: float, rows: Array, *, scale: float = 0.12, squash: float = 5.0) -> Array:
    """Wave heights (deviation about 1) on a plane that meets the horizon at `line`."""
    tile = fbm(512, 6, 6, frame.rng, 0.62)
    distance = np.float32(1) / (np.maximum(rows - np.float32(line), 0) + np.float32(0.012))
    return sample(tile, frame.across * distance * np.float32(scale), distance * np.float32(scale * squash))


def mirror(
    paint: Array, frame: Frame, line: float, *, tint: str, calm: float = 0.012, dark: float = 0.2, deep: float = 0.45
) -> Array:
    """Everything above `line` (0..1 from the top) reflected below it.

    calm is the ripple height, dark the light lost everywhere, deep the tint nearest to the viewer.
    """
    start = int(line * frame.height)
    rows = frame.down[start:]
    waves = ripples(frame, line, rows)
    near = np.clip((rows - np.float32(line)) / np.float32(1 - line), 0, 1)
    shift = waves * np.float32(calm) * (0.1 + near) * frame.height
    index = np.arange(frame.height - start, dtype=np.float32)[:, None]
    columns = np.clip(np.arange(frame.width)[None, :] + (shift * 0.25).astype(np.int32), 0, frame.width - 1)
    layers = [np.clip(start - 1 - index + shift * reach, 0, start - 1).astype(np.int32) for reach in (0.7, 1.25)]
    reflection = (paint[layers[0], columns] + paint[layers[1], columns]) * np.float32((1 - dark) / 2)
    veil = np.clip(0.08 + near * deep + 0.05 * waves * near, 0, 1)
    paint[start:] = mix(reflection, rgb(tint), veil.astype(np.float32))
    return paint


def standing(paint: Array, frame: Frame, mask: Array, colour: str, foot: float, fade: float = 0.45) -> Array:
    """A silhouette standing in the water at `foot`, with its own reflection."""
    row = int(foot * frame.height)
    upside = np.zeros_like(mask)
    length = min(row, frame.height - row)
    shift = (ripples(frame.child(9), foot, frame.down[row : row + length]) * np.float32(0.0022 * frame.height)).astype(
        np.int32
    )
    columns = np.clip(np.arange(frame.width)[None, :] + shift, 0, frame.width - 1)
    upside[row : row + length] = np.take_along_axis(mask[row - length : row][::-1], columns, axis=1)
    paint = mix(paint, rgb(colour), upside * np.float32(1 - fade) * smooth(1.25, foot, frame.down))
    return mix(paint, rgb(colour), mask)


def sea(
    paint: Array,
    frame: Frame,
    line: float,
    *,
    far: str,
    near: str,
    crest: str,
    sun: str,
    x: float,
    spread: float = 0.09,
) -> Array:
    """Open sea below `line` with a path of glitter under a sun at x."""
    start = int(line * frame.height)
    rows = frame.down[start:]
    swell, chop = (ripples(frame.child(i), line, rows, scale=size, squash=9.0) for i, size in ((0, 0.10), (1, 0.42)))
    waves = 0.75 * swell + 0.6 * chop
    depth = np.clip((rows - np.float32(line)) / np.float32(1 - line), 0, 1)
    water = ramp(f"0 {far}, 1 {near}", np.sqrt(depth))
    water = np.ascontiguousarray(np.broadcast_to(water, paint[start:].shape))
    water = mix(water, rgb(crest), smooth(0.2, 2.2, waves) * np.float32(0.4) * (0.4 + 0.6 * depth))
    water = mix(water, rgb(near) * np.float32(0.55), smooth(0.2, -2.0, waves) * np.float32(0.5) * depth)
    path = np.exp(-np.square((frame.across - np.float32(x)) / (np.float32(spread) * (0.55 + 1.6 * depth))))
    sparkle = smooth(1.5 - 1.35 * 1.0, 1.9, waves + 1.5 * path - 0.75) * path
    paint[start:] = mix(water, rgb(sun), np.clip(sparkle * 1.15 + 0.22 * path * (1 - depth), 0, 1))
    return paint
