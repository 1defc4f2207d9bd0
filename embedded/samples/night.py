"""Night skies: stars, Milky Way, aurora."""

import numpy as np

from embedded.samples.canvas import Frame, ramp, rgb, smooth
from embedded.samples.noise import Array, fbm, line, resize, sample
from embedded.samples.sky import shine


def galaxy(frame: Frame, *, angle: float, x: float, width: float = 0.16) -> tuple[Array, Array]:
    """Brightness of the Milky Way and of its dust, both 0..1: a band at `angle` from upright through x."""
    small = frame.smaller(3)
    sin, cos = np.float32(np.sin(angle)), np.float32(np.cos(angle))
    aside = (small.across - np.float32(x)) * cos + (small.down - 0.5) * sin
    along = (small.down - 0.5) * cos - (small.across - np.float32(x)) * sin
    cloudy, dusty = fbm(512, 4, 7, frame.rng, 0.6), fbm(512, 5, 7, frame.child(1).rng, 0.6)
    bend = sample(cloudy, along * np.float32(0.25), aside * 0 + np.float32(0.2)) * np.float32(0.03)
    core = np.exp(-np.square((aside + bend) / width)) * (0.55 + 0.45 * np.exp(-np.square((along - 0.18) / 0.35)))
    light = core * np.clip(0.8 + 0.25 * sample(cloudy, aside, along), 0, 1.4)
    lane = np.exp(-np.square((aside + bend * 2.2) / (width * 0.42)))
    dust = np.clip(
        lane * smooth(-0.5, 1.5, sample(dusty, aside * np.float32(0.9), along * np.float32(0.6)) + 0.5 * lane), 0, 1
    )
    return resize(light, frame.width, frame.height), resize(dust.astype(np.float32), frame.width, frame.height)


def milky_way(paint: Array, frame: Frame, *, angle: float, x: float, strength: float = 0.75) -> Array:
    """The band, warm in the middle and cool at its rims, with dust lanes and its own dense stars."""
    light, dust = galaxy(frame, angle=angle, x=x)
    visible = np.clip(light * (1 - 0.75 * dust), 0, 1)
    paint = shine(paint, "#7f8fd0", visible * np.float32(0.42 * strength))
    paint = shine(paint, "#ffd9b0", np.square(visible) * np.float32(0.7 * strength))
    paint = shine(paint, "#ff7fa0", np.clip(light * dust, 0, 1) * np.float32(0.10 * strength))
    return stars(paint, frame.child(2), count=14000, brightest=0.5, where=visible)


def stars(
    paint: Array, frame: Frame, *, count: int = 1600, brightest: float = 1.0, where: Array | None = None
) -> Array:
    """Points of many magnitudes and temperatures; `where` (0..1) thins them out. Changes and returns `paint`."""
    rng = frame.rng
    rows, columns = rng.integers(1, frame.height - 1, count), rng.integers(1, frame.width - 1, count)
    light = np.minimum(0.18 * rng.pareto(1.25, count) + 0.18, brightest).astype(np.float32)
    if where is not None:
        light = light * np.where(rng.random(count) < where[rows, columns] * 1.3, 1, 0).astype(np.float32)
    tint = ramp("0 #ffd2a8, 0.4 #ffffff, 1 #b8d0ff", rng.random(count).astype(np.float32))
    for down, right, share in ((0, 0, 1.0), (0, 1, 0.6), (1, 0, 0.6), (0, -1, 0.6), (-1, 0, 0.6)):
        spread = (light if share == 1.0 else np.maximum(light - 0.12, 0) * share)[:, None] * tint
        np.add.at(paint, (rows + down, columns + right), spread * (1 - paint[rows + down, columns + right]))
    return paint


def _curtain(frame: Frame, base: float, sway: float, tall: float) -> Array:
    """One curtain 0..1: a sharp hem that wanders sideways, rays fading upwards."""
    rng = frame.rng
    path = np.float32(base) + line(frame.width, rng, cells=2, roughness=2.2)[None, :] * np.float32(sway)
    rays = 0.6 + 0.4 * line(frame.width, rng, cells=14, roughness=1.0)[None, :]
    patches = smooth(-1.2, 1.2, line(frame.width, rng, cells=2, roughness=1.5))[None, :]
    reach = np.float32(tall) * (0.8 + 0.35 * line(frame.width, rng, cells=6, roughness=1.1)[None, :].clip(-1.5, 2))
    above = path - frame.down
    fade = np.exp(-np.maximum(above, 0) / np.maximum(reach, 0.03)) * smooth(-0.035, 0.03, above)
    return np.asarray(fade * np.clip(rays, 0.15, 1.4) * patches, dtype=np.float32)


def aurora(
    paint: Array, frame: Frame, *, base: float, tall: float = 0.2, curtains: int = 3, strength: float = 0.9
) -> Array:
    """Green hems turning to violet with height. Painted small: it has no hard edges."""
    small = frame.smaller(3)
    light = np.zeros((small.height, small.width, 3), np.float32)
    for number in range(curtains):
        hem = base - 0.11 * number
        curtain = _curtain(small.child(number), hem, 0.055 + 0.02 * number, tall)
        height = np.clip((hem + 0.04 - small.down) / np.float32(tall * 2.1), 0, 1)
        hues = ramp("0 #c8ffd8, 0.12 #5dffa6, 0.4 #2fd8a0, 0.7 #5f6fe0, 1 #a050d0", height)
        light += curtain[..., None] * hues * np.float32(strength * (1 - 0.22 * number))
    light += rgb("#1f9a70") * np.float32(0.16) * np.exp(-np.square((small.down - base + 0.1) / 0.22))[..., None]
    large = np.stack([resize(light[..., c], frame.width, frame.height) for c in range(3)], axis=-1)
    return np.asarray(1 - (1 - paint) * (1 - np.clip(large, 0, 1)), dtype=np.float32)
