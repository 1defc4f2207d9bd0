"""What people built around Kyoto: a pagoda, a gate in a lake."""

import numpy as np
from PIL import ImageDraw

from embedded.samples import shapes, sky, water
from embedded.samples.canvas import Frame, mix, ramp, smooth
from embedded.samples.noise import Array
from embedded.samples.shapes import Place


def pagoda(frame: Frame) -> Array:
    """A five-storied pagoda before layered hills and a huge low sun."""
    paint = sky.backdrop(frame, "0 #5d5a86, 0.3 #b07c94, 0.55 #ee9f7c, 0.75 #ffc78c, 1 #ffc78c")
    paint = sky.streaks(paint, frame, "#ffd4b4", band=(0.05, 0.45), strength=0.5)
    paint = sky.sun(paint, frame, -0.34, 0.49, "#ff9c50", radius=0.085, halo=0.5)
    tones = ["#c98a86", "#a36a78", "#774f66", "#4c3850"]
    for number, tone in enumerate(tones):
        hill, below = shapes.ridge(frame.child(number), 0.55 + 0.075 * number, 0.028, cells=2 + number, roughness=1.6)
        fade = 1 - 0.55 * smooth(0, 0.12, below)
        paint = mix(paint, ramp(f"0 #f2b08c, 1 {tone}", fade), hill)
    paint = sky.lay(paint, "#231c2c", shapes.drawn(frame, _pagoda))
    return sky.lay(paint, "#1d1826", shapes.canopy(frame.child(8), 0.88, 0.03))


def _pagoda(pen: ImageDraw.ImageDraw, at: Place, unit: float) -> None:
    x, y = 0.30, 0.92
    for storey in range(5):
        wide, tall = 0.115 - 0.013 * storey, 0.094 - 0.006 * storey
        pen.rectangle((*at(x - wide * 0.5, y - tall), *at(x + wide * 0.5, y)), fill=255)
        pen.polygon([at(*point) for point in _roof(x, y - tall * 0.62, wide, tall)], fill=255)
        y -= tall
    pen.polygon([at(x - 0.03, y + 0.003), at(x, y - 0.03), at(x + 0.03, y + 0.003)], fill=255)
    pen.line([at(x, y), at(x, y - 0.155)], fill=255, width=round(unit * 0.0034))
    for ring in range(9):
        w = 0.0085 - 0.0005 * ring
        pen.rectangle((*at(x - w, y - 0.045 - ring * 0.0088), *at(x + w, y - 0.042 - ring * 0.0088)), fill=255)


def _roof(x: float, eave: float, wide: float, tall: float) -> list[shapes.Point]:
    """A hollow-curved roof whose corners turn up."""
    reach = [float(part) for part in np.linspace(0, 1, 12)]
    rise = [tall * (0.42 * (1 - part) ** 1.6 + 0.10 * part**6) for part in reach]
    left = [(x - wide * (0.42 + 0.58 * part), eave - high) for part, high in zip(reach, rise, strict=True)]
    right = [(2 * x - px, py) for px, py in reversed(left)]
    return [*left, (x - wide * 0.9, eave + tall * 0.08), (x + wide * 0.9, eave + tall * 0.08), *right]


def torii(frame: Frame) -> Array:
    """A vermilion gate standing in a lake at dawn."""
    paint = sky.backdrop(frame, "0 #8d9cba, 0.3 #c5bfcc, 0.5 #f0cfc0, 0.62 #f9dcc0, 1 #f9dcc0")
    paint = sky.streaks(paint, frame, "#fff1e6", band=(0.05, 0.4), strength=0.6)
    for number, tone in enumerate(["#c9bcc6", "#a99fb0"]):
        hill, below = shapes.ridge(frame.child(number), 0.545 + 0.03 * number, 0.018, cells=2, roughness=1.6)
        paint = mix(paint, ramp(f"0 #f3d5c4, 1 {tone}", 1 - 0.8 * smooth(0, 0.07, below)), hill)
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
    pen.polygon([at(x, y - 0.019) for x, y in arc] + [at(x * 0.955, y + 0.012) for x, y in reversed(arc)], fill=255)
