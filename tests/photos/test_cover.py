"""A gallery's cover is a public photo of it, looks like it, and is nobody's secret."""

from typing import Any

import pytest

from galleries import lookup as gallery_lookup
from galleries import services as galleries
from galleries.models import Gallery
from galleries.presentation import gallery_dict
from photos import services as photos
from tests import make

OWNER = make.photographer()


def cover(gallery_id: str) -> Any:
    gallery = gallery_lookup.find(gallery_id)
    assert gallery
    return gallery.cover


def test_success_follows_its_photos_title(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Dawn")
    assert cover(gallery_id)["title"] == "Dawn"


def test_success_next_public_photo_takes_over(gallery_id: str) -> None:
    first, second, third = (make.ingested(OWNER, gallery_id) for _ in range(3))
    for photo, following in ((second, first), (first, third)):
        photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
        assert cover(gallery_id)["photoId"] == following.photo_id


def test_fail_private_photo_never_becomes_the_cover(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Still a secret")
    assert cover(gallery_id) is None


def test_success_cover_of_an_older_system_stays(gallery_id: str) -> None:
    Gallery(gallery_id).update([Gallery.cover_photo_url.set("https://older.example/cover.jpg")])
    make.ingested(OWNER, gallery_id)
    gallery = gallery_lookup.find(gallery_id)
    assert gallery
    shown = gallery_dict(gallery)
    assert (shown["cover"], shown["coverPhotoURL"]) == (None, "https://older.example/cover.jpg")


def test_success_a_trashed_cover_comes_back_as_the_cover(gallery_id: str) -> None:
    ids = [make.ingested(OWNER, gallery_id).photo_id for _ in range(3)]
    galleries.set_cover(actor=OWNER, gallery_id=gallery_id, photo_id=ids[1])
    photos.trash(actor=OWNER, photo_ids=[ids[1]])
    assert cover(gallery_id)["photoId"] == ids[0]
    photos.trash(actor=OWNER, photo_ids=ids)  # until there is none
    assert cover(gallery_id) is None
    photos.restore(actor=OWNER, photo_ids=ids)
    assert cover(gallery_id)["photoId"] == ids[1]


def test_success_a_cover_chosen_meanwhile_stays(gallery_id: str) -> None:
    ids = [make.ingested(OWNER, gallery_id).photo_id for _ in range(3)]
    photos.trash(actor=OWNER, photo_ids=ids[:1])
    galleries.set_cover(actor=OWNER, gallery_id=gallery_id, photo_id=ids[1])
    photos.restore(actor=OWNER, photo_ids=ids[:1])
    assert cover(gallery_id)["photoId"] == ids[1]


def test_success_what_is_deleted_for_good_keeps_no_claim_on_the_cover(gallery_id: str) -> None:
    ids = [make.ingested(OWNER, gallery_id).photo_id for _ in range(3)]
    photos.trash(actor=OWNER, photo_ids=ids[:1])
    photos.purge(actor=OWNER, photo_ids=ids[:1])
    stands_in = cover(gallery_id)["photoId"]
    photos.trash(actor=OWNER, photo_ids=[stands_in])
    photos.restore(actor=OWNER, photo_ids=[stands_in])
    assert cover(gallery_id)["photoId"] == stands_in


@pytest.mark.parametrize("attempt", range(8))
def test_success_no_photo_is_the_cover_that_goes_in_the_same_moment(attempt: int) -> None:
    """Each of two looks for a successor while the other one leaves."""
    gallery_id = make.gallery(OWNER).gallery_id
    ids = [make.ingested(OWNER, gallery_id).photo_id for _ in range(2)]
    assert photos.trash(actor=OWNER, photo_ids=ids).updated == 2
    assert cover(gallery_id) is None
