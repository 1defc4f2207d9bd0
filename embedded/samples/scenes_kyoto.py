"""Autumn in Kyoto and around."""

import numpy as np
from numpy.typing import NDArray
from PIL import ImageDraw

from embedded.samples import land, shapes, sky
from embedded.samples.canvas import Frame, blur, glow, ramp, smooth
from embedded.samples.noise import Array, fbm, sample
from embedded.samples.shapes import Place
from embedded.samples.terrain import Ground, View

MAPLE = "0.0 #2c3a26, 0.22 #4a5230, 0.36 #8a6a2c, 0.5 #c9792c, 0.64 #b8482a, 0.8 #9a2c20, 1.0 #d9a040"


def _canopy(frame: Frame, trees: int) -> tuple[Array, Array]:
    """Round crowns seen from above as a tile: dome height 0..1, and a chance number per tree."""
    rng = frame.rng
    jitter, chance = (
        rng.uniform(0.1, 0.9, (2, trees, trees)).astype(np.float32),
        rng.random((trees, trees), dtype=np.float32),
    )
    place = np.arange(land.SIZE, dtype=np.float32) * np.float32(trees / land.SIZE)
    row, column = place.astype(np.int32)[:, None], place.astype(np.int32)[None, :]
    nearest, owner = (np.full((land.SIZE, land.SIZE), 9, np.float32), np.zeros((land.SIZE, land.SIZE), np.float32))
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            i, j = (row + down) % trees, (column + right) % trees
            distance = np.square(place[:, None] - row - down - jitter[0][i, j]) + np.square(
                place[None, :] - column - right - jitter[1][i, j]
            )
            closer = distance < nearest
            nearest, owner = np.where(closer, distance, nearest), np.where(closer, chance[i, j], owner)
    return np.sqrt(np.clip(1 - nearest * 1.3, 0, 1)), owner


def _index(places: Array) -> NDArray[np.int32]:
    """Tile coordinates as row or column numbers."""
    return np.floor(places * land.SIZE).astype(np.int32) % land.SIZE


def maple_hills(frame: Frame) -> Array:
    """Wooded slopes in red and gold, every crown round in the morning sun, mist in the folds."""
    paint = sky.backdrop(frame, "0 #c9d3dc, 0.2 #ecdfd2, 1 #f2e0cc")
    domes, owner = _canopy(frame, 170)
    relief = land.hills(frame.child(1), cells=4, tall=0.24, gain=0.42)
    groves, leaves = fbm(land.SIZE, 7, 4, frame.child(2).rng), fbm(512, 64, 3, frame.child(3).rng, 0.8)

    def albedo(ground: Ground, slope: Array) -> Array:
        dome, leaf = sample(domes, ground.x, ground.y), sample(leaves, ground.x * 9, ground.y * 9)
        whose = owner[_index(ground.y), _index(ground.x)]  # not blended: a tree has one colour
        hue = whose * 0.55 + 0.2 + 0.17 * sample(groves, ground.x, ground.y) + 0.035 * leaf
        tone = (0.12 + 0.95 * dome) * (1 + 0.17 * leaf)
        return np.asarray(ramp(MAPLE, hue) * tone[..., None], dtype=np.float32)

    view = View(eye=0.25, horizon=0.2, focal=2.3, yaw=0.8, x=0.3, y=0.1, near=0.6, far=4, shore=0.3)
    light = land.Light(
        "#ffdca8",
        "#8088a0",
        "#ecdccb",
        power=1.5,
        fill=0.6,
        elevation=0.42,
        air=0.3,
        fog="#f3e6da",
        fog_top=0.085,
        fog_depth=0.06,
    )
    paint, _ = land.landscape(paint, frame, relief + domes * np.float32(0.0045), view, light, albedo)
    return sky.shine(paint, "#ffd9a0", glow(frame, -0.6, 0.0, 0.8, 1.3) * np.float32(0.25))


