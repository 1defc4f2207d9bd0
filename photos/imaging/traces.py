"""Whether a file surely does not say where it was taken. What cannot be read counts as saying it.

Looked at is every EXIF block of the file, also those of previews inside and behind the picture, and all that names a
place in words: XMP, IPTC and what phones append. What a maker's own notes say nobody reads, nor what a caption means.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from PIL import Image

_PIECE, _OVERLAP = 1 << 20, 64
_GPS, _GPS_VERSION = 0x8825, 0
_EXIF = re.compile(rb"Exif\0\0(?:II\*\0|MM\0\*)")
# The entry of a directory that points to a GPS directory, in either byte order.
_GPS_ENTRY = re.compile(rb"\x25\x88[\x04\x0d]\0\x01\0\0\0|\x88\x25\0[\x04\x0d]\0\0\0\x01")
_MOST_BLOCKS = 20
_LONGEST_BLOCK = 1 << 16
# Names of XMP properties and of QuickTime's, in lower case, so long that pixels do not spell them by chance.
_WORDS = (b"latitude", b"longitude", b"location", b"gpsarea", b":city", b":state", b":country", b"\xa9xyz")
# Datasets of IPTC-IIM 4.2: content location (code, name), city, sublocation, province, country (code, name).
_IPTC = re.compile(rb"\x1c\x02[\x1a\x1b\x5a\x5c\x5f\x64\x65]")
_RAW_PROFILE = re.compile(r"Raw profile type (?!exif|icc)", re.IGNORECASE)  # as ImageMagick writes them into a PNG


def tells_no_place(source: BinaryIO, image: Image.Image) -> bool:
    """True only for a file that says it nowhere, of which `image` was read. May raise what decoders raise."""
    blocks, entries = set(), set()
    for start, piece in _pieces(source):
        if _has_word(piece):
            return False
        blocks |= {start + found.start() for found in _EXIF.finditer(piece)}
        entries |= {start + found.start() for found in _GPS_ENTRY.finditer(piece)}
    if len(blocks) > _MOST_BLOCKS or any(map(_names_place, _texts(image.info))):
        return False
    exifs = [_block(source, at) for at in blocks] or [image.getexif()]
    # Many cameras write a GPS directory that says its version and nothing else. Every entry must be one of these.
    return not any(map(_has_gps, [image.getexif(), *exifs])) and len(entries) <= sum(_GPS in exif for exif in exifs)


def _has_gps(exif: Image.Exif) -> bool:
    return _GPS in exif and set(exif.get_ifd(_GPS)) != {_GPS_VERSION}


def _texts(info: dict[Any, Any]) -> Iterator[bytes]:
    """What is written beside the picture, unpacked; instead of what we do not unpack a word that gives it away."""
    for name, value in info.items():
        if _RAW_PROFILE.match(str(name)):
            yield _WORDS[0]
        for text in value.values() if isinstance(value, dict) else [value]:
            yield text.encode("utf-8", "replace") if isinstance(text, str) else text if isinstance(text, bytes) else b""


def _names_place(text: bytes) -> bool:
    return _has_word(text) or _IPTC.search(text) is not None


def _has_word(text: bytes) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in _WORDS)


def _pieces(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """All of the file with where each piece begins; they overlap, since a word may straddle two."""
    start, length = 0, _PIECE
    while length == _PIECE:
        source.seek(start)
        piece = source.read(_PIECE)
        yield start, piece
        length = len(piece)
        start += length - _OVERLAP


def _block(source: BinaryIO, at: int) -> Image.Exif:
    source.seek(at)
    exif = Image.Exif()
    exif.load(source.read(_LONGEST_BLOCK))
    return exif
