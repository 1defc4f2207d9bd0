"""Namibia, Chile and New Zealand."""

from embedded.samples import land, night, shapes, sky, water
from embedded.samples.canvas import Frame
from embedded.samples.noise import Array
from embedded.samples.terrain import View

SAND = "0.0 #a85c38, 0.5 #bd6d40, 1.0 #d08a58"


def dune_sea(frame: Frame) -> Array:
    """Dunes in the last light, one behind the other."""
    paint = sky.backdrop(frame, "0 #6f8fb4, 0.2 #b9bcc4, 0.36 #f0cfa8, 0.42 #f8dcb4, 1 #f8dcb4")
    relief = land.dunes(frame, waves=4, tall=0.075)
    view = View(eye=0.13, horizon=0.33, focal=1.25, yaw=0.9, x=0.15, y=0.3, near=0.12, far=4)
    light = land.Light("#ffb070", "#7c6a90", "#efc49c", power=1.75, fill=0.72, elevation=0.22, air=0.3)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.sand(SAND))
    return paint


def dune_crest(frame: Frame) -> Array:
    """One sinuous crest at sunrise, for a tall picture."""
    paint = sky.backdrop(frame, "0 #3f6796, 0.3 #93aec6, 0.5 #ecd6bc, 1 #ecd6bc")
    relief = land.dunes(frame, waves=2, tall=0.16, wander=0.4)
    view = View(eye=0.2, horizon=0.36, focal=0.9, yaw=0.12, x=0.42, y=0.1, near=0.08, far=4)
    light = land.Light("#ff9e58", "#5c4c78", "#eec39c", power=1.8, fill=0.8, elevation=0.26, air=0.28)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.sand(SAND))
    return paint


def towers(frame: Frame) -> Array:
    """Granite in the first sun above a green lake."""
    paint = sky.backdrop(frame, "0 #4f6fa6, 0.25 #93a4c8, 0.45 #e8b8a8, 0.6 #f8caa0, 1 #f8caa0")
    paint = sky.clouds(
        paint, frame, 0.66, dark="#8f86a0", bright="#ffc9a4", cover=0.42, scale=0.16, stretch=3, strength=0.8
    )
    relief = land.peaks(frame.child(2), cells=4, tall=0.3, power=2.3, warp=0.006)
    view = View(eye=0.03, horizon=0.66, focal=1.6, yaw=0.8, x=0.3, y=0.1, near=0.7, far=4, shore=0.35)
    light = land.Light("#ff8a50", "#6878a8", "#d9b4ac", power=1.7, fill=0.55, elevation=0.3, air=0.2)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.snowy("#7a6258", "#f0f2f8", line=0.05, steep=1.5))
    return water.mirror(paint, frame, 0.70, tint="#1c4a50", calm=0.02, dark=0.15, deep=0.75)


def milky(frame: Frame) -> Array:
    """The Milky Way upright over a desert."""
    paint = sky.backdrop(frame, "0 #060a1a, 0.45 #101a38, 0.75 #33405f, 0.86 #7a6470, 1 #7a6470")
    paint = night.milky_way(paint, frame, angle=0.42, x=0.02, strength=1.0)
    paint = night.stars(paint, frame.child(4), count=1500)
    relief = land.dunes(frame.child(1), waves=4, tall=0.05)
    view = View(eye=0.07, horizon=0.84, focal=1.0, yaw=0.7, near=0.1, far=4)
    light = land.Light("#8a6a70", "#2a3050", "#4a4460", power=0.7, fill=0.5, elevation=0.3, air=0.35)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.sand(SAND))
    return paint


def glitter(frame: Frame) -> Array:
    """A low sun and its path over the sea."""
    paint = sky.backdrop(frame, "0 #5a6a94, 0.25 #b08c9c, 0.45 #f0a878, 0.58 #ffd08a, 1 #ffd08a")
    paint = sky.clouds(
        paint, frame, 0.58, dark="#7a5a6e", bright="#ffb884", cover=0.46, scale=0.14, stretch=2.5, strength=0.85
    )
    paint = sky.sun(paint, frame, 0.16, 0.5, "#ffc070", radius=0.034, halo=0.4)
    return water.sea(paint, frame, 0.58, far="#e0a07c", near="#2a3450", crest="#b98a86", sun="#fff0c8", x=0.16)


def lone_tree(frame: Frame) -> Array:
    """A willow standing in a lake."""
    paint = sky.backdrop(frame, "0 #8fa6c0, 0.3 #c6c9d2, 0.5 #efd8cc, 0.6 #f6dfcf, 1 #f6dfcf")
    paint = sky.streaks(paint, frame, "#fff4ec", band=(0.0, 0.4), strength=0.6)
    relief = land.peaks(frame.child(2), cells=4, tall=0.11, power=1.4)
    view = View(eye=0.02, horizon=0.605, focal=1.6, yaw=0.9, x=0.5, y=0.3, near=0.9, far=4, shore=0.3)
    light = land.Light("#ffd0b0", "#8c9cc0", "#cdc6d2", power=1.0, fill=0.6, elevation=0.35, air=0.55)
    paint, _ = land.landscape(paint, frame, relief, view, light, land.snowy("#5a6478", "#eef0f6", line=0.05, steep=1.9))
    paint = sky.mist(paint, frame, "#efe2dc", at=0.62, half=0.03, strength=0.8)
    paint = water.mirror(paint, frame, 0.638, tint="#7f93a8", calm=0.010, dark=0.06, deep=0.3)
    willow = shapes.tree(frame.child(4), -0.14, 0.745, 0.52, bend=0.22, spread=0.46, levels=10)
    return water.standing(paint, frame, willow, "#26252c", 0.74)
