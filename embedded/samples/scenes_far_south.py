"""More of Patagonia and of New Zealand."""

import numpy as np

from embedded.samples import land, night, shapes, sky, water
from embedded.samples.canvas import Frame, disc, glow, mix, ramp, smooth
from embedded.samples.noise import Array, fbm, resize, sample
from embedded.samples.terrain import View


def turquoise(frame: Frame) -> Array:
    """A glacial lake under clear peaks, broad daylight."""
    paint = sky.backdrop(frame, "0 #2f6fb4, 0.3 #7fb0dc, 0.6 #d3e2ec, 1 #d3e2ec")
    paint = sky.clouds(
        paint, frame, 0.62, dark="#a9bace", bright="#ffffff", cover=0.56, scale=0.30, stretch=1.6, strength=0.9
    )
    relief = land.peaks(frame.child(2), cells=4, tall=0.24, power=1.7)
    view = View(eye=0.05, horizon=0.52, focal=1.5, yaw=0.8, x=0.7, y=0.4, near=0.6, far=4, shore=0.3)
    light = land.Light("#fff0d8", "#7f9cc8", "#b9cee2", power=1.0, fill=0.55, elevation=0.6, air=0.22)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.snowy("#5c5a54", "#fafcff", line=0.05, steep=1.7))
    return water.mirror(paint, frame, 0.643, tint="#1f9aa0", calm=0.05, dark=0.05, deep=0.75)


def glacier(frame: Frame) -> Array:
    """A broken ice field, blue in every crack."""
    paint = sky.backdrop(frame, "0 #aebccb, 0.3 #d5dde4, 1 #d5dde4")
    relief = land.peaks(frame.child(1), cells=12, tall=0.06, power=1.1, warp=0.01)
    view = View(eye=0.14, horizon=0.16, focal=1.4, yaw=0.6, near=0.12, far=3)
    light = land.Light("#fff4ea", "#5aa0dc", "#d0dae3", power=0.75, fill=0.7, elevation=0.35, air=0.6)
    stops = "0.0 #0f4f8c, 0.06 #3f8cc4, 0.13 #a9d3ea, 0.2 #eef6fa, 0.3 #ffffff"
    paint, _ = land.landscape(paint, frame, relief, view, light, land.banded(stops, wobble=0.012))
    return sky.mist(paint, frame, "#e3e9ee", at=0.14, half=0.09, strength=0.8)


def _lens(frame: Frame, x: float, y: float, wide: float, tall: float) -> tuple[Array, Array]:
    """A lenticular cloud: coverage and height inside it (0 at its flat foot, 1 on top)."""
    small = frame.smaller(3)
    tile = fbm(256, 3, 5, frame.rng)
    wave = sample(tile, small.across * np.float32(0.5), small.down * np.float32(4)) * np.float32(0.10)
    dx, dy = ((small.across - np.float32(x)) / np.float32(wide), (small.down - np.float32(y)) / np.float32(tall))
    dy = np.where(dy > 0, dy * np.float32(2.2), dy)
    inside = 1 - np.square(dx) - np.square(dy) + wave
    large = resize(smooth(0.0, 0.8, inside), frame.width, frame.height)
    return large, resize(np.clip(0.45 - dy * 0.55 + wave, 0, 1).astype(np.float32), frame.width, frame.height)


def lenticular(frame: Frame) -> Array:
    """Stacked lens clouds over the steppe after sunset."""
    paint = sky.backdrop(frame, "0 #3f5688, 0.3 #7e86b0, 0.55 #d8a8a4, 0.72 #ffcf9c, 1 #ffcf9c")
    paint = sky.streaks(paint, frame, "#ffd9c8", band=(0.3, 0.65), strength=0.5)
    lenses = [(0.12, 0.40, 0.66, 0.12), (0.18, 0.30, 0.52, 0.11), (0.14, 0.20, 0.36, 0.09), (-0.58, 0.50, 0.30, 0.05)]
    for number, (x, y, wide, tall) in enumerate(lenses):
        alpha, inside = _lens(frame.child(number), x, y, wide, tall)
        paint = mix(paint, ramp("0 #ff9f84, 0.3 #e8909a, 0.6 #9a86ac, 1 #6f7aa8", inside), alpha * np.float32(0.85))
    relief = land.peaks(frame.child(9), cells=6, tall=0.09, power=1.4)
    view = View(eye=0.04, horizon=0.76, focal=1.4, yaw=2.2, x=0.4, y=0.1, near=0.16, far=4, shore=0.8)
    light = land.Light("#ff9a70", "#4a4a70", "#c98f94", power=0.8, fill=0.42, elevation=0.2, air=0.3)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.banded("0 #4a4038, 0.2 #6a5a48, 1 #8a7a70"))
    return paint


