"""Deleting a gallery with everything in it; cut off anywhere, it goes on."""

import pytest

from accounts.actors import STRANGER
from galleries import jobs, lookup
from galleries import services as galleries
from galleries.models import Gallery
from galleries.services import deletion
from gallery_project import tables
from gallery_project.claims import Claim
from gallery_project.errors import Conflict, NotAllowed, NotFound
from photos import events, storage
from photos import services as photos
from photos.models import Photo
from ratings import services as ratings
from ratings.models import PhotoRating
from tests import make, meanwhile

OWNER = make.photographer()


def traces(gallery_id: str) -> list[object]:
    objects = [key for key in make.keys_under("") if gallery_id in key]
    items = [gallery for gallery in Gallery.scan() if gallery.gallery_id == gallery_id]
    claims = [claim.claim for claim in Claim.scan() if gallery_id in claim.claim or claim.holder == gallery_id]
    return [*objects, *items, *claims, *Photo.query(gallery_id)]


def test_success_nothing_remains() -> None:
    gallery = make.gallery(OWNER)
    ready = [make.ingested(OWNER, gallery.gallery_id) for _ in range(3)]
    make.ingested(OWNER, gallery.gallery_id, b"no photo")
    make.announced(OWNER, gallery.gallery_id)
    assert make.rows(ready[0].photo_id)
    ratings.rate(actor=make.visitor(), photo_id=ready[1].photo_id, stars=5)
    done = galleries.delete(actor=OWNER, gallery_id=gallery.gallery_id)
    # 4 originals, 3 renditions, 4 sidecars of photos and the gallery's
    assert (done.objects, done.photos) == (12, 5)
    assert [*traces(gallery.gallery_id), *make.rows(ready[0].photo_id), *PhotoRating.query(ready[1].photo_id)] == []
    assert make.gallery(name=gallery.name).name == gallery.name


def test_success_more_objects_than_one_call_deletes(monkeypatch: pytest.MonkeyPatch) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    for n in range(5):
        storage.upload(f"galleries/{gallery_id}/{n}.txt", b"x", "text/plain")
    monkeypatch.setattr(deletion, "_PAGE", 2)
    assert galleries.delete(actor=OWNER, gallery_id=gallery_id).objects == 6
    assert traces(gallery_id) == []


def test_success_originals_that_lie_elsewhere_go_too() -> None:
    key = "galleries/Asia/Japan/To be deleted/1.jpg"
    storage.upload(key, make.jpeg(), "image/jpeg")
    events.handle(make.event(key))
    (gallery,) = (each for each in Gallery.by_shelf.query("public") if each.name == "To be deleted")
    galleries.delete(actor=make.admin(), gallery_id=gallery.gallery_id)
    assert make.keys_under("galleries/Asia/Japan/To be deleted/") == []


def test_success_cut_off_it_is_hidden_at_once_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, gallery_id)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "delete", lambda names: 1 / 0)
        assert galleries.delete(actor=OWNER, gallery_id=gallery_id).job_id
    assert lookup.find(gallery_id) is None
    lists = galleries.desk(actor=OWNER), galleries.at_place(continent="Europe"), galleries.on_shelf()
    assert gallery_id not in {gallery.gallery_id for page in lists for gallery in page.items}
    with pytest.raises(NotFound):
        photos.get(actor=OWNER, photo_id=photo.photo_id)
    assert galleries.delete(actor=OWNER, gallery_id=gallery_id).photos == 1
    assert traces(gallery_id) == []


@pytest.mark.parametrize("older", [False, True])
def test_success_cut_off_it_is_finished_by_reconcile(older: bool) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    make.ingested(OWNER, gallery_id)
    if older:  # such items have neither a shelf nor a place in any order
        Gallery(gallery_id).update([Gallery.sort_order.remove(), Gallery.shelf.remove(), Gallery.place.remove()])
    meanwhile.gallery_deletion_cut_off(OWNER, gallery_id)
    galleries.reconcile()
    assert traces(gallery_id) == []


