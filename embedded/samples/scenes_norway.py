"""Lofoten in winter, beyond the peaks of scenes_north."""

import numpy as np
from PIL import ImageDraw

from embedded.samples import land, night, shapes, sky, water
from embedded.samples.canvas import Frame, blur, mix, ramp, rgb
from embedded.samples.noise import Array
from embedded.samples.terrain import View


def aurora_fjord(frame: Frame) -> Array:
    """A tall aurora over a snow peak and its fjord."""
    paint = sky.backdrop(frame, "0 #060a20, 0.4 #0d1f3c, 0.68 #255064, 1 #255064")
    paint = night.stars(paint, frame, count=1300)
    paint = night.aurora(paint, frame, base=0.44, tall=0.17, curtains=3, strength=0.95)
    relief = land.peaks(frame.child(5), cells=4, tall=0.22, power=1.5)
    view = View(eye=0.02, horizon=0.70, focal=1.25, yaw=0.9, x=0.2, y=0.5, near=0.75, far=4, shore=0.25)
    light = land.Light("#8ff0c8", "#3a5878", "#2b5866", power=0.5, fill=0.6, elevation=0.5, air=0.2)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.snowy("#1c2430", "#b8d0e0", steep=2.0))
    return water.mirror(paint, frame, 0.733, tint="#04121c", calm=0.012, dark=0.18, deep=0.5)


def _cabins(frame: Frame, foot: float) -> tuple[Array, Array, Array]:
    """Walls, snowy roofs and lit windows of a row of huts on the shore."""
    rng = frame.rng
    places = np.concatenate(
        [np.cumsum(rng.uniform(0.05, 0.11, 6)) - 0.64, np.cumsum(rng.uniform(0.05, 0.09, 3)) + 0.22]
    )
    sizes = rng.uniform(0.018, 0.034, 9)

    def walls(pen: ImageDraw.ImageDraw, at: shapes.Place, unit: float) -> None:
        for x, s in zip(places, sizes, strict=True):
            pen.polygon(
                [at(x - s, foot), at(x - s, foot - s), at(x, foot - s * 1.85), at(x + s, foot - s), at(x + s, foot)],
                fill=255,
            )

    def roofs(pen: ImageDraw.ImageDraw, at: shapes.Place, unit: float) -> None:
        for x, s in zip(places, sizes, strict=True):
            points = [at(x - s * 1.18, foot - s * 0.86), at(x, foot - s * 1.92), at(x + s * 1.18, foot - s * 0.86)]
            pen.line(points, fill=255, width=max(2, int(s * unit * 0.12)), joint="curve")

    def windows(pen: ImageDraw.ImageDraw, at: shapes.Place, unit: float) -> None:
        for x, s in zip(places, sizes, strict=True):
            for dx in (-0.5, 0.25) if s > 0.028 else (0.2,):
                left, top = at(x + (dx - 0.13) * s, foot - s * 0.70)
                pen.rectangle((left, top, left + 0.26 * s * unit, top + 0.32 * s * unit), fill=255)

    return shapes.drawn(frame, walls), shapes.drawn(frame, roofs), shapes.drawn(frame, windows)


def cabins(frame: Frame) -> Array:
    """Red huts with lit windows at the blue hour."""
    paint = sky.backdrop(frame, "0 #1f3460, 0.3 #41609a, 0.5 #7f96c4, 0.62 #b9b4d0, 1 #b9b4d0")
    paint = night.stars(paint, frame, count=160, brightest=0.5)
    relief = land.peaks(frame.child(3), cells=4, tall=0.24, power=1.5)
    view = View(eye=0.02, horizon=0.62, focal=1.5, yaw=0.7, x=0.55, y=0.75, near=0.62, far=4, shore=0.2)
    light = land.Light("#a8b4e0", "#5878bc", "#8f9cc8", power=0.45, fill=0.72, elevation=0.5, air=0.25)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.snowy("#2c3448", "#e0e8f8", steep=2.0))
    walls, roofs, windows = _cabins(frame, 0.664)
    paint = sky.lay(paint, "#6e2420", walls)
    paint = sky.lay(paint, "#aebbe0", roofs)
    paint = sky.lay(paint, "#ffd080", windows)
    paint = sky.shine(paint, "#ff9a3c", blur(windows, frame.height * 0.012) * np.float32(0.9))
    bank, _ = shapes.ridge(frame.child(8), 0.660, 0.002, cells=9, roughness=1.2)
    paint = sky.lay(paint, "#4a629c", bank)
    return water.mirror(paint, frame, 0.675, tint="#142444", calm=0.02, dark=0.12, deep=0.45)


def snow_trees(frame: Frame) -> Array:
    """Spruces fading into falling snow."""
    paint = sky.backdrop(frame, "0 #c3ccd8, 0.5 #dde3ea, 1 #eef1f5")
    tones = ["#c9d1db", "#b3becb", "#93a1b3", "#65748a"]
    for number, tone in enumerate(tones):
        crest = shapes.conifers(
            frame.child(number), 0.60 + 0.06 * number, 0.02, count=34 - 8 * number, tall=0.15 + 0.055 * number
        )
        paint = sky.lay(paint, tone, crest)
        paint = sky.mist(paint, frame.child(20 + number), "#e4e9ef", at=0.72 + 0.06 * number, half=0.075, strength=0.95)
    ground, below = shapes.ridge(frame.child(40), 0.86, 0.012, cells=1.5, roughness=2)
    paint = sky.lay(paint, "#34435a", shapes.spruce(frame.child(7), -0.14, 0.895, 0.50))
    return _snowfall(mix(paint, ramp("0 #f6f8fb, 1 #d3dce8", below * 5), ground), frame)


def _snowfall(paint: Array, frame: Frame) -> Array:
    rng = frame.child(9).rng
    flakes = np.zeros(paint.shape[:2], np.float32)
    flakes[rng.integers(0, frame.height, 900), rng.integers(0, frame.width, 900)] = 1
    soft = blur(flakes, frame.height * 0.0011) * np.float32(frame.height * 0.008)
    return sky.lay(paint, "#ffffff", np.clip(soft, 0, 0.85))


def ridge_panorama(frame: Frame) -> Array:
    """Range behind range in a winter dusk, very wide."""
    paint = sky.backdrop(frame, "0 #6d86b8, 0.3 #b9b8d2, 0.55 #f3c9bc, 0.7 #fbdcc0, 1 #fbdcc0")
    paint = sky.streaks(paint, frame, "#fff0e8", band=(0.05, 0.4), strength=0.5)
    relief = land.peaks(frame.child(2), cells=6, tall=0.17, power=1.5)
    view = View(eye=0.15, horizon=0.42, focal=2.6, yaw=-2.4, x=0.1, y=0.7, near=0.5, far=5, shore=0.3)
    light = land.Light(
        "#ffb48c",
        "#7488c0",
        "#e2bcbc",
        power=1.3,
        fill=0.66,
        elevation=0.24,
        air=0.42,
        fog="#e3c9d0",
        fog_top=0.07,
        fog_depth=0.04,
    )
    paint, _ = land.landscape(paint, frame, relief, view, light, land.snowy("#454a60", "#f0f2fa", steep=2.0))
    return np.asarray(paint * (rgb("#fffaf6")), dtype=np.float32)
