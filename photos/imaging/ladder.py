"""The sizes that a page chooses from, and their files."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

WIDTHS = (320, 640, 1280, 2048)
LONGEST_SIDE = 16_383  # WebP has 14 bits for a side
_ENCODERS: dict[str, dict[str, Any]] = {
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "avif": {"format": "AVIF", "quality": 55, "speed": 8, "max_threads": 1},
}


@dataclass(frozen=True)
class Rendition:
    """One file for the browser. width, height in pixels; format "webp" or "avif"."""

    width: int
    height: int
    format: str
    body: bytes


def largest(width: int, height: int) -> tuple[int, int]:
    """Size of the widest rendition of an original of that size (as seen)."""
    return _sized(min(width, WIDTHS[-1], max(1, width * LONGEST_SIDE // height)), width, height)


def steps(image: Image.Image, original: tuple[int, int]) -> list[Image.Image]:
    """The image at every width of the ladder below its own, and the image itself, narrowest first.

    original: width and height of the whole original, so that rounding does not add up from step to step.
    """
    made = [image]
    for width in sorted((width for width in WIDTHS if width < image.width), reverse=True):
        # LANCZOS costs by the size it reads; from twice as wide the result is as good as from the largest.
        nearest = [step for step in made if step.width >= 2 * width] or made[:1]
        made.append(nearest[-1].resize(_sized(width, *original), Image.Resampling.LANCZOS))
    return made[::-1]


def encoded(image: Image.Image, format: str) -> Rendition:
    """The file for an RGB or RGBA image, with nothing but its pixels in it. format: "webp" or "avif"."""
    body = BytesIO()
    image.info.clear()  # the encoders copy profiles and notes from here
    image.save(body, **_ENCODERS[format])
    return Rendition(image.width, image.height, format, body.getvalue())


def _sized(width: int, original_width: int, original_height: int) -> tuple[int, int]:
    return width, min(LONGEST_SIDE, max(1, round(original_height * width / original_width)))