def test_success_in_the_middle_of_an_ingest() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ticket = make.arrived(OWNER, gallery_id)
    upload = storage.upload

    def upload_then_delete(key: str, *rest: object, **more: object) -> None:
        upload(key, *rest, **more)  # type: ignore[arg-type]
        if key.startswith("thumbnails/") and lookup.find(gallery_id):
            galleries.delete(actor=OWNER, gallery_id=gallery_id)
            upload(key, *rest, **more)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "upload", upload_then_delete)
        assert photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id) is None
    assert traces(gallery_id) == []


def test_fail_second_deletion_does_not_bring_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "pauses", lambda: [0.0] * 3)
    gallery_id = make.gallery(OWNER).gallery_id

    def other_window() -> None:
        galleries.delete(actor=OWNER, gallery_id=gallery_id)

    with meanwhile.before_first_transaction(other_window), pytest.raises((Conflict, NotFound)):
        galleries.delete(actor=OWNER, gallery_id=gallery_id)
    assert traces(gallery_id) == []


def test_fail_only_its_managers() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    for actor in (STRANGER, make.visitor(), make.photographer()):
        with pytest.raises(NotAllowed):
            galleries.delete(actor=actor, gallery_id=gallery_id)
    with pytest.raises(NotFound):
        galleries.delete(actor=OWNER, gallery_id="no such gallery")


def test_success_two_deletions_at_once_do_not_touch_the_next_gallery_of_this_folder() -> None:
    keys = [f"galleries/Asia/Japan/Twice deleted/{n}.jpg" for n in range(2)]
    storage.upload(keys[0], make.jpeg(), "image/jpeg")
    events.handle(make.event(keys[0]))
    (gallery,) = (each for each in Gallery.by_shelf.query("public") if each.name == "Twice deleted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "delete", lambda names: 1 / 0)
        deleted = galleries.delete(actor=make.admin(), gallery_id=gallery.gallery_id)
    slow = jobs.find(deleted.job_id)
    galleries.reconcile()
    storage.upload(keys[1], make.jpeg(), "image/jpeg")
    events.handle(make.event(keys[1]))
    assert slow
    assert deletion.step(slow)
    again = lookup.find(gallery.gallery_id)
    assert again
    assert (again.photo_count, make.keys_under("galleries/Asia/Japan/Twice deleted/")) == (1, [keys[1]])
    assert make.keys_under(f"thumbnails/{gallery.gallery_id}/")


def test_success_cut_off_it_goes_on_though_the_name_is_taken_again() -> None:
    gallery = make.gallery(OWNER)
    make.ingested(OWNER, gallery.gallery_id)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "delete", lambda names: 1 / 0)
        assert galleries.delete(actor=OWNER, gallery_id=gallery.gallery_id).job_id
    heir = make.gallery(OWNER, name=gallery.name)
    assert galleries.delete(actor=OWNER, gallery_id=gallery.gallery_id).photos == 1
    with pytest.raises(Conflict):
        make.gallery(OWNER, name=heir.name)


def test_success_older_gallery_that_never_claimed_its_name_frees_nobody_elses() -> None:
    claimed = make.gallery(OWNER)
    older = Gallery("older-one", name=claimed.name, continent="Europe", country="Iceland", years=[2010])
    older.save()
    galleries.delete(actor=make.admin(), gallery_id="older-one")
    with pytest.raises(Conflict):
        make.gallery(OWNER, name=claimed.name)


def test_fail_announcing_into_a_gallery_that_goes_in_the_same_moment() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    with (
        meanwhile.before_first_transaction(lambda: galleries.delete(actor=OWNER, gallery_id=gallery_id)),
        pytest.raises(NotFound),
    ):
        make.announced(OWNER, gallery_id)
    assert traces(gallery_id) == []


def test_success_one_deletion_that_cannot_be_finished_stops_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = make.gallery(OWNER).gallery_id
    meanwhile.gallery_deletion_cut_off(OWNER, stuck)
    waiting = make.arrived(OWNER, make.gallery(OWNER).gallery_id)
    gallery_id = waiting.key.split("/")[1]
    monkeypatch.setattr(storage, "listing", lambda prefix: 1 / 0)
    assert galleries.reconcile(grace=0).failed >= 1
    photo = photos.get(actor=OWNER, photo_id=waiting.photo_id)[0]
    assert (photo.gallery_id, photo.status) == (gallery_id, "ready")
