"""What failed, over all galleries, and trying all of it again."""

import pytest

from galleries import services as galleries
from galleries.services import reconcile
from gallery_project.errors import NotAllowed, NotFound
from gallery_project.tables import iso, now
from photos import imaging, lookup, storage
from photos import services as photos
from photos.models import Photo
from tests import make


def names(actor: make.Actor) -> list[str]:
    return [photo.filename for photo, _gallery in photos.failed(actor=actor).items]


def test_success_listed_with_their_galleries_and_gone_once_they_are_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = make.photographer()
    first, second = make.gallery(owner), make.gallery(owner)
    with monkeypatch.context() as patch:
        patch.setattr(imaging, "render", broken)
        make.ingested(owner, first.gallery_id, filename="a.jpg")
        make.ingested(owner, second.gallery_id, filename="b.jpg")
    make.ingested(owner, second.gallery_id, b"no photo", filename="c.jpg")
    assert names(owner) == ["c.jpg", "b.jpg", "a.jpg"]
    assert [gallery.gallery_id for _photo, gallery in photos.failed(actor=owner, size=1).items] == [second.gallery_id]
    assert names(make.photographer()) == []
    assert {"a.jpg", "b.jpg", "c.jpg"} <= set(names(make.admin()))
    job = photos.retry_all(actor=owner)
    assert job.totals == {"photos_total": 3, "photos_changed": 2, "photos_failed": 1}
    assert names(owner) == ["c.jpg"]


def broken(*_args: object) -> None:
    raise imaging.Unusable("Not today.")


def test_success_retry_all_of_one_gallery(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = make.photographer()
    first, second = make.gallery(owner), make.gallery(owner)
    with monkeypatch.context() as patch:
        patch.setattr(imaging, "render", broken)
        make.ingested(owner, first.gallery_id, filename="a.jpg")
        make.ingested(owner, second.gallery_id, filename="b.jpg")
    assert photos.retry_all(actor=owner, gallery_id=second.gallery_id).totals["photos_changed"] == 1
    assert names(owner) == ["a.jpg"]


def test_success_a_file_that_is_there_already_is_no_failure_and_is_forgotten() -> None:
    owner = make.photographer()
    gallery_id, body = make.gallery(owner).gallery_id, make.jpeg()
    photo = make.ingested(owner, gallery_id, body)
    twin = make.ingested(owner, gallery_id, body)
    assert (twin.status, twin.duplicate_of) == ("failed", photo.photo_id)
    assert names(owner) == []
    reconcile()
    assert lookup.read(gallery_id, twin.photo_id)
    Photo(gallery_id, twin.photo_id).update([Photo.uploaded_at.set(iso(now() - photos.TWINS_KEPT))])
    reconcile()
    assert lookup.read(gallery_id, twin.photo_id) is None
    assert make.keys_under(f"metadata/{gallery_id}/{twin.photo_id}") == []


def test_success_a_twin_that_was_dropped_in_stays_where_it_lies() -> None:
    owner = make.photographer()
    gallery_id, body = make.gallery(owner).gallery_id, make.jpeg()
    make.ingested(owner, gallery_id, body)
    key = f"galleries/{gallery_id}/again.jpg"
    storage.upload(key, body, "image/jpeg")
    twin = galleries.receive(key=key)
    assert twin
    Photo(gallery_id, twin.photo_id).update([Photo.uploaded_at.set(iso(now() - 2 * photos.TWINS_KEPT))])
    reconcile()
    assert lookup.read(gallery_id, twin.photo_id)
    assert storage.head(key)


def test_fail_for_those_who_have_no_photos() -> None:
    with pytest.raises(NotAllowed):
        photos.failed(actor=make.visitor())
    with pytest.raises(NotAllowed):
        photos.retry_all(actor=make.visitor())
    with pytest.raises((NotFound, NotAllowed)):
        photos.retry_all(actor=make.photographer(), gallery_id=make.gallery().gallery_id)


def test_success_what_was_taken_up_again_is_not_forgotten() -> None:
    owner = make.photographer()
    gallery_id, body = make.gallery(owner).gallery_id, make.jpeg()
    photo = make.ingested(owner, gallery_id, body)
    twin = make.ingested(owner, gallery_id, body)
    Photo(gallery_id, twin.photo_id).update([Photo.uploaded_at.set(iso(now() - photos.TWINS_KEPT))])
    forgotten = lookup.read(gallery_id, twin.photo_id)
    assert forgotten
    photos.delete(actor=owner, photo_id=photo.photo_id)
    Photo(gallery_id, twin.photo_id).update([Photo.status.set("processing"), Photo.duplicate_of.remove()])
    assert not photos.forget(photo=forgotten)
    assert lookup.read(gallery_id, twin.photo_id)
