"""The sample galleries: what a first start shows to somebody who has no photos yet."""

import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pytest
from PIL import ExifTags, Image, ImageOps

from embedded.samples import drawing
from embedded.samples.catalogue import ALBUMS
from embedded.samples.drawing import SamplePhoto, photos

pytestmark = pytest.mark.xdist_group("samples")  # drawn once, not once per worker

MAXIMUM_BYTES = 1_000_000
LONG_EDGE = 2400


@pytest.fixture(scope="module", autouse=True)
def _coarsely() -> Iterator[None]:
    """Painted on a fourth of the pixels, and enlarged all the same: half the time, and nothing here looks closer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "PAINTED", drawing.PAINTED / 4)
        yield


@pytest.fixture(scope="module")
def drawn(_coarsely: None) -> list[SamplePhoto]:
    return list(photos())


def opened(photo: SamplePhoto) -> Image.Image:
    return Image.open(io.BytesIO(photo.jpeg))


def test_the_same_bytes_every_time(drawn: list[SamplePhoto]) -> None:
    assert next(photos()) == drawn[0]


def test_drawn_only_when_asked_for() -> None:
    lazy = photos()
    assert isinstance(lazy, Iterator)
    assert [photo.gallery.country for photo in islice(lazy, 1)] == ["Iceland"]


def test_six_galleries_of_six_on_five_continents_and_more(drawn: list[SamplePhoto]) -> None:
    sizes = Counter(photo.gallery for photo in drawn)
    assert len(sizes) == 6
    assert min(sizes.values()) >= 5
    assert len({gallery.continent for gallery in sizes}) >= 5
    assert max(Counter(gallery.continent for gallery in sizes).values()) >= 2


def test_each_gallery_has_words_and_years(drawn: list[SamplePhoto]) -> None:
    for gallery in {photo.gallery for photo in drawn}:
        assert gallery.description.endswith(".")
        assert list(gallery.years) == sorted(set(gallery.years))


def test_names_and_titles_do_not_repeat(drawn: list[SamplePhoto]) -> None:
    assert len({(photo.gallery.name, photo.filename) for photo in drawn}) == len(drawn)
    assert len({photo.title for photo in drawn}) == len(drawn)
    assert all(2 <= len(photo.tags) <= 4 for photo in drawn)


def test_small_enough_and_large_enough(drawn: list[SamplePhoto]) -> None:
    for photo in drawn:
        assert 100_000 < len(photo.jpeg) <= MAXIMUM_BYTES, photo.title
        assert max(opened(photo).size) == LONG_EDGE, photo.title


def test_no_two_pictures_are_alike_or_empty(drawn: list[SamplePhoto]) -> None:
    thumbnails = [opened(photo).convert("L").resize((16, 16)).tobytes() for photo in drawn]
    assert len(set(thumbnails)) == len(drawn)
    for photo in drawn:
        low, high = opened(photo).convert("L").reduce(8).getextrema()
        assert float(high) - float(low) > 60, photo.title  # type: ignore[arg-type]


def test_shapes_are_mixed(drawn: list[SamplePhoto]) -> None:
    aspects = {round(size[0] / size[1], 1) for size in (ImageOps.exif_transpose(opened(p)).size for p in drawn)}
    assert {0.7, 1.0, 1.5, 1.8, 2.6} <= aspects


def test_turned_files_look_upright(drawn: list[SamplePhoto]) -> None:
    turned = [photo for photo in drawn if opened(photo).getexif()[ExifTags.Base.Orientation] in (6, 8)]
    assert {opened(photo).getexif()[ExifTags.Base.Orientation] for photo in turned} == {6, 8}
    for photo in turned:
        assert opened(photo).width > opened(photo).height
        assert ImageOps.exif_transpose(opened(photo)).width < ImageOps.exif_transpose(opened(photo)).height


@pytest.mark.parametrize(
    ("title", "orientation", "channel"), [("The crest at sunrise", 8, 2), ("Arashiyama before six", 6, 1)]
)
def test_the_sky_of_a_turned_file_is_above(
    drawn: list[SamplePhoto], title: str, orientation: int, channel: int
) -> None:
    (photo,) = (photo for photo in drawn if photo.title == title)
    assert opened(photo).getexif()[ExifTags.Base.Orientation] == orientation
    band = ImageOps.exif_transpose(opened(photo)).resize((1, 16)).getchannel(channel)
    assert band.tobytes()[0] > band.tobytes()[15] + 40


def test_exif_tells_camera_exposure_and_time(drawn: list[SamplePhoto]) -> None:
    for photo in drawn:
        exif = opened(photo).getexif()
        exposure = exif.get_ifd(ExifTags.IFD.Exif)
        assert exif[ExifTags.Base.Make]
        assert exif[ExifTags.Base.Model]
        assert exif[ExifTags.Base.Artist] == "Sample"
        assert int(exposure[ExifTags.Base.DateTimeOriginal][:4]) in photo.gallery.years
        assert exposure[ExifTags.Base.OffsetTimeOriginal][0] in "+-"
        assert float(exposure[ExifTags.Base.ExposureTime]) > 0
        assert 1 < float(exposure[ExifTags.Base.FNumber]) < 32
        assert 10 < float(exposure[ExifTags.Base.FocalLength]) < 500
        assert exposure[ExifTags.Base.ISOSpeedRatings] >= 64
        assert exposure[ExifTags.Base.LensModel]


def test_exif_places_each_photo_where_it_was_taken(drawn: list[SamplePhoto]) -> None:
    taken_at = [shot.place for album in ALBUMS for shot in album.shots]
    for photo, (latitude, longitude, _) in zip(drawn, taken_at, strict=True):
        gps = opened(photo).getexif().get_ifd(ExifTags.IFD.GPSInfo)
        north = -1 if gps[ExifTags.GPS.GPSLatitudeRef] == "S" else 1
        east = -1 if gps[ExifTags.GPS.GPSLongitudeRef] == "W" else 1
        assert north * degrees(gps[ExifTags.GPS.GPSLatitude]) == pytest.approx(latitude, abs=1e-4)
        assert east * degrees(gps[ExifTags.GPS.GPSLongitude]) == pytest.approx(longitude, abs=1e-4)


def degrees(parts: tuple[float, float, float]) -> float:
    return float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
