"""What a hard stop leaves behind is found and finished."""

import json
from typing import Any

import pytest

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from photos import lookup, storage
from photos import services as photos
from photos.models import Photo
from tests import make, meanwhile

OWNER = make.photographer()


def status(photo_id: str, gallery_id: str) -> str:
    photo = lookup.read(gallery_id, photo_id)
    assert photo
    return photo.status


def test_success_every_state_in_which_a_worker_can_die() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    lost_event = make.arrived(OWNER, gallery_id)
    died_working = make.arrived(OWNER, gallery_id)
    Photo(gallery_id, died_working.photo_id).update([Photo.status.set("processing"), Photo.lease_until.set(1.0)])
    still_working = make.arrived(OWNER, gallery_id)
    Photo(gallery_id, still_working.photo_id).update([Photo.status.set("processing"), Photo.lease_until.set(4e9)])
    never_came = make.announced(OWNER, gallery_id)
    failed = make.ingested(OWNER, gallery_id, b"no photo")

    assert galleries.reconcile(grace=60).failed == 0
    assert status(lost_event.photo_id, gallery_id) == "awaiting_upload"  # its event may still come
    galleries.reconcile(grace=0)
    assert status(lost_event.photo_id, gallery_id) == "ready"
    assert status(died_working.photo_id, gallery_id) == "ready"
    assert status(still_working.photo_id, gallery_id) == "processing"
    assert status(never_came.photo_id, gallery_id) == "awaiting_upload"
    assert status(failed.photo_id, gallery_id) == "failed"
    assert galleries.get(actor=STRANGER, gallery_id=gallery_id).gallery.photo_count == 2
    galleries.break_leases()
    galleries.reconcile()
    assert status(still_working.photo_id, gallery_id) == "ready"


def test_success_sidecar_that_was_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make.ingested(OWNER, make.gallery(OWNER).gallery_id)
    with monkeypatch.context() as patch:
        patch.setattr(storage, "upload_json", lambda *a: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            photos.update(actor=OWNER, photo_id=photo.photo_id, title="Written late")
    galleries.reconcile()
    key = f"metadata/{photo.gallery_id}/{photo.photo_id}.json"
    body = storage.client().get_object(Bucket=storage.settings.BUCKET_NAME, Key=key)["Body"].read()
    assert json.loads(body)["title"] == "Written late"
    assert lookup.read(photo.gallery_id, photo.photo_id).work_state is None  # type: ignore[union-attr]


def test_success_one_photos_trouble_costs_the_others_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    bad, good = (make.arrived(OWNER, gallery_id) for _ in range(2))
    head = storage.head
    monkeypatch.setattr(storage, "head", lambda key: 1 / 0 if key == bad.key else head(key))
    assert galleries.reconcile(grace=0).failed == 1
    assert status(good.photo_id, gallery_id) == "ready"


def test_success_objects_without_a_record_become_photos() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    storage.upload("galleries/Asia/Mongolia/Steppe 2021/1.jpg", make.jpeg(), "image/jpeg")
    storage.upload(f"galleries/{gallery_id}/late.jpg", make.jpeg(), "image/jpeg")
    storage.upload("galleries/Asia/Mongolia/Steppe 2021/thumbnails/1.jpg", make.jpeg(), "image/jpeg")
    make.ingested(OWNER, gallery_id)
    assert galleries.adopt_unrecorded().finished >= 2
    assert galleries.get(actor=STRANGER, gallery_id=gallery_id).gallery.photo_count == 2
    (steppe,) = galleries.at_place(continent="Asia", country="Mongolia").items
    assert (steppe.name, steppe.photo_count) == ("Steppe 2021", 1)


def test_success_nothing_to_do_is_nothing_written(monkeypatch: pytest.MonkeyPatch) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    for body in (make.jpeg(), b"no photo"):
        make.ingested(OWNER, gallery_id, body)
    make.announced(OWNER, gallery_id)
    galleries.reconcile(grace=0)
    monkeypatch.setattr(storage, "upload", lambda *a, **k: pytest.fail("something was written"))
    before = [photo.serialize() for photo in Photo.query(gallery_id)]
    done = galleries.reconcile(grace=0)
    assert (done.finished, done.deleted, done.failed) == (0, 0, 0)
    assert [photo.serialize() for photo in Photo.query(gallery_id)] == before


def cover_again(gallery_id: str) -> object:
    (photo,) = Photo.query(gallery_id)
    return galleries.set_cover(actor=OWNER, gallery_id=gallery_id, photo_id=photo.photo_id)


def killed() -> None:
    """What no caller takes for one gallery's trouble."""
    raise MemoryError


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda g: galleries.update(actor=OWNER, gallery_id=g, visibility="private"), {"shelf": "private"}),
        (lambda g: galleries.update(actor=OWNER, gallery_id=g, latitude=64.1), {"latitude": 64.1}),
        (lambda g: galleries.place(actor=OWNER, places={g: 7}), {"sortOrder": 7}),
        (cover_again, {}),
    ],
)
@pytest.mark.parametrize("begun", [True, False])
def test_success_gallerys_sidecar_that_was_not_written(edit: Any, said: dict[str, Any], begun: bool) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    make.ingested(OWNER, gallery_id)
    sidecar = f"metadata/{gallery_id}/gallery.json"
    with meanwhile.before_first_upload(sidecar, killed), pytest.raises(MemoryError):
        edit(gallery_id)
    assert not said.items() <= make.json_under(sidecar).items() or not said
    if begun:  # and the first to repair it is stopped as well
        with meanwhile.before_first_upload(sidecar, lambda: 1 / 0):
            assert galleries.reconcile().failed == 1
    assert galleries.reconcile().failed == 0
    gallery = Gallery.get(gallery_id)
    assert gallery.work_state is None
    assert said.items() <= make.json_under(sidecar).items()
    assert make.json_under(sidecar)["updatedAt"] == gallery.updated_at


def test_success_new_gallery_whose_sidecar_was_not_written() -> None:
    owner = make.photographer()
    with meanwhile.before_first_upload("metadata/", lambda: 1 / 0), pytest.raises(ZeroDivisionError):
        make.gallery(owner, visibility="private")
    galleries.reconcile()
    (gallery,) = galleries.desk(actor=owner).items
    assert make.json_under(f"metadata/{gallery.gallery_id}/gallery.json")["shelf"] == "private"
    assert gallery.work_state is None


def test_success_gallery_at_rest_has_no_mark() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    assert Gallery.get(gallery_id).work_state is None
    for edit in ({"latitude": 1.0}, {"name": f"Renamed {gallery_id}"}):
        galleries.update(actor=OWNER, gallery_id=gallery_id, **edit)  # type: ignore[arg-type]
        assert Gallery.get(gallery_id).work_state is None
