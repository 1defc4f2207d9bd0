"""An original to its renditions: the only place that decodes or encodes pictures. Pure: no Django or network.

    render(file) -> Rendered, or Unusable with a reason for the photographer

recognise and refuse (probe) -> decode small, turn upright, to sRGB (decode, colour) -> sizes and files
(ladder) -> placeholder; photos.exif puts the camera's facts into words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from photos import exif
from photos.imaging import decode, ladder, placeholder, probe
from photos.imaging.ladder import Rendition
from photos.imaging.probe import Unusable

__all__ = ["RECIPE", "Rendered", "Rendition", "Unusable", "render"]

RECIPE = 1  # raise it when `render` makes other files; then `manage.py rerender` finds what it made before


@dataclass(frozen=True)
class Rendered:
    """width, height: of the original as seen, upright. content_type: from the bytes, such as "image/jpeg".
    renditions: narrowest first. placeholder: base64 of a ThumbHash. colour: the average, "#rrggbb".
    exif: see photos.exif.describe(). taken_at: ISO 8601 or None. location: latitude and longitude in degrees
    or None; no other field and no byte of a rendition tells it. tells_no_place: whether the file itself surely tells
    none either."""

    width: int
    height: int
    content_type: str
    renditions: tuple[Rendition, ...]
    placeholder: str
    colour: str
    exif: dict[str, str | int | float]
    taken_at: str | None
    location: tuple[float, float] | None
    tells_no_place: bool


def render(source: BinaryIO, formats: Sequence[str] = ("webp",), rotation: int = 0) -> Rendered:
    """Everything a page needs of one original.

    source: seekable, best a file on disk; formats: of "webp" and "avif"; rotation: degrees clockwise, 0, 90, 180 or
    270, by which it is turned after the file's own orientation. Raises Unusable if it is no photo, is damaged or is
    too large.
    """
    kind = probe.recognise(source)
    picture = decode.read(source, kind, rotation)
    steps = ladder.steps(picture.image, (picture.width, picture.height))
    found = picture.exif
    return Rendered(
        width=picture.width,
        height=picture.height,
        content_type=kind,
        renditions=tuple(ladder.encoded(step, format) for step in steps for format in formats),
        placeholder=placeholder.thumbhash(steps[0]),
        colour=placeholder.average_colour(steps[0]),
        exif=exif.describe(found.base, found.details),
        taken_at=exif.taken_at(found.base, found.details),
        location=exif.location(found.gps),
        tells_no_place=picture.tells_no_place,
    )
