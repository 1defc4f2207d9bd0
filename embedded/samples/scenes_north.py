"""Iceland and Norway."""

import numpy as np

from embedded.samples import land, night, shapes, sky, water
from embedded.samples.canvas import Frame, glow, mix, ramp, rgb, smooth
from embedded.samples.noise import Array, fbm, sample
from embedded.samples.terrain import View


def rhyolite(frame: Frame) -> Array:
    """First light over coloured hills with mist in the valleys."""
    paint = sky.backdrop(frame, "0 #7d93b8, 0.22 #c3bcc8, 0.4 #f6d2b0, 0.5 #fbe0be, 1 #fbe0be")
    paint = sky.streaks(paint, frame, "#fff0e2", band=(0.02, 0.3), strength=0.6)
    relief = land.peaks(frame, cells=5, tall=0.15, power=1.25, warp=0.02)
    view = View(eye=0.2, horizon=0.26, focal=1.6, yaw=0.7, x=0.35, y=0.2, near=0.3, far=4, shore=0.35)
    light = land.Light(
        "#ffb27a",
        "#7884a6",
        "#f3cfb4",
        power=1.5,
        fill=0.55,
        elevation=0.2,
        air=0.36,
        fog="#f6dccb",
        fog_top=0.066,
        fog_depth=0.04,
    )
    stops = "0.0 #3f4d38, 0.2 #6a6a4a, 0.36 #8a6f58, 0.5 #a8705c, 0.62 #7d5450, 0.8 #b9957c, 1 #d9c9b4"
    paint, _ = land.landscape(paint, frame, relief, view, light, land.banded(stops))
    return sky.shine(paint, "#ffcf9a", glow(frame, -0.6, 0.26, 0.7, 1.3) * np.float32(0.4))


def aurora_lake(frame: Frame) -> Array:
    """Aurora doubled in a lake."""
    paint = sky.backdrop(frame, "0 #050a1c, 0.4 #0c2038, 0.62 #1d4a56, 1 #1d4a56")
    paint = night.stars(paint, frame, count=1500)
    paint = night.aurora(paint, frame, base=0.46, tall=0.19, curtains=3)
    relief = land.peaks(frame.child(5), cells=5, tall=0.12, power=1.4)
    view = View(eye=0.02, horizon=0.615, focal=1.5, yaw=0.4, near=0.9, far=4, shore=0.3)
    light = land.Light("#6fe0b0", "#1a3040", "#1b4048", power=0.30, fill=0.55, elevation=0.7, air=0.22)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.snowy("#1a2028", "#7fa0a8", line=0.03))
    return water.mirror(paint, frame, 0.64, tint="#04101a", calm=0.011, dark=0.22, deep=0.5)


def reine(frame: Frame) -> Array:
    """Alpenglow on snow peaks, mirrored."""
    paint = sky.backdrop(frame, "0 #5b7fb8, 0.25 #9fb0d6, 0.45 #e6c4cf, 0.6 #f7cdbb, 1 #f7cdbb")
    paint = sky.streaks(paint, frame, "#ffe3dc", band=(0.0, 0.35), strength=0.65)
    relief = land.peaks(frame.child(2), cells=4, tall=0.2, power=1.5)
    view = View(eye=0.025, horizon=0.585, focal=1.5, yaw=0.9, x=0.5, y=0.3, near=0.62, far=4, shore=0.22)
    light = land.Light("#ff8f66", "#6482c4", "#d3bfd6", power=1.75, fill=0.66, elevation=0.26, air=0.22)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.snowy("#3a3d4c", "#f4f5fb", steep=2.0))
    return water.mirror(paint, frame, 0.62, tint="#22385c", calm=0.014, dark=0.12, deep=0.5)


def moonrise(frame: Frame) -> Array:
    """A moon over blue snow that stands in a sea of cloud."""
    paint = sky.backdrop(frame, "0 #3c4f86, 0.3 #7a80b4, 0.5 #c49cb4, 0.66 #e2b4b4, 1 #e2b4b4")
    paint = sky.moon(paint, frame, 0.3, 0.25, 0.05)
    relief = land.peaks(frame.child(2), cells=5, tall=0.17, power=1.5)
    view = View(eye=0.13, horizon=0.5, focal=1.9, yaw=-0.6, x=0.1, y=0.7, near=0.4, far=4, shore=0.3)
    light = land.Light(
        "#ffb0b0",
        "#6478b8",
        "#b79cbc",
        power=0.85,
        fill=0.72,
        elevation=0.4,
        air=0.33,
        fog="#a9a6cc",
        fog_top=0.062,
        fog_depth=0.03,
    )
    paint, _ = land.landscape(paint, frame, relief, view, light, land.snowy("#3d4258", "#e8ecf8", steep=2.1))
    return paint


