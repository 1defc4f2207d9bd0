"""What a file is, told from its bytes and never from its name, and whether it is safe to decode."""

import re
from collections.abc import Iterator
from typing import BinaryIO

MAX_PIXELS = 120_000_000
_FEWER_PIXELS = {"image/webp": 60_000_000}  # its decoder holds 16 bytes for each: 1.8 GB at the common limit
MAX_SCANS = 100  # a 518 kB JPEG of thousands of scans kept a decoder busy for 83 s
MAX_SEGMENTS = 5_000  # a real JPEG has tens; each costs the parser a turn, whatever its size

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
AVIF, GIF, HEIC = "image/avif", "image/gif", "image/heic"

DAMAGED = "The file is damaged or was cut off while it was copied."
STUFFED = "The file hides more text than picture: save it again as a normal photo."
ENDLESS = "The file is built to keep a computer busy: save the picture again as a normal JPEG."
_RAW = "This is a raw or TIFF file: export it as JPEG and upload that."
_NOT_A_PHOTO = "This is not a photo: the file holds {}."
_UNREADABLE = "This is a kind of picture we cannot read ({}): save it as JPEG, PNG, WebP, AVIF or HEIC."

_PHOTOS = ((0, b"\xff\xd8\xff", JPEG), (0, b"\x89PNG\r\n\x1a\n", PNG), (8, b"WEBP", WEBP), (0, b"GIF8", GIF))
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
# First bytes of things photographers upload by mistake: https://www.garykessler.net/library/file_sigs.html
_OTHERS = (
    (0, b"%PDF", _NOT_A_PHOTO.format("a PDF document")),
    (0, b"%!PS", _NOT_A_PHOTO.format("a PostScript drawing")),
    (0, b"\xc5\xd0\xd3\xc6", _NOT_A_PHOTO.format("a PostScript drawing")),
    (0, b"PK\x03\x04", _NOT_A_PHOTO.format("a ZIP archive or an office document")),
    (0, b"\x1a\x45\xdf\xa3", _NOT_A_PHOTO.format("a video")),
    (8, b"AVI ", _NOT_A_PHOTO.format("a video")),
    (8, b"WAVE", _NOT_A_PHOTO.format("a sound")),
    (0, b"ID3", _NOT_A_PHOTO.format("a sound")),
    (0, b"II*\0", _RAW),  # also CR2, NEF, DNG, ARW: all are TIFF inside
    (0, b"MM\0*", _RAW),
    (0, b"II+\0", _RAW),
    (0, b"IIU\0", _RAW),  # Panasonic RW2
    (0, b"IIR", _RAW),  # Olympus ORF
    (0, b"FUJIFILMCCD-RAW", _RAW),
    (0, b"8BPS", _UNREADABLE.format("Photoshop")),
    (0, b"BM", _UNREADABLE.format("BMP")),
    (0, b"\xff\x0a", _UNREADABLE.format("JPEG XL")),
    (4, b"JXL ", _UNREADABLE.format("JPEG XL")),
    (4, b"jP  ", _UNREADABLE.format("JPEG 2000")),
)
_TEXT_BYTES = bytes({*range(0x20, 0x7F), *range(0x80, 0x100), *b"\t\n\r\f"})
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # not a stuffed byte, a restart or a filler
_START_OF_SCAN, _END_OF_IMAGE, _WITHOUT_LENGTH = 0xDA, 0xD9, (0x01, 0xD8)


class Unusable(Exception):
    """The file cannot become a photo; `reason` is one sentence for its photographer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def recognise(source: BinaryIO) -> str:
    """The media type of a photo, such as "image/jpeg". Raises Unusable for all else and endless JPEGs."""
    source.seek(0)
    head = source.read(4096)
    kind = next((kind for at, magic, kind in _PHOTOS if head.startswith(magic, at)), None)
    if head[4:8] == b"ftyp":
        kind = _boxed_kind(head)
    if kind is None:
        raise Unusable(_why_not(head))
    if kind == JPEG:
        _refuse_endless_jpeg(source)
    source.seek(0)
    return kind


def refuse_too_many_pixels(kind: str, width: int, height: int) -> None:
    """Raises Unusable above the limit; to be asked before a single pixel is decoded."""
    found, most = width * height / 1e6, _FEWER_PIXELS.get(kind, MAX_PIXELS) / 1e6
    if found > most:
        raise Unusable(f"The picture has {found:,.0f} megapixels; the largest we can read has {most:.0f}.")


def _boxed_kind(head: bytes) -> str:
    """HEIC, AVIF, video and raw files share one container and differ in brands (ISO/IEC 14496-12, 4.3)."""
    end = min(int.from_bytes(head[:4]), len(head))
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, end, 4)}
    if brands & _AVIF_BRANDS:
        return AVIF
    if brands & _HEIC_BRANDS:
        return HEIC
    raise Unusable(_RAW if b"crx " in brands else _NOT_A_PHOTO.format("a video"))


def _why_not(head: bytes) -> str:
    if not head:
        return "The file is empty."
    for at, magic, reason in _OTHERS:
        if head.startswith(magic, at):
            return reason
    if not head.strip(b"\0"):
        return DAMAGED  # a copy that reserved the space and never wrote it
    if not head.translate(None, _TEXT_BYTES):
        return _NOT_A_PHOTO.format(_written(head.lower()))
    return "This is not a photo we can read: send JPEG, PNG, WebP, AVIF, HEIC or GIF."


def _written(text: bytes) -> str:
    if b"<svg" in text:
        return "an SVG drawing"
    return "a web page" if b"<html" in text or b"<!doctype html" in text else "plain text"


def _refuse_endless_jpeg(source: BinaryIO) -> None:
    scans = 0
    for segments, marker in enumerate(_jpeg_markers(source)):
        scans += marker == _START_OF_SCAN
        if scans > MAX_SCANS or segments > MAX_SEGMENTS:
            raise Unusable(ENDLESS)


def _jpeg_markers(source: BinaryIO) -> Iterator[int]:
    """Each marker of the first image of a JPEG. Segments are skipped by their length, so previews inside
    them do not count; neither does what phones append after the end (a video, a depth map)."""
    position = 2
    while (found := _next_marker(source, position)) and found[0] != _END_OF_IMAGE:
        marker, position = found
        yield marker
        if marker not in _WITHOUT_LENGTH:
            source.seek(position)
            position += max(2, int.from_bytes(source.read(2)))


def _next_marker(source: BinaryIO, position: int) -> tuple[int, int] | None:
    """The first marker at or after position, and the position behind it."""
    source.seek(position)
    while len(piece := source.read(1 << 16)) > 1:
        if found := _MARKER.search(piece):
            return piece[found.end() - 1], position + found.end()
        position += len(piece) - 1  # a marker may straddle two pieces
        source.seek(position)
    return None
