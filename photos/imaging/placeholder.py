"""What a page shows before a picture arrives: about 25 bytes, by Evan Wallace's ThumbHash.

The format: https://evanw.github.io/thumbhash/ (brightness, two colour differences and perhaps alpha, each as
the lowest terms of a cosine transform, in 4 bits per term). The port on PyPI fails on pictures with alpha.
"""

import base64
import math
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

_SIDE = 32


def thumbhash(image: Image.Image) -> str:
    """base64 of the ThumbHash of an RGB or RGBA image."""
    return base64.b64encode(bytes(_encoded(_small(image)))).decode()


def average_colour(image: Image.Image) -> str:
    """The mean "#rrggbb" of an RGB or RGBA image, transparent parts not counted."""
    pixel = _small(image).resize((1, 1), Image.Resampling.BOX).convert("RGB")
    return f"#{pixel.tobytes().hex()}"


def _small(image: Image.Image) -> Image.Image:
    scale = _SIDE / max(image.size)
    width, height = (max(1, round(side * min(scale, 1))) for side in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS).convert("RGBA")


@dataclass(frozen=True)
class _Channel:
    """Cosine terms of one channel: the constant one, the others scaled to 0..1, and that scale."""

    constant: float
    terms: list[float]
    scale: float


def _encoded(image: Image.Image) -> Iterator[int]:
    width, height = image.size
    brightness, yellow_blue, red_green, alpha = _channels(image)
    transparent = min(alpha) < 1
    most = 5 if transparent else 7
    across, down = (max(1, _round(most * side / max(width, height))) for side in (width, height))
    light = _transformed(brightness, width, max(3, across), max(3, down))
    blue, green = (_transformed(values, width, 3, 3) for values in (yellow_blue, red_green))
    veil = _transformed(alpha, width, 5, 5) if transparent else None

    head = _round(63 * light.constant) | _round(31.5 + 31.5 * blue.constant) << 6
    head |= _round(31.5 + 31.5 * green.constant) << 12 | _round(31 * light.scale) << 18 | transparent << 23
    yield from head.to_bytes(3, "little")
    shape = (down if width > height else across) | (width > height) << 15
    yield from (shape | _round(63 * blue.scale) << 3 | _round(63 * green.scale) << 9).to_bytes(2, "little")
    if veil:
        yield _round(15 * veil.constant) | _round(15 * veil.scale) << 4
    terms = [_round(15 * term) for channel in (light, blue, green, veil) if channel for term in channel.terms]
    for low, high in zip(terms[::2], [*terms[1::2], 0], strict=False):
        yield low | high << 4


def _channels(image: Image.Image) -> tuple[list[float], ...]:
    """Brightness, yellow-blue, red-green and alpha of each pixel, transparency over the average colour."""
    red, green, blue, alpha = ([level / 255 for level in band.tobytes()] for band in image.split())
    weight = sum(alpha) or 1
    over = []
    for band in (red, green, blue):
        average = sum(level * opacity for level, opacity in zip(band, alpha, strict=True)) / weight
        over.append([average * (1 - o) + level * o for level, o in zip(band, alpha, strict=True)])
    pixels = list(zip(*over, strict=True))
    yellow_blue, red_green = [(r + g) / 2 - b for r, g, b in pixels], [r - g for r, g, _ in pixels]
    return [sum(pixel) / 3 for pixel in pixels], yellow_blue, red_green, alpha


def _transformed(values: list[float], width: int, across: int, down: int) -> _Channel:
    """Rows first, then columns: the transform is separable, and this ten times cheaper than as defined."""
    height = len(values) // width
    rows = [values[at : at + width] for at in range(0, len(values), width)]
    waves = [_wave(width, x) for x in range(across)]
    columns = [[_dot(row, wave) for row in rows] for wave in waves]
    terms = [
        _dot(columns[x], _wave(height, y)) / len(values)
        for y in range(down)
        for x in range(across)
        if x * down < across * (down - y)
    ]
    scale = max(map(abs, terms[1:]), default=0)
    return _Channel(terms[0], [0.5 + 0.5 / scale * term if scale else term for term in terms[1:]], scale)


def _wave(length: int, frequency: int) -> list[float]:
    return [math.cos(math.pi / length * frequency * (at + 0.5)) for at in range(length)]


def _dot(left: list[float], right: list[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))


def _round(number: float) -> int:
    return math.floor(number + 0.5)
