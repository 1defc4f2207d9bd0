"""Silhouettes: things with an outline, drawn twice as large and reduced so that their edges are soft."""

import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from embedded.samples.canvas import Frame, mix, rgb, smooth
from embedded.samples.noise import Array, fbm, line, sample

Point = tuple[float, float]
Place = Callable[[float, float], Point]
Brush = Callable[[ImageDraw.ImageDraw, Place, float], None]


def drawn(frame: Frame, brush: Brush) -> Array:
    """A mask 0..1, painted by a brush.

    The brush gets a pen, a function (x, y in picture heights, x from the middle) -> pixels, and pixels per height.
    """
    sheet = Image.new("L", (frame.width * 2, frame.height * 2))
    unit = frame.height * 2
    brush(ImageDraw.Draw(sheet), lambda x, y: (x * unit + frame.width, y * unit), unit)
    return np.asarray(sheet.reduce(2), dtype=np.float32) / 255


def stack(frame: Frame, x: float, foot: float, wide: float, tall: float) -> Array:
    """A basalt needle standing on the water."""
    wobble, crown = (
        line(400, frame.rng, cells=6, roughness=1.1),
        line(400, frame.child(1).rng, cells=5, roughness=1.2),
    )

    def brush(pen: ImageDraw.ImageDraw, at: Place, unit: float) -> None:
        lean = (np.linspace(-1, 1, 400) + 0.012 * wobble) * wide
        body = np.clip(1 - np.abs(np.linspace(-1, 1, 400)) ** 1.7, 0, 1) ** 0.8 * tall * (1 + 0.08 * crown)
        pen.polygon([at(x + dx, foot - dy) for dx, dy in zip(lean, body, strict=True)], fill=255)

    return drawn(frame, brush)


def ridge(frame: Frame, at: float, swing: float, *, cells: float = 3, roughness: float = 1.5) -> tuple[Array, Array]:
    """Mask below a noise skyline, and how far below it each pixel lies (picture heights)."""
    skyline = np.float32(at) + line(frame.width, frame.rng, cells=cells, roughness=roughness) * np.float32(swing)
    below = frame.down - skyline[None, :]
    return np.clip(below * frame.height + 0.5, 0, 1), np.maximum(below, 0)


def conifers(frame: Frame, skyline: float, swing: float, *, count: int, tall: float) -> Array:
    """A wooded crest: ground below a soft skyline with pointed trees along it."""
    rng = frame.rng
    crest = skyline + line(600, rng, cells=2, roughness=1.8) * swing
    xs = np.sort(rng.uniform(-frame.aspect / 2, frame.aspect / 2, count))
    feet = np.interp(xs, np.linspace(-frame.aspect / 2, frame.aspect / 2, 600), crest)
    talls = tall * rng.uniform(0.45, 1.1, count)

    def brush(pen: ImageDraw.ImageDraw, at: Place, unit: float) -> None:
        edge = [at(x, y) for x, y in zip(np.linspace(-frame.aspect / 2, frame.aspect / 2, 600), crest, strict=True)]
        pen.polygon([*edge, at(frame.aspect / 2, 1.1), at(-frame.aspect / 2, 1.1)], fill=255)
        for x, foot, high in zip(xs, feet, talls, strict=True):
            _spruce(pen, at, (x, foot + tall * 0.12), high, rng)

    return drawn(frame, brush)


def _spruce(pen: ImageDraw.ImageDraw, at: Place, foot: Point, tall: float, rng: np.random.Generator) -> None:
    """Drooping branches on both sides of a trunk, longer and thicker downwards; more of them on taller trees."""
    x, y = foot
    pen.polygon([at(x, y - tall * 1.03), at(x + tall * 0.011, y), at(x - tall * 0.011, y)], fill=255)
    count = int(np.clip(tall * 900, 44, 420))
    shares = np.linspace(0.02, 0.97, count) ** 0.9
    reaches = tall * (0.008 + 0.17 * shares**0.9) * rng.uniform(0.45, 1.1, count) * rng.choice((-1, 1), count)
    for share, reach, thick in zip(shares, reaches, tall * (0.008 + 0.02 * shares), strict=True):
        top = y - tall * (1 - share)
        tip, middle = ((x + reach, top + abs(reach) * 0.42), (x + reach * 0.55, top + abs(reach) * 0.34 + thick))
        pen.polygon([at(x, top - thick), at(*tip), at(*middle), at(x, top + thick)], fill=255)


