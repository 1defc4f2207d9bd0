"""Whether a file surely says nothing of its place: an original leaves only then."""

import io
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from photos.imaging import traces
from tests.photos.drawn import REAL, file, oriented_exif, png, quarters, rendered, shot

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description %s/></rdf:RDF></x:xmpmeta>'
PLACED, HARMLESS = XMP % b'exif:GPSLatitude="64,8.1234N"', XMP % b'xmp:Rating="5"'
CITY = b"\x1c\x02\x5a\x00\x09Reykjavik"


def with_gps(tags: dict[int, Any]) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update(tags)
    return exif.tobytes()


def jpeg(**options: Any) -> bytes:
    return file(quarters(), **options).getvalue()


def with_segment(marker: int, body: bytes) -> bytes:
    """A JPEG with this segment before all others."""
    picture = jpeg()
    return picture[:2] + bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body + picture[2:]


def with_resource(number: int, body: bytes) -> bytes:
    """A JPEG with a resource as Photoshop writes them."""
    block = b"8BIM" + number.to_bytes(2) + b"\0\0" + len(body).to_bytes(4) + body
    return with_segment(0xED, b"Photoshop 3.0\0" + block)


def noted(name: str, text: str) -> bytes:
    """A PNG with a compressed text."""
    info = PngImagePlugin.PngInfo()
    info.add_text(name, text, zip=True)
    return file(quarters(), "PNG", pnginfo=info).getvalue()


CLEAN = {
    "nothing": jpeg(),
    "exif": jpeg(exif=oriented_exif(6)),
    "GPS directory that says its version": jpeg(exif=with_gps({0: b"\2\3\0\0"})),
    "XMP": jpeg(xmp=HARMLESS),
    "IPTC caption": with_resource(0x0404, b"\x1c\x02\x78\x00\x05Hello"),
    "PNG": png(),
    "PNG with a text": noted("Software", "an editor"),
    "WebP": file(quarters(), "WEBP", exif=oriented_exif(1), xmp=HARMLESS).getvalue(),
    "AVIF": file(quarters(), "AVIF", exif=oriented_exif(1)).getvalue(),
    "GIF": file(quarters(), "GIF").getvalue(),
}
TELLING = {
    "GPS": shot(),
    "GPS without reference letters": jpeg(exif=with_gps({2: (64.0, 8.0, 7.5), 4: (21.0, 56.0, 30.0)})),
    "name of a place in EXIF": jpeg(exif=with_gps({28: b"ASCII\0\0\0Thingvellir"})),
    "XMP": jpeg(xmp=PLACED),
    "XMP, a city": jpeg(xmp=XMP % b'photoshop:City="Oslo"'),
    "XMP that is too long for one segment": with_segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + PLACED),
    "IPTC": with_resource(0x0404, CITY),
    "GPS in a directory of another block": with_segment(0xEA, b"preview" + with_gps({1: "N"})),
    "GPS in a preview behind the picture": jpeg() + jpeg(exif=with_gps({1: "N"})),
    "GPS in a preview beside a clean block": jpeg(exif=with_gps({0: b"\2\3\0\0"})) + shot(),
    "video behind the picture": jpeg() + b"\0" * (1 << 20) + b"\xa9xyz\0\x12+64.1-021.9/",
    "EXIF that is cut off": jpeg(exif=with_gps({2: (64.0, 8.0, 7.5)})[:30]),
    "PNG": png((b"eXIf", with_gps({1: "N"})[6:])),
    "PNG with packed XMP": noted("XML:com.adobe.xmp", PLACED.decode()),
    "PNG with a raw profile": noted("Raw profile type iptc", "\niptc\n4\n1c025a00"),
    "WebP": file(quarters(), "WEBP", exif=with_gps({1: "N"})).getvalue(),
    "AVIF": file(quarters(), "AVIF", exif=with_gps({1: "N"})).getvalue(),
}


@pytest.mark.parametrize("name", CLEAN)
def test_success_file_that_tells_no_place(name: str) -> None:
    assert rendered(CLEAN[name]).tells_no_place


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("name", TELLING)
def test_fail_file_that_tells_one_or_might(name: str) -> None:
    assert not rendered(TELLING[name]).tells_no_place


@pytest.mark.parametrize("name", ["exif_gps.jpg", "outdoor.heic", "withIptcExifGps.jpg"])
def test_fail_real_files_that_tell_one(name: str) -> None:
    assert not rendered(REAL / name).tells_no_place


def test_fail_word_between_two_pieces() -> None:
    picture = jpeg()
    image = Image.open(io.BytesIO(picture))
    for before in range(traces._PIECE - 12, traces._PIECE + 2):
        body = picture + b"\0" * (before - len(picture)) + b"Latitude" + b"\0" * 100
        assert not traces.tells_no_place(io.BytesIO(body), image)
