"""Deleting a photo: first from every list, then its objects and items; a stop anywhere is no harm."""

from typing import Any

import pytest

from accounts.actors import STRANGER
from galleries import lookup as gallery_lookup
from galleries import services as galleries
from gallery_project.errors import NotAllowed, NotFound
from photos import services as photos
from photos import storage
from photos.models import Photo
from tests import make, meanwhile

OWNER = make.photographer()


@pytest.fixture
def photo() -> Photo:
    return make.ingested(OWNER, make.gallery(OWNER).gallery_id)


def traces(photo: Photo) -> list[str]:
    objects = [key for key in make.keys_under("") if photo.photo_id in key]
    return objects + [each.photo_id for each in Photo.query(photo.gallery_id) if each.photo_id == photo.photo_id]


def test_success_nothing_of_it_remains(photo: Photo) -> None:
    assert make.rows(photo.photo_id)
    other = make.ingested(OWNER, photo.gallery_id)
    photos.delete(actor=OWNER, photo_id=photo.photo_id)
    assert traces(photo) == []
    assert make.rows(photo.photo_id) == set()
    gallery = gallery_lookup.find(photo.gallery_id)
    assert gallery
    assert (gallery.photo_count, gallery.cover["photoId"]) == (1, other.photo_id)


def test_success_a_deletion_that_was_cut_off_is_hidden_at_once_and_finished_later(
    photo: Photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> int:
        raise ConnectionError("S3 is away")

    with monkeypatch.context() as patch:
        patch.setattr(storage, "delete", broken)
        with pytest.raises(ConnectionError):
            photos.delete(actor=OWNER, photo_id=photo.photo_id)
    seen = galleries.get(actor=OWNER, gallery_id=photo.gallery_id)
    assert (seen.gallery.photo_count, seen.photos.items) == (0, [])
    with pytest.raises(NotFound):
        photos.get(actor=OWNER, photo_id=photo.photo_id)
    galleries.reconcile()
    assert traces(photo) == []


def test_fail_what_s3_keeps_is_not_forgotten(photo: Photo) -> None:
    def kept(parsed: dict[str, Any], **_: Any) -> None:
        parsed["Errors"] = [{"Key": "x", "Code": "AccessDenied"}]

    hooks = storage.client().meta.events
    hooks.register("after-call.s3.DeleteObjects", kept, unique_id="kept")
    try:
        with pytest.raises(storage.DeletionIncomplete):
            photos.delete(actor=OWNER, photo_id=photo.photo_id)
        assert galleries.reconcile().failed >= 1
    finally:
        hooks.unregister("after-call.s3.DeleteObjects", unique_id="kept")
    assert galleries.reconcile().deleted >= 1
    assert traces(photo) == []


def test_success_parts_of_a_large_file_are_given_back() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ticket = make.announced(OWNER, gallery_id, size=17 * 1024**2)
    photos.delete(actor=OWNER, photo_id=ticket.photo_id)
    assert ticket.key not in make.open_uploads()


def test_success_photo_being_deleted_is_in_no_list_of_uploads() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, gallery_id, b"no photo")
    meanwhile.photo_deletion_cut_off(OWNER, photo.photo_id)
    assert photos.unfinished(actor=OWNER, gallery_id=gallery_id) == []
    assert photos.several(actor=OWNER, gallery_id=gallery_id, photo_ids=[photo.photo_id]) == []


def test_success_while_it_is_being_worked_on() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ticket = make.arrived(OWNER, gallery_id)
    original_upload = storage.upload
    deleted = []

    def upload_then_delete(key: str, *rest: object, **more: object) -> None:
        original_upload(key, *rest, **more)  # type: ignore[arg-type]
        if key.startswith("thumbnails/") and not deleted:
            deleted.append(key)
            photos.delete(actor=OWNER, photo_id=ticket.photo_id)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "upload", upload_then_delete)
        assert photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id) is None
    assert list(Photo.query(gallery_id)) == []
    assert make.keys_under(f"thumbnails/{gallery_id}/") == []
    assert gallery_lookup.find(gallery_id).photo_count == 0  # type: ignore[union-attr]


def test_fail_strangers_learn_nothing(photo: Photo) -> None:
    with pytest.raises(NotAllowed):
        photos.delete(actor=STRANGER, photo_id=photo.photo_id)
    with pytest.raises(NotFound):
        photos.delete(actor=OWNER, photo_id="no such photo")
