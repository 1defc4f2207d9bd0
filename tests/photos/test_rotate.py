"""Turning a photo: rendered again from its original, and turned for good."""

import io
from typing import Any

import pytest
from PIL import Image

from galleries import lookup as galleries_lookup
from galleries.services import reconcile
from gallery_project.errors import Conflict, Invalid, NotAllowed
from photos import imaging, keys, lookup, storage
from photos import services as photos
from photos.models import Photo
from tests import make, meanwhile

OWNER = make.photographer()


def cornered() -> bytes:
    """Green, with a red corner at the upper left."""
    image = Image.new("RGB", (64, 48), "green")
    image.paste((255, 0, 0), (0, 0, 16, 16))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def photo() -> Photo:
    return make.ingested(OWNER, make.gallery(OWNER).gallery_id, cornered(), "corner.png")


def corner(photo: Photo) -> str:
    """Where the red corner is by now, in the picture that visitors get."""
    own = (photo.gallery_id, photo.photo_id)
    body = storage.read(keys.rendition(*own, photo.renditions["hash"], photo.renditions["widths"][0]), 1 << 20)
    image = Image.open(io.BytesIO(body or b"")).convert("RGB")
    right, bottom = image.width - 3, image.height - 3
    spots = {"upper left": (2, 2), "upper right": (right, 2), "lower right": (right, bottom), "lower left": (2, bottom)}
    return next(name for name, spot in spots.items() if image.getpixel(spot)[0] > 150)  # type: ignore[index]


@pytest.mark.parametrize(
    ("turns", "expected", "size"),
    [
        ([90], "upper right", (48, 64)),
        ([180], "lower right", (64, 48)),
        ([270], "lower left", (48, 64)),
        ([90, 90, 90, 90], "upper left", (64, 48)),
    ],
)
def test_success_turned(photo: Photo, turns: list[int], expected: str, size: tuple[int, int]) -> None:
    before = photo.renditions["hash"]
    for degrees in turns:
        turned = photos.rotate(actor=OWNER, photo_id=photo.photo_id, degrees=degrees)
    assert (corner(turned), (turned.width, turned.height)) == (expected, size)
    assert turned.renditions["hash"] != before
    found = make.keys_under(keys.renditions(photo.gallery_id, photo.photo_id))
    assert found == keys.made(photo.gallery_id, photo.photo_id, turned.renditions)
    gallery = galleries_lookup.find(photo.gallery_id)
    assert gallery
    assert gallery.cover["renditions"] == turned.renditions


def test_success_it_stays_turned_when_new_bytes_come(photo: Photo) -> None:
    photos.rotate(actor=OWNER, photo_id=photo.photo_id, degrees=90)
    storage.upload(str(photo.s3_key), make.jpeg(size=(80, 20)), "image/jpeg")
    again = photos.ingest(gallery_id=photo.gallery_id, photo_id=photo.photo_id)
    assert again
    assert (again.width, again.height, again.rotation) == (20, 80, 90)


def test_success_a_crash_before_the_rendering_is_finished_later(photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(imaging, "render", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            photos.rotate(actor=OWNER, photo_id=photo.photo_id, degrees=180)
    reconcile()
    turned = lookup.read(photo.gallery_id, photo.photo_id)
    assert turned
    assert (corner(turned), turned.work_state, turned.is_ready) == ("lower right", None, True)


def test_success_a_hidden_photo_never_gets_an_address_that_it_had_in_public(photo: Photo) -> None:
    public = photo.renditions["hash"]
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    for _ in range(4):
        turned = photos.rotate(actor=OWNER, photo_id=photo.photo_id, degrees=90)
        assert turned.renditions["hash"] != public


def test_success_trashed_while_it_is_rendered_it_stays_in_the_trash(photo: Photo) -> None:
    def act() -> None:
        assert photos.trash(actor=OWNER, photo_ids=[photo.photo_id]).updated == 1

    with meanwhile.before_first_upload("thumbnails/", act):
        photos.rotate(actor=OWNER, photo_id=photo.photo_id, degrees=90)
    kept = lookup.read(photo.gallery_id, photo.photo_id)
    assert kept
    assert (kept.status, kept.lease_until, kept.work_state) == ("trashed", None, None)
    own = keys.renditions(photo.gallery_id, photo.photo_id)
    assert make.keys_under(own) == keys.made(photo.gallery_id, photo.photo_id, kept.renditions)
    photos.restore(actor=OWNER, photo_ids=[photo.photo_id])
    reconcile()
    turned = lookup.read(photo.gallery_id, photo.photo_id)
    assert turned
    assert (corner(turned), turned.work_state, turned.is_ready) == ("upper right", None, True)


def test_success_trashed_while_new_bytes_prove_unusable_it_stays_in_the_trash(photo: Photo) -> None:
    storage.upload(str(photo.s3_key), b"no photo", "image/png")
    download = storage.download

    def act(*args: Any) -> str:
        photos.trash(actor=OWNER, photo_ids=[photo.photo_id])
        return download(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "download", act)
        assert photos.ingest(gallery_id=photo.gallery_id, photo_id=photo.photo_id) is None
    kept = lookup.read(photo.gallery_id, photo.photo_id)
    assert kept
    assert (kept.status, kept.etag) == ("trashed", None)


def test_success_hidden_while_it_is_rendered_it_gets_no_address_of_its_public_days(photo: Photo) -> None:
    known = {photo.renditions["hash"]}
    for _ in range(3):
        known.add(photos.rotate(actor=OWNER, photo_id=photo.photo_id, degrees=90).renditions["hash"])

    def act() -> None:
        photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")

    with meanwhile.before_first_upload("thumbnails/", act):
        turned = photos.rotate(actor=OWNER, photo_id=photo.photo_id, degrees=90)
    assert (turned.visibility, turned.renditions["hash"] in known) == ("private", False)
    found = make.keys_under(keys.renditions(photo.gallery_id, photo.photo_id))
    assert found == keys.made(photo.gallery_id, photo.photo_id, turned.renditions)


def test_fail_while_somebody_works_on_it(photo: Photo) -> None:
    import time

    Photo(photo.gallery_id, photo.photo_id).update([Photo.lease_until.set(time.time() + 60)])
    with pytest.raises(Conflict, match="being worked on"):
        photos.rotate(actor=OWNER, photo_id=photo.photo_id, degrees=90)


def test_fail_without_an_original_or_by_another_angle(photo: Photo) -> None:
    with pytest.raises(Invalid):
        photos.rotate(actor=OWNER, photo_id=photo.photo_id, degrees=45)
    with pytest.raises(NotAllowed):
        photos.rotate(actor=make.photographer(), photo_id=photo.photo_id, degrees=90)
    storage.delete([str(photo.s3_key)])
    with pytest.raises(Conflict, match="original"):
        photos.rotate(actor=OWNER, photo_id=photo.photo_id, degrees=90)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("orientation", [1, 6])
def test_success_on_top_of_the_file_s_own_orientation(orientation: int, rotation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    Image.new("RGB", (64, 48)).save(file, "JPEG", exif=exif)
    rendered = imaging.render(file, rotation=rotation)
    lies = (orientation == 6) != (rotation in (90, 270))
    assert (rendered.width, rendered.height) == ((48, 64) if lies else (64, 48))
    assert (rendered.renditions[0].width, rendered.renditions[0].height) == (rendered.width, rendered.height)
