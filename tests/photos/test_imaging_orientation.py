"""A photo is shown upright, however the camera was held and whatever the format notes it in."""

import numpy as np
import pytest
from PIL import Image

from tests.photos.drawn import (
    BLUE,
    GREEN,
    REAL,
    RED,
    YELLOW,
    brightness,
    file,
    near,
    oriented_exif,
    quarters,
    rendered,
    seen,
)


def stored(upright: Image.Image, orientation: int) -> Image.Image:
    """How a camera stores the picture: by the words of the Exif standard, "row 0 is the visual right side", ..."""
    pixels = np.asarray(upright)
    turned = {
        1: lambda: pixels,
        2: lambda: pixels[:, ::-1],
        3: lambda: pixels[::-1, ::-1],
        4: lambda: pixels[::-1],
        5: lambda: pixels.swapaxes(0, 1),
        6: lambda: np.rot90(pixels, 1),
        7: lambda: pixels[::-1, ::-1].swapaxes(0, 1),
        8: lambda: np.rot90(pixels, -1),
    }[orientation]()
    return Image.fromarray(np.ascontiguousarray(turned))


def assert_upright(image: Image.Image) -> None:
    width, height = image.size
    corners = [(3, 3), (width - 4, 3), (3, height - 4), (width - 4, height - 4)]
    for corner, colour in zip(corners, (RED, GREEN, BLUE, YELLOW), strict=True):
        assert near(image.getpixel(corner), colour), (corner, image.getpixel(corner))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_orientation_is_turned_upright(orientation: int, format: str) -> None:
    source = file(stored(quarters(), orientation), format, exif=oriented_exif(orientation))

    photo = rendered(source)

    assert (photo.width, photo.height) == (96, 64)
    assert_upright(seen(source))


@pytest.mark.parametrize("orientation", [2, 6, 7])
def test_a_photo_much_larger_than_its_renditions_is_turned_too(orientation: int) -> None:
    source = file(stored(quarters(4800, 3200), orientation), exif=oriented_exif(orientation))

    photo = rendered(source)

    assert (photo.width, photo.height) == (4800, 3200)
    assert [(r.width, r.height) for r in photo.renditions] == [(320, 213), (640, 427), (1280, 853), (2048, 1365)]
    assert_upright(seen(source))
    assert_upright(seen(source, 320))


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_impossible_orientation_is_none(orientation: int) -> None:
    assert_upright(seen(file(quarters(), exif=oriented_exif(orientation))))


@pytest.mark.parametrize("name", ["orient3.jpg", "orient6.jpg", "orient8.jpg"])
def test_the_same_scene_held_differently_looks_the_same(name: str) -> None:
    straight, turned = seen(REAL / "orient1.jpg", 640), seen(REAL / name, 640)

    assert turned.size == straight.size
    assert np.abs(brightness(straight) - brightness(turned)).mean() < 2


def test_a_phone_held_upright_makes_a_tall_photo() -> None:
    photo = rendered(REAL / "phone12.jpg")

    assert (photo.width, photo.height) == (3024, 4032)
    assert [(r.width, r.height) for r in photo.renditions] == [(320, 427), (640, 853), (1280, 1707), (2048, 2731)]


def test_heic_has_the_size_that_is_seen() -> None:
    photo = rendered(REAL / "outdoor.heic")

    assert (photo.width, photo.height, photo.content_type) == (462, 347, "image/heic")
    top_right = brightness(seen(REAL / "outdoor.heic"))[40:80, 380:420]
    assert top_right.mean() > 170  # the sky


def test_heic_is_turned_once_though_iphones_note_it_twice() -> None:
    """As iPhones do: a turn among the properties of the picture, which the decoder applies, and again in EXIF."""
    body = bytearray((REAL / "outdoor.heic").read_bytes())
    crop = body.index(b"clap")
    body[crop : crop + 5] = b"irot\3"  # instead of its crop by one line: a quarter turn clockwise
    note = body.index(b"\x12\x01\x03\0\1\0\0\0")
    body[note + 8] = 6

    photo = rendered(bytes(body))

    assert (photo.width, photo.height) == (348, 462)
    bottom_right = brightness(seen(bytes(body)))[380:420, -80:-40]
    assert bottom_right.mean() > 170  # the sky, once top right


def test_heic_ignores_a_turn_that_only_exif_notes() -> None:
    """ISO/IEC 23008-12: the properties of the picture are what counts, EXIF is for information."""
    body = bytearray((REAL / "outdoor.heic").read_bytes())
    body[body.index(b"\x12\x01\x03\0\1\0\0\0") + 8] = 6

    photo = rendered(bytes(body))

    assert (photo.width, photo.height) == (462, 347)