def storm_plain(frame: Frame) -> Array:
    """A storm over a dark plain, light falling through."""
    paint = sky.backdrop(frame, "0 #39424e, 0.3 #5b656f, 0.62 #a8988c, 0.81 #ffcf94, 1 #ffcf94")
    paint = sky.shine(paint, "#ffc978", glow(frame, 0.3, 0.8, 0.5, 1.2) * np.float32(0.6))
    paint = sky.clouds(
        paint,
        frame,
        0.83,
        dark="#2a323e",
        bright="#8d929a",
        cover=1.12,
        scale=0.34,
        stretch=1.2,
        strength=0.93,
        edge=2.6,
    )
    veil = np.exp(-np.square((frame.across + 0.42 + 0.25 * (frame.down - 0.5)) / 0.24)) * smooth(0.1, 0.4, frame.down)
    paint = sky.lay(paint, "#3a434e", veil * np.float32(0.75))
    paint = sky.shafts(paint, frame, 0.3, 0.10, "#ffdc98", strength=0.55)
    relief = land.hills(frame.child(1), cells=7, tall=0.03, gain=0.5)
    view = View(eye=0.06, horizon=0.81, focal=1.3, yaw=0.9, near=0.12, far=3)
    light = land.Light("#ffc880", "#5a6470", "#d8b08c", power=1.7, fill=0.42, elevation=0.12, air=0.42)
    stops = "0.0 #2c2c26, 0.1 #4a4230, 0.18 #73603c, 0.3 #8a7a4c"
    paint, _ = land.landscape(paint, frame, relief, view, light, land.banded(stops, wobble=0.03))
    return paint


def black_beach(frame: Frame) -> Array:
    """Sea stacks in a long exposure at dawn."""
    paint = sky.backdrop(frame, "0 #53617f, 0.25 #8f8fa6, 0.42 #d9a9a0, 0.52 #f5c9a4, 1 #f5c9a4")
    paint = sky.clouds(
        paint, frame, 0.52, dark="#5b6078", bright="#f6c8b4", cover=0.5, scale=0.07, stretch=2.5, strength=0.7
    )
    paint = sky.shine(paint, "#ffd9a8", glow(frame, 0.22, 0.5, 0.45, 1.2) * np.float32(0.55))
    for number, (x, wide, tall) in enumerate(
        [(-0.42, 0.075, 0.21), (-0.285, 0.04, 0.13), (-0.2, 0.018, 0.07), (0.62, 0.16, 0.12)]
    ):
        paint = sky.lay(paint, "#2b2d38", shapes.stack(frame.child(number), x, 0.53, wide, tall))
    paint = water.mirror(paint, frame, 0.527, tint="#6c7488", calm=0.02, dark=0.06, deep=0.25)
    paint = sky.mist(paint, frame, "#f0cdb8", at=0.535, half=0.022, strength=0.55)
    return shapes.beach(paint, frame, 0.82, dark="#1c1d24", wet="#8a7c80")


def waterfall(frame: Frame) -> Array:
    """A curtain of water between walls of wet basalt."""
    rough, thread = fbm(512, 6, 7, frame.rng, 0.6), fbm(512, 8, 5, frame.child(1).rng, 0.6)
    x, y = frame.across, frame.down
    wall = sample(rough, x * np.float32(1.6), y * np.float32(0.42)) + 0.5 * sample(rough, x * np.float32(3.4), y)
    rock = ramp("0 #0c0f12, 0.45 #1c2326, 0.7 #37433c, 1 #5d6a4e", 0.5 + 0.22 * wall)
    paint = rock * (0.5 + 0.75 * np.exp(-np.square(x / 0.3)))[..., None]
    edge = np.abs(x - 0.02 + 0.012 * np.sin(5 * y)) - (0.085 + 0.04 * y)
    streak = sample(thread, x * np.float32(2.2), (y - 0.3 * np.square(y)) * np.float32(0.16))
    curtain = smooth(0.035, -0.03, edge + 0.022 * streak) * smooth(-2.2, 0.9, streak)
    paint = mix(paint.astype(np.float32), rgb("#eef4f6"), curtain * np.float32(0.96))
    paint = sky.shine(paint, "#cfe0e4", glow(frame, 0.02, 0.0, 0.34, 1.4) * np.float32(0.6))
    paint = sky.mist(paint, frame, "#d5e0e2", at=0.95, half=0.17, strength=0.95)
    return sky.shine(paint, "#e6eef0", glow(frame, 0.02, 0.92, 0.3, 1.4) * np.float32(0.6))


def braided_river(frame: Frame) -> Array:
    """A glacial river from the air: milky threads over black and golden silt."""
    first, second, third = (fbm(1024, 3, 8, frame.child(i).rng, 0.5) for i in range(3))
    u = (frame.across * np.float32(0.8) + frame.down * np.float32(0.6)) * np.float32(0.30)
    v = (frame.down * np.float32(0.8) - frame.across * np.float32(0.6)) * np.float32(0.75)
    bent = v + np.float32(0.075) * sample(first, u, v)
    flow = sample(second, u * np.float32(0.8), bent) + 0.35 * sample(third, u * np.float32(2), bent * np.float32(2))
    thread = np.abs(np.sin(flow * 3.2))
    bed = ramp("0 #15171c, 0.4 #2c2a2c, 0.62 #5a4a38, 0.8 #b08a4c, 1 #d9b878", 0.5 + 0.21 * sample(third, u, bent))
    water_hue = ramp("0 #e4ece8, 0.5 #a9c8cc, 1 #5f93a4", 0.5 + 0.3 * flow)
    paint = mix(bed, water_hue, smooth(0.5, 0.12, thread) * np.float32(0.95))
    return np.asarray(paint * (1 + 0.04 * sample(third, u * 9, v * 9))[..., None], dtype=np.float32)
