"""The sizes a page can choose from."""

import io

import pytest
from PIL import Image

from tests.photos.drawn import REAL, file, quarters, rendered


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1, 1), [1]),
        ((7, 3), [7]),
        ((320, 200), [320]),
        ((321, 200), [320, 321]),
        ((1000, 700), [320, 640, 1000]),
        ((2048, 1000), [320, 640, 1280, 2048]),
        ((2049, 1000), [320, 640, 1280, 2048]),
        ((6000, 400), [320, 640, 1280, 2048]),
    ],
)
def test_the_ladder_ends_at_the_original(size: tuple[int, int], widths: list[int]) -> None:
    photo = rendered(file(quarters(*size), "PNG"))

    assert (photo.width, photo.height) == size
    assert [rendition.width for rendition in photo.renditions] == widths
    for rendition in photo.renditions:
        assert rendition.height == max(1, round(size[1] * rendition.width / size[0]))
        assert Image.open(io.BytesIO(rendition.body)).size == (rendition.width, rendition.height)


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_panorama_becomes_a_strip(format: str) -> None:
    photo = rendered(file(quarters(20_000, 500), format))

    assert (photo.width, photo.height) == (20_000, 500)
    assert [(r.width, r.height) for r in photo.renditions] == [(320, 8), (640, 16), (1280, 32), (2048, 51)]


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_tower_is_made_narrower_until_webp_can_hold_it(format: str) -> None:
    photo = rendered(file(quarters(500, 20_000), format))

    assert (photo.width, photo.height) == (500, 20_000)
    assert [(r.width, r.height) for r in photo.renditions] == [(320, 12_800), (409, 16_360)]


def test_a_thread_of_pixels_still_has_a_rendition() -> None:
    photo = rendered(file(Image.new("RGB", (1, 60_000)), "PNG"))

    assert [(r.width, r.height) for r in photo.renditions] == [(1, 16_383)]


def test_each_size_in_each_format() -> None:
    photo = rendered(REAL / "orient6.jpg", "webp", "avif")

    made = [(rendition.width, rendition.format) for rendition in photo.renditions]
    assert made == [(width, format) for width in (320, 640, 1280, 1408) for format in ("webp", "avif")]
    for rendition in photo.renditions:
        assert Image.open(io.BytesIO(rendition.body)).format == rendition.format.upper()


def test_webp_alone_unless_asked() -> None:
    assert {rendition.format for rendition in rendered(REAL / "orient1.jpg").renditions} == {"webp"}
