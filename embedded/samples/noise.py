"""Seamless fractal noise: the raw material of terrain, cloud and water.

A tile is a square float32 array, its side a power of two, that repeats without a seam;
tile coordinates run from 0 to 1 and wrap around.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Array = NDArray[np.floating[Any]]  # float32 wherever a whole picture is meant


def resize(values: Array, width: int, height: int) -> Array:
    """A float image (height, width) at another size, bicubic."""
    picture = Image.fromarray(np.ascontiguousarray(values, dtype=np.float32))
    return np.asarray(picture.resize((width, height), Image.Resampling.BICUBIC))


def octave(size: int, cells: int, rng: np.random.Generator) -> Array:
    """One scale of smooth noise, about -1..1, as a tile of size x size with `cells` bumps a side."""
    if cells >= size:
        return rng.uniform(-1, 1, (size, size)).astype(np.float32)
    margin = 3  # the bicubic kernel looks past the edge; wrapped margins keep the tile seamless
    grid = np.pad(rng.uniform(-1, 1, (cells, cells)).astype(np.float32), margin, mode="wrap")
    box = (margin, margin, margin + cells, margin + cells)
    return np.asarray(Image.fromarray(grid).resize((size, size), Image.Resampling.BICUBIC, box=box))


def fbm(size: int, cells: int, octaves: int, rng: np.random.Generator, gain: float = 0.5) -> Array:
    """Fractal noise (fractional Brownian motion) as a tile, mean 0, deviation 1."""
    total = sum((octave(size, cells << i, rng) * np.float32(gain**i) for i in range(octaves)), np.float32(0))
    return normal(np.asarray(total, dtype=np.float32))


def ridged(size: int, cells: int, octaves: int, rng: np.random.Generator, gain: float = 0.48) -> Array:
    """Eroded ridges as a tile, 0..1: each finer octave is damped where the sum is already steep or low."""
    total = np.zeros((size, size), np.float32)
    steep_x, steep_y = np.zeros_like(total), np.zeros_like(total)
    for i in range(octaves):
        crest = 1 - np.abs(octave(size, cells << i, rng)) * np.float32(1.4)
        part = crest * np.float32(gain**i) / (1 + np.square(steep_x) + np.square(steep_y))
        steep_x += (np.roll(part, -1, 1) - part) * np.float32(size / cells / 5)
        steep_y += (np.roll(part, -1, 0) - part) * np.float32(size / cells / 5)
        total += part
    return unit(total)


def normal(values: Array) -> Array:
    """Mean 0, deviation 1."""
    return np.asarray((values - values.mean()) / values.std(), dtype=np.float32)


def unit(values: Array) -> Array:
    """Stretched to 0..1."""
    low, high = values.min(), values.max()
    return np.asarray((values - low) / (high - low), dtype=np.float32)


def sample(tile: Array, x: Array, y: Array) -> Array:
    """The tile read at x, y (tile coordinates, any broadcastable shapes), bilinear."""
    size = tile.shape[0]
    px, py = np.broadcast_arrays(np.float32(size) * x, np.float32(size) * y)
    left, top = np.floor(px), np.floor(py)
    fx, fy = (px - left).astype(np.float32), (py - top).astype(np.float32)
    wrap = size - 1  # sizes are powers of two: masking is several times faster than a remainder
    x0, y0 = left.astype(np.int32) & wrap, top.astype(np.int32) & wrap
    x1, y1 = (x0 + 1) & wrap, ((y0 + 1) & wrap) * size
    y0 *= size
    flat = tile.ravel()
    upper = flat[y0 + x0] * (1 - fx) + flat[y0 + x1] * fx
    lower = flat[y1 + x0] * (1 - fx) + flat[y1 + x1] * fx
    return np.asarray(upper * (1 - fy) + lower * fy, dtype=np.float32)


def warped(tile: Array, by_x: Array, by_y: Array, amount: float) -> Array:
    """The tile pulled about by two other tiles: folds and tongues instead of even bumps."""
    axis = np.arange(tile.shape[0], dtype=np.float32) / tile.shape[0]
    return sample(tile, axis[None, :] + by_x * np.float32(amount), axis[:, None] + by_y * np.float32(amount))


def line(length: int, rng: np.random.Generator, *, cells: float = 3, roughness: float = 1.2) -> Array:
    """1-D spectral noise, mean 0, deviation 1: a skyline. Higher roughness number means smoother."""
    steps = np.arange(1, length // 2 + 1)
    spectrum = np.zeros(length // 2 + 1, np.complex128)
    phases = rng.uniform(0, 2 * np.pi, steps.size)
    spectrum[1:] = np.exp(1j * phases) * np.where(steps < cells, 0.6, (steps / cells) ** -roughness)
    return normal(np.fft.irfft(spectrum, length).astype(np.float32))


def soften(tile: Array) -> Array:
    """The smallest seamless blur: takes the saw teeth off creases that run across the pixels."""
    for axis in (0, 1):
        tile = (np.roll(tile, 1, axis) + 2 * tile + np.roll(tile, -1, axis)) / 4
    return tile
