"""Autumn in Kyoto and around."""

import numpy as np
from PIL import ImageDraw

from embedded.samples import land, shapes, sky, water
from embedded.samples.canvas import Frame, blur, mix, ramp, smooth
from embedded.samples.noise import Array, fbm, sample
from embedded.samples.shapes import Place
from embedded.samples.terrain import Ground, View

MAPLE = [
    (0.0, "#2c3a26"),
    (0.22, "#4a5230"),
    (0.36, "#8a6a2c"),
    (0.5, "#c9792c"),
    (0.64, "#b8482a"),
    (0.8, "#9a2c20"),
    (1.0, "#d9a040"),
]


def _canopy(frame: Frame, trees: int) -> tuple[Array, Array]:
    """Round crowns seen from above as a tile: dome height 0..1, and a chance number per tree."""
    rng = frame.rng
    jitter, chance = (
        rng.uniform(0.1, 0.9, (2, trees, trees)).astype(np.float32),
        rng.random((trees, trees), dtype=np.float32),
    )
    place = np.arange(land.SIZE, dtype=np.float32) * np.float32(trees / land.SIZE)
    row, column = place.astype(np.int32)[:, None], place.astype(np.int32)[None, :]
    nearest, owner = (
        np.full((land.SIZE, land.SIZE), 9, np.float32),
        np.zeros((land.SIZE, land.SIZE), np.float32),
    )
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            i, j = (row + down) % trees, (column + right) % trees
            distance = np.square(place[:, None] - row - down - jitter[0][i, j]) + np.square(
                place[None, :] - column - right - jitter[1][i, j]
            )
            closer = distance < nearest
            nearest, owner = np.where(closer, distance, nearest), np.where(closer, chance[i, j], owner)
    return np.sqrt(np.clip(1 - nearest * 1.3, 0, 1)), owner


def maple_hills(frame: Frame) -> Array:
    """Wooded slopes in red and gold, every crown round in the morning sun, mist in the folds."""
    paint = sky.backdrop(frame, [(0, "#c9d3dc"), (0.2, "#ecdfd2"), (1, "#f2e0cc")])
    domes, owner = _canopy(frame, 240)
    relief = land.hills(frame.child(1), cells=4, tall=0.24, gain=0.42)
    groves = fbm(land.SIZE, 7, 4, frame.child(2).rng)

    def albedo(ground: Ground, slope: Array) -> Array:
        hue = sample(owner, ground.x, ground.y) * 0.62 + 0.19 + 0.17 * sample(groves, ground.x, ground.y)
        return ramp(MAPLE, hue) * (0.45 + 0.55 * sample(domes, ground.x, ground.y))[..., None]

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
    return sky.shine(paint, "#ffd9a0", sky.glow(frame, -0.6, 0.0, 0.8, 1.3) * np.float32(0.25))


def _stalks(frame: Frame, count: int, wide: float) -> tuple[Array, Array, Array]:
    """Body, lit side and joints of one row of bamboo."""
    rng = frame.rng
    stalks = [
        (x, x + rng.normal(0, 0.022), wide * rng.uniform(0.7, 1.25)) for x in rng.uniform(-0.36, 0.36, count)
    ]
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

    return (
        shapes.drawn(frame, strip(-0.5, 0.5)),
        shapes.drawn(frame, strip(-0.28, 0.05)),
        shapes.drawn(frame, rings),
    )


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
    paint = sky.backdrop(frame, [(0, "#dfe8b8"), (0.5, "#f2f3d8"), (1, "#cfd8a8")])
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
        paint = sky.shine(
            paint, "#fbf6d0", sky.glow(frame, 0.03, 0.55, 0.42, 1.6) * np.float32(0.34 - 0.07 * number)
        )
    floor = smooth(0.86, 1.04, frame.down) * np.float32(0.8)
    return sky.lay(paint, "#25361f", np.broadcast_to(floor, paint.shape[:2]))


def pagoda(frame: Frame) -> Array:
    """A five-storied pagoda before layered hills and a huge low sun."""
    paint = sky.backdrop(
        frame, [(0, "#5d5a86"), (0.3, "#b07c94"), (0.55, "#ee9f7c"), (0.75, "#ffc78c"), (1, "#ffc78c")]
    )
    paint = sky.streaks(paint, frame, "#ffd4b4", band=(0.05, 0.45), strength=0.5)
    paint = sky.sun(paint, frame, -0.34, 0.49, "#ff9c50", radius=0.085, halo=0.5)
    tones = ["#c98a86", "#a36a78", "#774f66", "#4c3850"]
    for number, tone in enumerate(tones):
        hill, below = shapes.ridge(
            frame.child(number), 0.55 + 0.075 * number, 0.028, cells=2 + number, roughness=1.6
        )
        fade = 1 - 0.55 * smooth(0, 0.12, below)
        paint = mix(paint, ramp([(0, "#f2b08c"), (1, tone)], fade), hill)
    paint = sky.lay(paint, "#231c2c", shapes.drawn(frame, _pagoda))
    return sky.lay(paint, "#1d1826", shapes.canopy(frame.child(8), 0.88, 0.03))


