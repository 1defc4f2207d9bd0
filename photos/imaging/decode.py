"""A file on disk to one upright sRGB picture, no larger than the largest rendition, and the file's EXIF."""

import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from pi_heif import HeifImageFile  # type: ignore[import-untyped]
from PIL import Image, ImageFile
from PIL.AvifImagePlugin import AvifImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from photos.imaging import ladder, probe, traces
from photos.imaging.colour import profile_of_code, to_srgb
from photos.imaging.probe import Unusable

# For what Pillow finds after a header, such as a GIF's frames; it only warns up to twice this, so we check too.
Image.MAX_IMAGE_PIXELS = probe.MAX_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False

# The classes and not Image.open: it would take a JPEG with further pictures behind it (a preview, a depth
# map) for a Multi Picture Object, and it warns of large pictures through a filter that all threads share.
_OPENERS: dict[str, type[ImageFile.ImageFile]] = {
    probe.JPEG: JpegImageFile,
    probe.PNG: PngImageFile,
    probe.WEBP: WebPImageFile,
    probe.AVIF: AvifImageFile,
    probe.GIF: GifImageFile,
    probe.HEIC: HeifImageFile,
}
_DECODER_ERRORS = (
    OSError, SyntaxError, ValueError, EOFError, RuntimeError, IndexError, KeyError, TypeError, OverflowError,
    struct.error, zlib.error,
)  # fmt: skip
_UPRIGHT = {  # EXIF orientation (tag 0x0112) -> how to turn the stored picture
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


_CLOCKWISE = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


@dataclass(frozen=True)
class Exif:
    """The three directories that we read: IFD0, Exif (0x8769) and GPS (0x8825), tag number -> value."""

    base: Mapping[int, Any] = field(default_factory=dict)
    details: Mapping[int, Any] = field(default_factory=dict)
    gps: Mapping[int, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """width, height: of the original as seen. image: the largest rendition, upright, in sRGB, RGB or RGBA.
    tells_no_place: see traces."""

    width: int
    height: int
    image: Image.Image
    exif: Exif
    tells_no_place: bool


def read(source: BinaryIO, kind: str, rotation: int = 0) -> Picture:
    """Decode the first frame of a file that probe.recognise() found to be of that kind. Raises Unusable.

    rotation: 0, 90, 180 or 270 degrees clockwise, beyond what the file's orientation says.
    """
    with _refusing():
        image = _OPENERS[kind](source)
        probe.refuse_too_many_pixels(kind, *image.size)
        if kind != probe.JPEG:
            image.load()  # a JPEG waits until it is known how small it may be decoded
    profile = image.info.get("icc_profile") or _coded_profile(source, kind)
    exif = _exif(image)
    orientation = exif.base.get(0x0112)
    turns = [_UPRIGHT.get(orientation) if isinstance(orientation, int) else None, _CLOCKWISE.get(rotation)]
    sideways = (orientation in (5, 6, 7, 8)) != (rotation in (90, 270))
    width, height = image.size[::-1] if sideways else image.size
    target = ladder.largest(width, height)
    with _refusing():
        small = _shrunk(image, target[::-1] if sideways else target)
    for turn in turns:
        small = small if turn is None else small.transpose(turn)
    return Picture(width, height, to_srgb(small, profile), exif, _tells_no_place(source, image))


@contextmanager
def _refusing() -> Iterator[None]:
    """Around the decoders alone: whatever they raise is about the file."""
    try:
        yield
    except MemoryError as error:
        raise Unusable("The picture is too large for the memory we have.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        most = probe.MAX_PIXELS / 1e6
        raise Unusable(f"The picture has far more than {most:.0f} megapixels, our limit.") from error
    except _DECODER_ERRORS as error:
        if "MAX_TEXT_" in str(error):  # Pillow's limits for the unpacked text and profile of a PNG
            raise Unusable(probe.STUFFED) from error
        raise Unusable(probe.DAMAGED) from error


def _shrunk(image: ImageFile.ImageFile, target: tuple[int, int]) -> Image.Image:
    """The picture at the target size, still as stored, in a mode that to_srgb() takes."""
    _, box = image.draft(None, target) or (None, None)
    image.load()
    full = _resizable(image)
    small = full.resize(target, Image.Resampling.LANCZOS, box=box)
    if small.mode == "I;16":
        return small.point(lambda level: level * (1 / 256)).convert("L")  # convert alone would clip to white
    return small


def _resizable(image: Image.Image) -> Image.Image:
    """Colours instead of numbers of colours, which no filter may mix."""
    if "transparency" in image.info and image.mode in ("1", "L", "P", "RGB"):
        return image.convert("RGBA")
    modes = {"1": "L", "P": "RGB", "PA": "RGBA", "RGBX": "RGB", "YCbCr": "RGB"}
    return image.convert(modes[image.mode]) if image.mode in modes else image


def _coded_profile(source: BinaryIO, kind: str) -> bytes | None:
    if kind not in (probe.HEIC, probe.AVIF):
        return None
    source.seek(0)
    return profile_of_code(source.read(1 << 16))


def _exif(image: Image.Image) -> Exif:
    try:
        exif = image.getexif()
        return Exif(_tags(exif), _tags(exif.get_ifd(0x8769)), _tags(exif.get_ifd(0x8825)))
    except _DECODER_ERRORS:
        return Exif()  # a photo with broken EXIF is still a photo


def _tells_no_place(source: BinaryIO, image: Image.Image) -> bool:
    try:
        return traces.tells_no_place(source, image)
    except _DECODER_ERRORS:
        return False


def _tags(directory: Mapping[int, Any]) -> dict[int, Any]:
    tags = {}
    for tag in directory:
        with suppress(*_DECODER_ERRORS):
            tags[tag] = directory[tag]
    return tags
