"""What leaves the house holds the picture and nothing about the photographer: no place, no serial number, no note."""

import io
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from tests.photos.drawn import REAL, file, quarters, rendered

PICTURE_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
WORDS_IN_REAL_FILES = (
    b"Ian Britton", b"FreeFoto", b"FUJIFILM", b"iPhone", b"Apple", b"NIKON", b"Mrs Johnson", b"Samsung", b"samsung",
    b"WGS84", b"Photoshop", b"8a94349e19e08c439626c7ff1ed9ce30",
)  # fmt: skip
METADATA = (b"Exif", b"II*\0", b"MM\0*", b"http://ns.adobe.com", b"<x:xmp", b"rdf:", b"ICC_PROFILE", b"acsp", b"8BIM")
SECRET = "SECRET-4711"


def webp_chunks(body: bytes) -> set[bytes]:
    names, at = set(), 12
    while at < len(body):
        names.add(body[at : at + 4])
        size = int.from_bytes(body[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return names


def assert_nothing_but_a_picture(photo_file: io.BytesIO | Path, words: tuple[bytes, ...]) -> None:
    renditions = rendered(photo_file, "webp", "avif").renditions
    assert {rendition.format for rendition in renditions} == {"webp", "avif"}
    for rendition in renditions:
        for word in (*METADATA, *words):
            assert word not in rendition.body, (word, rendition.format, rendition.width)
        if rendition.format == "webp":
            assert webp_chunks(rendition.body) <= PICTURE_CHUNKS
        reopened = Image.open(io.BytesIO(rendition.body))
        assert not {"exif", "xmp", "icc_profile"} & reopened.info.keys()
        assert not reopened.getexif()


@pytest.mark.parametrize("path", sorted(REAL.glob("*.[!m]*")), ids=lambda path: path.name)
def test_real_photos_leave_everything_behind(path: Path) -> None:
    assert_nothing_but_a_picture(path, WORDS_IN_REAL_FILES)


def told_everything() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = exif[0x0110] = exif[0x013B] = exif[0xC62F] = SECRET  # make, model, artist, camera serial number
    details = exif.get_ifd(0x8769)
    details[0xA431] = details[0xA435] = details[0xA430] = SECRET  # body and lens serial numbers, owner
    details[0x927C] = details[0x9286] = SECRET.encode() * 50  # maker note, user comment
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 11.0, 0.0), 3: "E", 4: (8.0, 15.0, 0.0), 27: SECRET.encode()})
    return exif


def icc() -> bytes:
    return Image.open(REAL / "phone12.jpg").info["icc_profile"]


XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF exif:GPSLatitude="{SECRET}"/></x:xmpmeta>'.encode()


@pytest.mark.parametrize("size", [(96, 64), (900, 700)])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_told_everything_says_nothing(format: str, size: tuple[int, int]) -> None:
    options = {"exif": told_everything().tobytes(), "xmp": XMP, "icc_profile": icc(), "comment": SECRET}
    if format == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
        options = {"exif": options["exif"], "icc_profile": icc(), "pnginfo": text}
    source = file(quarters(*size), format, **options)
    if format != "PNG":
        assert SECRET.encode() in source.getvalue()

    assert_nothing_but_a_picture(source, (SECRET.encode(),))

    photo = rendered(source)
    assert photo.location == (47.183333, 8.25)
    facts = photo.exif
    assert facts["artist"] == SECRET
    assert not [name for name in facts if "serial" in name.lower() or "gps" in name.lower() or "owner" in name.lower()]
    assert "47" not in str(list(facts.values())).replace(SECRET, "")


def test_a_gif_leaves_its_comment_behind() -> None:
    source = file(quarters(), "GIF", comment=SECRET)
    assert SECRET.encode() in source.getvalue()

    assert_nothing_but_a_picture(source, (SECRET.encode(),))
