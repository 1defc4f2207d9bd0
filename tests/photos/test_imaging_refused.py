"""Files that are no photos: the photographer reads what they are, whatever their name says."""

import contextlib
import io

import pytest
from PIL import Image

from photos import imaging
from tests.photos.drawn import REAL, file, quarters


def reason_for(body: bytes) -> str:
    with pytest.raises(imaging.Unusable) as refusal:
        imaging.render(io.BytesIO(body))
    assert str(refusal.value) == refusal.value.reason
    return refusal.value.reason


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "The file is empty."),
        (b"Dear Anna,\nthe photos will follow.\n", "the file holds plain text."),
        ("Grüße aus Zürich".encode(), "the file holds plain text."),
        (b"\xef\xbb\xbfcaption;place\r\nSunset;Vik\r\n", "the file holds plain text."),
        (b"<!DOCTYPE html><html><body>404</body></html>", "the file holds a web page."),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "the file holds an SVG drawing."),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "the file holds a PostScript drawing."),
        (b"\xc5\xd0\xd3\xc6" + bytes(30), "the file holds a PostScript drawing."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "the file holds a PDF document."),
        (b"PK\x03\x04" + bytes(30), "the file holds a ZIP archive or an office document."),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "the file holds a video."),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "the file holds a video."),
        (b"\x1a\x45\xdf\xa3" + bytes(30), "the file holds a video."),
        (b"RIFF\x24\0\0\0AVI LIST", "the file holds a video."),
        (b"II*\0\x10\0\0\0CR\2\0" + bytes(30), "This is a raw or TIFF file: export it as JPEG"),
        (b"MM\0*\0\0\0\x08" + bytes(30), "This is a raw or TIFF file: export it as JPEG"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "This is a raw or TIFF file: export it as JPEG"),
        (b"FUJIFILMCCD-RAW 0201FF", "This is a raw or TIFF file: export it as JPEG"),
        (b"8BPS\0\1" + bytes(30), "a kind of picture we cannot read (Photoshop)"),
        (b"BM" + bytes(60), "a kind of picture we cannot read (BMP)"),
        (bytes(5000), "The file is damaged or was cut off"),
        (b"\x07\x01\x02\x03" * 100, "not a photo we can read"),
        (b"\xff\xd8\xff", "The file is damaged or was cut off"),
        (b"\x89PNG\r\n\x1a\n", "The file is damaged or was cut off"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "The file is damaged or was cut off"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "The file is damaged or was cut off"),
        (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", "The file is damaged or was cut off"),
        (b"GIF89a", "The file is damaged or was cut off"),
    ],
)
def test_the_reason_names_what_it_is(body: bytes, words: str) -> None:
    assert words in reason_for(body)


@pytest.mark.parametrize("part", [0.02, 0.3, 0.7, 0.9])
@pytest.mark.parametrize(
    "name", ["nikon24.jpg", "phone12.jpg", "avif12.avif", "outdoor.heic", "orient1.jpg", "withIptcExifGps.jpg"]
)
def test_a_cut_off_photo_is_refused(name: str, part: float) -> None:
    body = (REAL / name).read_bytes()

    assert reason_for(body[: int(len(body) * part)]) == "The file is damaged or was cut off while it was copied."


@pytest.mark.parametrize("options", [{"format": "PNG"}, {"format": "GIF"}, {"format": "WEBP"}, {"progressive": True}])
def test_a_cut_off_drawing_is_refused(options: dict[str, str]) -> None:
    body = file(quarters(900, 700), **options).getvalue()

    assert "damaged" in reason_for(body[: len(body) * 3 // 4])


@pytest.mark.filterwarnings("ignore:.*EXIF|.*[Tt]ag")
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIC"])
def test_no_damage_escapes_as_another_error(format: str) -> None:
    """A photo or a reason, and nothing third, whatever bytes are wrong; headers are hit more often than pixels."""
    options = {} if format == "GIF" else {"exif": Image.open(REAL / "phone12.jpg").info["exif"]}
    heic = format == "HEIC"
    whole = (REAL / "outdoor.heic").read_bytes() if heic else file(quarters(), format, **options).getvalue()
    for at in [*range(0, 900, 7), *range(900, len(whole), 1 + len(whole) // 30)]:
        body = bytearray(whole)
        body[at : at + 4] = b"\xff\x00\xfe\x80"
        with contextlib.suppress(imaging.Unusable):
            assert imaging.render(io.BytesIO(body)).renditions


def test_reasons_do_not_speak_of_libraries() -> None:
    for body in (b"\xff\xd8\xffnonsense", b"\x89PNG\r\n\x1a\nnonsense", b"GIF89a\0\0\0\0\0\0\0"):
        assert not {"pillow", "pil", "decoder", "exception", "none"} & set(reason_for(body).lower().split())
