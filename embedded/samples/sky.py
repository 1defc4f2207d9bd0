"""Skies by day: gradients, clouds in perspective, sun, moon, shafts of light."""

import numpy as np

from embedded.samples.canvas import Frame, disc, glow, mix, ramp, rgb, smooth
from embedded.samples.noise import Array, fbm, octave, resize, sample


def backdrop(frame: Frame, stops: str) -> Array:
    """The empty picture: a vertical gradient, (height, width, 3)."""
    column = ramp(stops, frame.down)
    return np.ascontiguousarray(np.broadcast_to(column, (frame.height, frame.width, 3)))


def lay(paint: Array, colour: str, alpha: Array) -> Array:
    """One flat colour through a mask."""
    return mix(paint, rgb(colour), alpha)


def shine(paint: Array, colour: str, amount: Array) -> Array:
    """Light added without burning out: screen blending."""
    return np.asarray(1 - (1 - paint) * (1 - rgb(colour) * amount[..., None]), dtype=np.float32)


def cloud_cover(
    frame: Frame, horizon: float, *, scale: float, stretch: float = 1.0, cells: int = 5
) -> tuple[Array, Array]:
    """Noise of a cloud ceiling seen in perspective, and how much each place faces the horizon; deviation 1."""
    small = frame.smaller(3)
    tile = fbm(512, cells, 7, frame.rng, 0.49)
    distance = np.float32(1) / (np.abs(np.float32(horizon) - small.down) + np.float32(0.09))
    x = small.across * distance * np.float32(scale / stretch) + np.float32(0.3)
    y = distance * np.float32(scale)
    density = sample(tile, x, y)
    lit = sample(tile, x, y + np.float32(0.022)) - density
    return tuple(resize(part, frame.width, frame.height) for part in (density, lit))  # type: ignore[return-value]


def clouds(
    paint: Array, frame: Frame, horizon: float, *, dark: str, bright: str, cover: float = 0.3,
    scale: float = 0.09, stretch: float = 1.6, strength: float = 0.9, edge: float = 1.1,
) -> Array:  # fmt: skip
    """Clouds shaded from `dark` bellies to `bright` rims; cover 0 is none, 1 is overcast."""
    density, lit = cloud_cover(frame, horizon, scale=scale, stretch=stretch)
    threshold = 1.6 - 3.2 * cover
    alpha = smooth(threshold, threshold + edge, density) * smooth(horizon, horizon - 0.22, frame.down)
    rim = np.clip(0.32 + lit * 0.85 - 0.12 * density, 0, 1)
    body = mix(np.broadcast_to(rgb(dark), paint.shape), rgb(bright), rim)
    return mix(paint, np.asarray(body), alpha * np.float32(strength))


def streaks(paint: Array, frame: Frame, colour: str, *, band: tuple[float, float], strength: float = 0.6) -> Array:
    """Thin high cirrus drawn out sideways between two heights."""
    small = frame.smaller(3)
    tile = fbm(512, 3, 7, frame.rng, 0.6)
    tilt = small.across * np.float32(0.10)
    density = sample(tile, small.across * np.float32(0.22), (small.down + tilt) * np.float32(1.3))
    middle, half = sum(band) / 2, (band[1] - band[0]) / 2
    inside = np.exp(-np.square((small.down - np.float32(middle)) / np.float32(half)))
    alpha = smooth(-0.2, 2.2, density) * inside * np.float32(strength)
    return lay(paint, colour, resize(alpha, frame.width, frame.height))


def sun(
    paint: Array, frame: Frame, x: float, y: float, colour: str, *, radius: float = 0.03, halo: float = 0.5
) -> Array:
    """A sun with a wide warm halo."""
    paint = shine(paint, colour, glow(frame, x, y, halo, 1.1) * np.float32(0.75))
    return lay(paint, "#fff6e2", disc(frame, x, y, radius, radius * 0.1) * np.float32(0.97))


def moon(paint: Array, frame: Frame, x: float, y: float, radius: float, colour: str = "#fff3dc") -> Array:
    """A full moon with its seas, and a little haze around it."""
    paint = shine(paint, colour, glow(frame, x, y, radius * 4.5, 0.9) * np.float32(0.34))
    tile = fbm(256, 4, 5, frame.rng, 0.6)
    scale = np.float32(1 / (radius * 6))
    seas = sample(tile, (frame.across - np.float32(x)) * scale, (frame.down - np.float32(y)) * scale)
    face = rgb(colour) * (1 - 0.16 * smooth(-0.4, 1.2, seas))[..., None]
    return mix(paint, face.astype(np.float32), disc(frame, x, y, radius, 0.0016))


def shafts(
    paint: Array, frame: Frame, x: float, y: float, colour: str, *, strength: float = 0.3, rays: int = 14
) -> Array:
    """Light falling in beams from a point behind the clouds."""
    small = frame.smaller(3)
    angle = np.arctan2(small.across - np.float32(x), small.down - np.float32(y))
    ring = octave(256, rays, frame.rng)[0]
    beams = np.interp(angle, np.linspace(-np.pi, np.pi, 256), ring)
    reach = (
        smooth(0.0, 0.2, small.down - np.float32(y))
        * smooth(1.25, 0.5, np.abs(angle))
        * np.exp(-1.1 * (small.down - np.float32(y)))
    )
    return shine(
        paint,
        colour,
        resize((smooth(0.0, 0.7, beams) * reach * strength).astype(np.float32), frame.width, frame.height),
    )


def mist(paint: Array, frame: Frame, colour: str, *, at: float, half: float, strength: float = 0.8) -> Array:
    """A ragged bank of mist around a height."""
    small = frame.smaller(4)
    tile = fbm(256, 4, 5, frame.rng)
    wisps = sample(tile, small.across * np.float32(0.35), small.down * np.float32(1.1))
    bank = np.exp(-np.square((small.down - np.float32(at) + 0.35 * half * wisps) / np.float32(half)))
    alpha = np.clip(bank * (0.85 + 0.2 * wisps), 0, 1) * strength
    return lay(paint, colour, resize(alpha.astype(np.float32), frame.width, frame.height))
