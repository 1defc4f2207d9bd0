"""What is told about a photo beside its pixels: time, place, camera, colour, placeholder."""

import base64

import pytest
from PIL import Image

from tests.photos.drawn import BLUE, REAL, file, quarters, rendered


def test_a_phone_photo() -> None:
    photo = rendered(REAL / "phone12.jpg")

    assert photo.taken_at == "2021-02-13T11:03:31-06:00"
    assert photo.location == (30.580367, -88.073906)
    assert photo.exif == {
        "camera": "Apple iPhone XR",
        "lens": "iPhone XR back camera 4.25mm f/1.8",
        "focalLength": "4.2 mm",
        "focalLength35": "26 mm",
        "aperture": "f/1.8",
        "shutter": "1/30 s",
        "iso": "ISO 500",
        "takenAt": "2021-02-13T11:03:31-06:00",
        "software": "14.4",
    }


def test_a_heic_photo() -> None:
    photo = rendered(REAL / "outdoor.heic")

    assert (photo.taken_at, photo.location) == ("2024-09-01T13:50:35+02:00", (53.451523, 9.839186))
    assert photo.exif["camera"] == "Samsung SM-M315F"


def test_a_camera_photo_without_a_place() -> None:
    photo = rendered(REAL / "nikon24.jpg")

    assert (photo.taken_at, photo.location) == ("2015-02-13T13:51:35", None)
    assert photo.exif["camera"] == "Nikon D5300"
    assert photo.exif["shutter"] == "1/100 s"


def test_a_photo_full_of_nonsense_is_still_a_photo() -> None:
    photo = rendered(REAL / "exif_gps.jpg")

    assert (photo.width, photo.height, photo.location) == (8, 8, None)


@pytest.mark.parametrize("exif", [b"", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff" + b"\x01" * 80])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.filterwarnings("ignore:.*EXIF|.*[Tt]ag")
def test_broken_exif_leaves_a_photo_without_facts(format: str, exif: bytes) -> None:
    photo = rendered(file(quarters(), format, exif=b"Exif\0\0" + exif))

    assert (photo.width, photo.exif, photo.taken_at, photo.location) == (96, {}, None, None)


def test_a_photo_without_exif_has_no_facts() -> None:
    photo = rendered(file(quarters(), "PNG"))

    assert (photo.exif, photo.taken_at, photo.location) == ({}, None, None)


def test_average_colour() -> None:
    half = Image.new("RGB", (600, 600), (0, 0, 0))
    half.paste((200, 100, 50), (0, 0, 600, 300))

    assert rendered(file(half, "PNG")).colour in ("#643219", "#643218", "#633219", "#653319")
    assert rendered(file(Image.new("RGB", (1, 1), BLUE), "PNG")).colour == "#{:02x}{:02x}{:02x}".format(*BLUE)


def test_average_colour_does_not_count_what_is_transparent() -> None:
    image = Image.new("RGBA", (300, 300), (0, 255, 0, 0))
    image.paste((*BLUE, 255), (0, 0, 150, 300))

    colour = bytes.fromhex(rendered(file(image, "PNG")).colour[1:])

    assert all(abs(a - b) <= 3 for a, b in zip(colour, BLUE, strict=True))


def pattern(width: int, height: int, transparent: bool) -> Image.Image:
    image = Image.new("RGBA", (width, height))
    for y in range(height):
        for x in range(width):
            veil = min(255, x * 11 + y) if transparent else 255
            image.putpixel((x, y), ((x * x + 3 * y) % 256, (7 * x + y * y) % 256, (x * y + 5 * x) % 256, veil))
    return image


@pytest.mark.parametrize(
    ("size", "transparent", "expected"),
    [
        ((32, 24), False, "HegJFYYwZJdGhohWiGeXl/p6N0Cc"),
        ((20, 32), False, "G+gJFAggN4RZl3VoeZnPdjhwuQ=="),
        ((32, 32), True, "IPiBBQI6YHQMmDqKU9gfewUtYHd3eId4dw=="),
        ((32, 9), True, "YsiFEYQ6gIpmbJX08/2BmmB3d3iHeHc="),
    ],
)
def test_the_placeholder_is_what_other_thumbhash_programs_make(
    size: tuple[int, int], transparent: bool, expected: str
) -> None:
    """Expected: what the author's own program (npm thumbhash 0.1.1) answers for the same pixels."""
    assert rendered(file(pattern(*size, transparent), "PNG")).placeholder == expected


@pytest.mark.parametrize("name", ["nikon24.jpg", "phone12.jpg", "anim.webp"])
def test_a_placeholder_is_small(name: str) -> None:
    assert 15 <= len(base64.b64decode(rendered(REAL / name).placeholder)) <= 30