def _stalks(frame: Frame, count: int, wide: float) -> tuple[Array, Array, Array]:
    """Body, lit side and joints of one row of bamboo."""
    rng = frame.rng
    stalks = [(x, x + rng.normal(0, 0.022), wide * rng.uniform(0.7, 1.25)) for x in rng.uniform(-0.36, 0.36, count)]
    joints = [(*s, y) for s in stalks for y in np.arange(rng.uniform(0, 0.1), 1, 0.105)]

    def strip(left: float, right: float) -> shapes.Brush:
        def brush(pen: ImageDraw.ImageDraw, at: Place, unit: float) -> None:
            for low, high, w in stalks:
                pen.polygon(
                    [
                        at(high + left * w, -0.05),
                        at(high + right * w, -0.05),
                        at(low + right * w, 1.05),
                        at(low + left * w, 1.05),
                    ],
                    fill=255,
                )

        return brush

    def rings(pen: ImageDraw.ImageDraw, at: Place, unit: float) -> None:
        for low, high, w, y in joints:
            x = high + (low - high) * y
            pen.rectangle((*at(x - 0.56 * w, y), *at(x + 0.56 * w, y + 0.10 * w)), fill=255)

    return (shapes.drawn(frame, strip(-0.5, 0.5)), shapes.drawn(frame, strip(-0.28, 0.05)), shapes.drawn(frame, rings))


def _leaves(frame: Frame, count: int, size: float) -> Array:
    """Sprays of narrow leaves hanging into the top of the picture."""
    rng = frame.rng
    xs, ys = (
        rng.uniform(-0.36, 0.36, count),
        np.abs(rng.normal(0, 0.17, count)) + 0.10 * np.square(rng.normal(0, 1, count)),
    )
    turns, sizes = rng.normal(0.9, 0.7, count), size * rng.uniform(0.6, 1.3, count)

    def brush(pen: ImageDraw.ImageDraw, at: Place, unit: float) -> None:
        for x, y, turn, s in zip(xs, ys, turns, sizes, strict=True):
            dx, dy = np.cos(turn) * s, np.sin(turn) * s
            pen.polygon(
                [
                    at(x, y),
                    at(x + dx * 0.4 - dy * 0.09, y + dy * 0.4 + dx * 0.09),
                    at(x + dx, y + dy),
                    at(x + dx * 0.4 + dy * 0.09, y + dy * 0.4 - dx * 0.09),
                ],
                fill=255,
            )

    return shapes.drawn(frame, brush)


def bamboo(frame: Frame) -> Array:
    """Looking into a bamboo grove, light at its end."""
    paint = sky.backdrop(frame, "0 #dfe8b8, 0.5 #f2f3d8, 1 #cfd8a8")
    rows = [
        (26, 0.010, "#bccb94", "#d5dfae"),
        (18, 0.016, "#93ab6c", "#b9cb8c"),
        (11, 0.026, "#5f8048", "#93b06a"),
        (5, 0.046, "#2f4d2c", "#6b8f4c"),
    ]
    for number, (count, wide, tone, light) in enumerate(rows):
        body, lit, rings = _stalks(frame.child(number), count, wide)
        paint = sky.lay(paint, tone, body)
        paint = sky.lay(paint, light, blur(lit, wide * frame.height * 0.13) * body * np.float32(0.8))
        paint = sky.lay(paint, light, rings * body * np.float32(0.5))
        paint = sky.lay(
            paint,
            light,
            _leaves(frame.child(10 + number), 900 - 160 * number, 0.024 + 0.008 * number) * np.float32(0.75),
        )
        paint = sky.shine(paint, "#fbf6d0", glow(frame, 0.03, 0.55, 0.42, 1.6) * np.float32(0.34 - 0.07 * number))
    floor = smooth(0.86, 1.04, frame.down) * np.float32(0.8)
    return sky.lay(paint, "#25361f", np.broadcast_to(floor, paint.shape[:2]))


def after_rain(frame: Frame) -> Array:
    """Cedar ridges, each paler than the last, with cloud caught between them."""
    paint = sky.backdrop(frame, "0 #d5dcdf, 0.5 #e9ecea, 1 #e9ecea")
    tones = ["#b9c6c9", "#96abae", "#6d888c", "#46636a", "#243f47"]
    for number, tone in enumerate(tones):
        at = 0.24 + 0.15 * number
        crest = shapes.conifers(frame.child(number), at, 0.055, count=240 - 30 * number, tall=0.028 + 0.021 * number)
        paint = sky.lay(paint, tone, crest)
        if number < 4:
            paint = sky.mist(paint, frame.child(20 + number), "#edf0ee", at=at + 0.15, half=0.075, strength=0.93)
    return paint