def spruce(frame: Frame, x: float, foot: float, tall: float) -> Array:
    """One spruce."""
    return drawn(frame, lambda pen, at, unit: _spruce(pen, at, (x, foot), tall, frame.rng))


def tree(
    frame: Frame, x: float, foot: float, tall: float, *, bend: float = 0.25, spread: float = 0.5, levels: int = 9
) -> Array:
    """A bare tree, each limb forking in two or three."""
    rng = frame.rng

    def brush(pen: ImageDraw.ImageDraw, at: Place, unit: float) -> None:
        def limb(px: float, py: float, angle: float, length: float, level: int) -> None:
            wide = max(1.0, length * unit * 0.10 * (0.6 + level / levels))
            for _ in range(3):
                qx, qy = px + math.sin(angle) * length / 3, py - math.cos(angle) * length / 3
                pen.line([at(px, py), at(qx, qy)], fill=255, width=round(wide))
                pen.circle(at(qx, qy), wide * 0.46, fill=255)
                px, py, angle, wide = qx, qy, angle + rng.normal(0, 0.10), max(1.0, wide * 0.9)
            if level > 1:
                for side in (-1, 1) if rng.random() < 0.8 else (-1, 0.1, 1):
                    turn = side * spread * rng.uniform(0.5, 1.25)
                    limb(px, py, angle * 0.93 + turn, length * rng.uniform(0.68, 0.86), level - 1)

        limb(x, foot, bend, tall * 0.24, levels)

    return drawn(frame, brush)


def beach(paint: Array, frame: Frame, at: float, *, dark: str, wet: str) -> Array:
    """Dark sand in the foreground with a thin wash of water running out over it."""
    edge = np.float32(at) + line(frame.width, frame.rng, cells=1.5, roughness=2.0)[None, :] * np.float32(0.022)
    below = frame.down - edge
    tile = fbm(256, 8, 5, frame.child(3).rng)
    grit = sample(tile, frame.across * np.float32(0.6), frame.down * np.float32(2.2))
    sand = rgb(dark) * (1 + 0.10 * grit)[..., None]
    sheen = smooth(0.16, 0.0, below) * np.float32(0.6)
    sand = mix(sand.astype(np.float32), paint[::-1] * np.float32(0.2) + rgb(wet) * np.float32(0.6), sheen)
    foam = np.exp(-np.square((below - 0.004 - 0.004 * grit) / 0.0055)) * np.float32(0.75)
    paint = mix(paint, sand, smooth(-0.006, 0.012, below))
    return mix(paint, rgb("#efe6e2"), np.clip(foam, 0, 1).astype(np.float32))


def canopy(frame: Frame, at: float, swing: float) -> Array:
    """The leafy outline of a wood across the foot of the picture."""
    rng = frame.rng
    crest = at + line(400, rng, cells=3, roughness=1.4) * swing
    xs = rng.uniform(-frame.aspect / 2, frame.aspect / 2, 900)
    feet = np.interp(xs, np.linspace(-frame.aspect / 2, frame.aspect / 2, 400), crest) + np.abs(
        rng.normal(0, 0.02, 900)
    )

    def brush(pen: ImageDraw.ImageDraw, at: Place, unit: float) -> None:
        edge = [
            at(x, y + 0.01) for x, y in zip(np.linspace(-frame.aspect / 2, frame.aspect / 2, 400), crest, strict=True)
        ]
        pen.polygon([*edge, at(frame.aspect / 2, 1.1), at(-frame.aspect / 2, 1.1)], fill=255)
        for x, y, r in zip(xs, feet, rng.uniform(0.003, 0.014, 900), strict=True):
            pen.circle(at(x, y), r * unit, fill=255)

    return drawn(frame, brush)
