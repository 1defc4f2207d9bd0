"""A file that comes through the site is worked through at once, unless somebody else is in the way."""

import io
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest

from galleries import services as galleries
from gallery_project.errors import NotFound
from photos import services as photos
from photos.models import Photo
from tests import make, meanwhile

OWNER = make.photographer()


def take(gallery_id: str) -> Photo:
    return photos.take(
        actor=OWNER, gallery_id=gallery_id, filename="a.jpg", body=io.BytesIO(make.jpeg()), wording={"title": "Fall"}
    )


def test_success_ready_at_once(gallery_id: str) -> None:
    photo = take(gallery_id)
    assert (photo.status, photo.title) == ("ready", "Fall")


def test_success_photo_that_another_worker_has_is_answered_as_it_is(
    gallery_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("photos.services.ingest"), "PATIENCE_SECONDS", 0)

    def begin() -> None:
        (photo,) = Photo.query(gallery_id)
        lease = (datetime.now(UTC) + timedelta(minutes=1)).timestamp()
        photo.update([Photo.status.set("processing"), Photo.lease_until.set(lease)])

    with meanwhile.before_first_upload(f"galleries/{gallery_id}/", begin):
        photo = take(gallery_id)
    assert photo.status == "processing"
    photo.update([Photo.lease_until.remove()])
    finished = photos.ingest(gallery_id=gallery_id, photo_id=photo.photo_id)
    assert finished
    assert (finished.status, finished.title) == ("ready", "Fall")


def test_fail_gallery_that_is_deleted_meanwhile(gallery_id: str) -> None:
    def delete() -> None:
        galleries.delete(actor=OWNER, gallery_id=gallery_id)

    with meanwhile.before_first_upload(f"galleries/{gallery_id}/", delete), pytest.raises(NotFound, match="no such"):
        take(gallery_id)
    assert list(Photo.query(gallery_id)) == []
    assert make.keys_under(f"galleries/{gallery_id}/") == []