def _pagoda(pen: ImageDraw.ImageDraw, at: Place, unit: float) -> None:
    x, y = 0.30, 0.92
    for storey in range(5):
        wide, tall = 0.115 - 0.013 * storey, 0.094 - 0.006 * storey
        pen.polygon(
            [
                at(x - wide * 0.5, y),
                at(x - wide * 0.5, y - tall),
                at(x + wide * 0.5, y - tall),
                at(x + wide * 0.5, y),
            ],
            fill=255,
        )
        eave = y - tall * 0.62
        left = [
            (x - wide * (0.42 + 0.58 * t), eave - tall * 0.42 * (1 - t) ** 1.6 - tall * 0.10 * t**6)
            for t in np.linspace(0, 1, 12)
        ]
        right = [(2 * x - px, py) for px, py in reversed(left)]
        pen.polygon(
            [
                at(*p)
                for p in [
                    *left,
                    (x - wide * 0.9, eave + tall * 0.08),
                    (x + wide * 0.9, eave + tall * 0.08),
                    *right,
                ]
            ],
            fill=255,
        )
        y -= tall
    pen.polygon([at(x - 0.03, y + 0.003), at(x, y - 0.03), at(x + 0.03, y + 0.003)], fill=255)
    pen.line([at(x, y), at(x, y - 0.155)], fill=255, width=round(unit * 0.0034))
    for ring in range(9):
        w = 0.0085 - 0.0005 * ring
        pen.rectangle(
            (*at(x - w, y - 0.045 - ring * 0.0088), *at(x + w, y - 0.042 - ring * 0.0088)), fill=255
        )


def torii(frame: Frame) -> Array:
    """A vermilion gate standing in a lake at dawn."""
    paint = sky.backdrop(
        frame, [(0, "#8d9cba"), (0.3, "#c5bfcc"), (0.5, "#f0cfc0"), (0.62, "#f9dcc0"), (1, "#f9dcc0")]
    )
    paint = sky.streaks(paint, frame, "#fff1e6", band=(0.05, 0.4), strength=0.6)
    for number, tone in enumerate(["#c9bcc6", "#a99fb0"]):
        hill, below = shapes.ridge(frame.child(number), 0.545 + 0.03 * number, 0.018, cells=2, roughness=1.6)
        paint = mix(paint, ramp([(0, "#f3d5c4"), (1, tone)], 1 - 0.8 * smooth(0, 0.07, below)), hill)
    paint = water.mirror(paint, frame, 0.625, tint="#7f8ba8", calm=0.008, dark=0.04, deep=0.3)
    paint = sky.mist(paint, frame, "#f7e2d4", at=0.62, half=0.025, strength=0.75)
    return water.standing(paint, frame, shapes.drawn(frame, _torii), "#8e2f22", 0.74, fade=0.4)


def _torii(pen: ImageDraw.ImageDraw, at: Place, unit: float) -> None:
    top, foot, half = 0.375, 0.74, 0.135
    for side in (-1, 1):
        pen.polygon(
            [
                at(side * (half - 0.017), top),
                at(side * (half + 0.001), top),
                at(side * (half + 0.021), foot),
                at(side * (half - 0.003), foot),
            ],
            fill=255,
        )
        pen.polygon(
            [
                at(side * (half + 0.052), 0.615),
                at(side * (half + 0.061), 0.615),
                at(side * (half + 0.067), foot),
                at(side * (half + 0.056), foot),
            ],
            fill=255,
        )
    pen.rectangle((*at(-half - 0.045, 0.447), *at(half + 0.045, 0.463)), fill=255)
    pen.rectangle((*at(-half - 0.075, 0.640), *at(half + 0.075, 0.650)), fill=255)
    pen.rectangle((*at(-0.011, 0.39), *at(0.011, 0.45)), fill=255)
    arc = [(x, top - 0.028 * abs(x / 0.225) ** 2.6) for x in np.linspace(-0.225, 0.225, 40)]
    pen.polygon(
        [at(x, y - 0.019) for x, y in arc] + [at(x * 0.955, y + 0.012) for x, y in reversed(arc)], fill=255
    )


def after_rain(frame: Frame) -> Array:
    """Cedar ridges, each paler than the last, with cloud caught between them."""
    paint = sky.backdrop(frame, [(0, "#d5dcdf"), (0.5, "#e9ecea"), (1, "#e9ecea")])
    tones = ["#b9c6c9", "#96abae", "#6d888c", "#46636a", "#243f47"]
    for number, tone in enumerate(tones):
        at = 0.24 + 0.15 * number
        crest = shapes.conifers(
            frame.child(number), at, 0.055, count=240 - 30 * number, tall=0.028 + 0.021 * number
        )
        paint = sky.lay(paint, tone, crest)
        if number < 4:
            paint = sky.mist(
                paint, frame.child(20 + number), "#edf0ee", at=at + 0.15, half=0.075, strength=0.93
            )
    return paint
