"""Painting what terrain.look found: rock, snow, sand and the air in between."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from embedded.samples.canvas import Frame, mix, ramp, rgb, smooth
from embedded.samples.noise import Array, fbm, ridged, sample, soften, warped
from embedded.samples.terrain import Ground, View, look, slopes, sunlight

SIZE = 1024


@dataclass(frozen=True)
class Light:
    """Colours of the hour: direct sun (may exceed 1), open shade, and the haze that distance fades into."""

    sun: str
    shade: str
    haze: str
    power: float = 1.7
    fill: float = 0.6
    elevation: float = 0.3
    air: float = 0.35  # haze per tile of distance
    fog: str = "#ffffff"  # a bank that fills the valleys up to fog_top
    fog_top: float = 0.0
    fog_depth: float = 0.03


def peaks(frame: Frame, *, cells: int = 4, tall: float = 0.2, power: float = 1.6, warp: float = 0.012) -> Array:
    """A mountain range as a height tile."""
    rng = frame.rng
    by_x, by_y = fbm(SIZE, 6, 5, rng), fbm(SIZE, 6, 5, rng)
    heights = warped(ridged(SIZE, cells, 8, rng), by_x, by_y, warp)
    return soften(np.asarray(heights ** np.float32(power) * np.float32(tall), dtype=np.float32))


def hills(frame: Frame, *, cells: int = 4, tall: float = 0.1, gain: float = 0.4) -> Array:
    """Soft country as a height tile, 0..tall."""
    soft = smooth(-2.6, 3.6, fbm(SIZE, cells, 7, frame.rng, gain))
    return np.asarray(soft * np.float32(tall), dtype=np.float32)


def dunes(frame: Frame, *, waves: int = 5, tall: float = 0.06, wander: float = 0.5) -> Array:
    """Transverse dunes: long windward backs, steep slip faces, crests that wander and die out."""
    rng = frame.rng
    axis = np.arange(SIZE, dtype=np.float32) / SIZE
    bend = fbm(SIZE, 2, 4, rng, 0.42) * np.float32(wander)
    phase = (axis[None, :] * waves + bend) % 1
    back = np.float32(0.66)
    profile = np.where(phase < back, phase / back, (1 - phase) / (1 - back))
    size = smooth(-1.8, 1.8, fbm(SIZE, 3, 3, rng, 0.4)) * np.float32(0.85) + np.float32(0.15)
    swell = smooth(-2, 2, fbm(SIZE, 2, 2, rng)) * np.float32(0.7)
    body = profile ** np.float32(1.25) * size + swell
    return soften(soften(soften(np.asarray(body * np.float32(tall), dtype=np.float32))))


Albedo = Callable[[Ground, Array], Array]


def snowy(rock: str, snow: str, *, line: float = 0.0, steep: float = 1.7, seed: int = 3) -> Albedo:
    """Snow lies where it is not too steep and above a line."""
    speck = fbm(512, 24, 4, np.random.default_rng(seed), 0.6)

    def albedo(ground: Ground, slope: Array) -> Array:
        rough = sample(speck, ground.x * 2, ground.y * 2)
        lies = smooth(steep + 0.35, steep - 0.35, slope + 0.28 * rough) * smooth(
            line - 0.012, line + 0.02, ground.height + 0.008 * rough
        )
        stone = rgb(rock) * (1 + 0.16 * rough)[..., None]
        return mix(stone.astype(np.float32), rgb(snow), lies)

    return albedo


def banded(stops: str, *, seed: int = 3, wobble: float = 0.16) -> Albedo:
    """Mineral colours by height and chance: `stops` from valley (0) to top (1) of 0.2 tile heights."""
    speck = fbm(512, 5, 7, np.random.default_rng(seed), 0.6)

    def albedo(ground: Ground, slope: Array) -> Array:
        rough = sample(speck, ground.x * 1.5, ground.y * 1.5)
        return ramp(stops, np.asarray(ground.height * 5 + wobble * rough - 0.05 * slope))

    return albedo


def sand(stops: str, *, seed: int = 3) -> Albedo:
    """Dune colours with wind ripples that fade into the distance."""
    drift = fbm(512, 5, 6, np.random.default_rng(seed), 0.5)

    def albedo(ground: Ground, slope: Array) -> Array:
        rough = sample(drift, ground.x, ground.y)
        wind = np.sin((ground.x * 0.6 + ground.y) * 900 + 9 * rough + 4 * sample(drift, ground.x * 4, ground.y * 4))
        ripple = wind * np.float32(0.075) * np.exp(-np.square(ground.depth / np.float32(0.42)))
        return np.asarray(ramp(stops, 0.5 + 0.24 * rough) * (1 + ripple)[..., None], dtype=np.float32)

    return albedo


def _fogged(surface: Array, ground: Ground, light: Light) -> Array:
    billow = fbm(256, 3, 5, np.random.default_rng(11))
    swell = sample(billow, ground.x * np.float32(1.3), ground.y * np.float32(1.3))
    height = ground.height + np.float32(0.22 * light.fog_depth) * swell
    alpha = smooth(light.fog_top, light.fog_top - light.fog_depth, height)
    tone = rgb(light.fog) * (1 + np.float32(0.045) * swell)[..., None]
    return mix(surface, tone.astype(np.float32), alpha)


def landscape(
    paint: Array, frame: Frame, relief: Array, view: View, light: Light, albedo: Albedo
) -> tuple[Array, Ground]:
    """The terrain painted over the sky, and what was hit (for things that stand on it)."""
    ground = look(relief, view, frame)
    sunny = sample(sunlight(relief, light.elevation), ground.x, ground.y)
    slope = sample(np.hypot(*slopes(relief)), ground.x, ground.y)
    lit = sunny[..., None] * rgb(light.sun) * np.float32(light.power) + rgb(light.shade) * np.float32(light.fill)
    surface = albedo(ground, slope) * lit
    surface = mix(surface, rgb(light.haze), 1 - np.exp(ground.depth * np.float32(-light.air)))
    if light.fog_top:
        surface = _fogged(surface, ground, light)
    paint[ground.top :] = mix(paint[ground.top :], surface, ground.cover)
    return paint, ground