def fjord(frame: Frame) -> Array:
    """Walls that drop into dark water, cloud half-way up."""
    paint = sky.backdrop(frame, "0 #a3b4c4, 0.4 #d5dde2, 0.65 #f0ebe0, 1 #f0ebe0")
    relief = land.peaks(frame.child(2), cells=4, tall=0.34, power=1.25, warp=0.012)
    view = View(eye=0.02, horizon=0.70, focal=1.0, yaw=0.6, x=0.35, y=0.3, near=0.5, far=4, shore=0.2)
    light = land.Light("#fff0d8", "#8fa6b4", "#d8dfe0", power=0.9, fill=0.7, elevation=0.6, air=0.6)
    stops = "0.0 #24423a, 0.4 #3a5648, 0.8 #4f5c5a, 1.4 #7c8688"
    paint, _ = land.landscape(paint, frame, relief, view, light, land.banded(stops))
    paint = sky.mist(paint, frame, "#e3e8e8", at=0.48, half=0.05, strength=0.85)
    paint = sky.mist(paint, frame.child(5), "#dfe5e6", at=0.30, half=0.06, strength=0.6)
    return water.mirror(paint, frame, 0.738, tint="#1c2e34", calm=0.02, dark=0.15, deep=0.6)


def tekapo(frame: Frame) -> Array:
    """The Milky Way leaning over a lake."""
    paint = sky.backdrop(frame, "0 #070b1e, 0.4 #13204a, 0.62 #3b4f7c, 0.7 #8f7c88, 1 #8f7c88")
    paint = night.milky_way(paint, frame, angle=-0.55, x=0.1, strength=1.25)
    paint = night.stars(paint, frame.child(4), count=1600)
    relief = land.peaks(frame.child(3), cells=5, tall=0.12, power=1.4)
    view = View(eye=0.02, horizon=0.685, focal=1.4, yaw=0.4, near=0.9, far=4, shore=0.3)
    light = land.Light("#8c90b8", "#28345c", "#54587c", power=0.4, fill=0.55, elevation=0.7, air=0.22)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.snowy("#1c2030", "#8c9cc4", line=0.04))
    return water.mirror(paint, frame, 0.713, tint="#050a1a", calm=0.012, dark=0.25, deep=0.5)


def aoraki(frame: Frame) -> Array:
    """The last light on one high peak above valley cloud."""
    paint = sky.backdrop(frame, "0 #47629c, 0.3 #8f9cc4, 0.5 #dfb4b8, 0.64 #f4c4b0, 1 #f4c4b0")
    relief = land.peaks(frame.child(2), cells=3, tall=0.30, power=1.7, warp=0.008)
    view = View(eye=0.12, horizon=0.66, focal=1.75, yaw=0.9, x=0.5, y=0.3, near=0.5, far=4, shore=0.3)
    light = land.Light(
        "#ff8458",
        "#6078b8",
        "#c9b0cc",
        power=1.8,
        fill=0.6,
        elevation=0.28,
        air=0.24,
        fog="#a9acd2",
        fog_top=0.075,
        fog_depth=0.04,
    )
    paint, _ = land.landscape(paint, frame, relief, view, light, land.snowy("#3c3e50", "#f4f5fb", steep=2.3))
    return paint


def pine_forest(frame: Frame) -> Array:
    """Morning sun through a misty wood."""
    paint = sky.backdrop(frame, "0 #f3e6bc, 0.5 #f6e9c8, 1 #c9c08c")
    tones = ["#d3cc9c", "#aaae7e", "#757f58", "#434f38", "#1c2620"]
    for number, tone in enumerate(tones):
        crest = shapes.conifers(
            frame.child(number), 0.50 + 0.115 * number, 0.03, count=70 - 12 * number, tall=0.22 + 0.06 * number
        )
        paint = sky.lay(paint, tone, crest)
        if number < 4:
            paint = sky.mist(
                paint, frame.child(20 + number), "#f5e8c4", at=0.66 + 0.09 * number, half=0.10, strength=0.75
            )
    paint = sky.shine(paint, "#ffe0a0", glow(frame, 0.34, 0.16, 0.6, 1.2) * np.float32(0.8))
    return sky.shafts(paint, frame, 0.34, 0.1, "#fff0c0", strength=0.4, rays=22)


def crescent(frame: Frame) -> Array:
    """A thin moon over dark ridges, the day not quite gone."""
    paint = sky.backdrop(frame, "0 #0f1a3c, 0.35 #2b4a80, 0.6 #8a8ab0, 0.74 #f0a880, 0.8 #ffc890, 1 #ffc890")
    paint = night.stars(paint, frame, count=260, brightest=0.7)
    x, y, radius = -0.28, 0.36, 0.034
    paint = sky.shine(paint, "#fff0d8", glow(frame, x, y, 0.2, 0.9) * np.float32(0.2))
    face = disc(frame, x, y, radius) * (1 - disc(frame, x - 0.011, y - 0.010, radius * 0.99, 0.003))
    paint = sky.lay(paint, "#fff6e4", face)
    for number, tone in enumerate(["#9a6f80", "#5d4a6a", "#2c2a48", "#12142a"]):
        hill, below = shapes.ridge(frame.child(number), 0.72 + 0.065 * number, 0.022, cells=3, roughness=1.15)
        paint = mix(paint, ramp(f"0 #d99a8c, 1 {tone}", 1 - 0.35 * smooth(0, 0.08, below)), hill)
    return paint
