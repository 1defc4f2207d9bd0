"""A photo moves into another gallery, whatever stops it on its way: in one of them always, in both never."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests

from accounts.actors import SYSTEM
from galleries import lookup as galleries_lookup
from galleries import services as galleries
from galleries.models import Gallery
from galleries.presentation import photo_dicts
from galleries.services import reconcile
from gallery_project import claims
from gallery_project.errors import Conflict, NotAllowed, NotFound
from photos import facets, keys, lookup, storage
from photos import services as photos
from photos.models import Photo
from photos.rows import PhotoFacet
from photos.services import crossing, moving
from ratings import services as ratings
from tests import make

OWNER = make.photographer()


def found(gallery_id: str) -> Gallery:
    gallery = galleries_lookup.find(gallery_id)
    assert gallery
    return gallery


@pytest.fixture
def target() -> str:
    return make.gallery(OWNER).gallery_id


def move(photo: Photo, gallery_id: str) -> Photo:
    return photos.move_to(actor=OWNER, photo_id=photo.photo_id, gallery_id=gallery_id)


def assert_is_in(photo: Photo, gallery_id: str, elsewhere: str) -> None:
    """Wholly in one gallery, with nothing left in the other one."""
    there = lookup.read(gallery_id, photo.photo_id)
    assert there
    assert lookup.read(elsewhere, photo.photo_id) is None
    assert (there.status, there.work_state, there.leftovers, there.moving_to) == ("ready", None, None, None)
    assert (there.lease_until, there.sha256) == (None, photo.sha256)
    gallery, other = found(gallery_id), found(elsewhere)
    assert (gallery.photo_count, gallery.ready_count, gallery.stored_bytes) == (1, 1, photo.size)
    assert (other.photo_count, other.ready_count, other.stored_bytes) == (0, 0, 0)
    assert gallery.cover["photoId"] == photo.photo_id
    assert other.cover is None
    assert make.json_under(keys.gallery_sidecar(elsewhere)).get("cover") is None
    assert make.json_under(keys.photo_sidecar(gallery_id, photo.photo_id))["s3Key"] == there.s3_key
    assert [key for key in make.keys_under("") if elsewhere in key] == [keys.gallery_sidecar(elsewhere)]
    rows = list(PhotoFacet.scan(PhotoFacet.photo_id == photo.photo_id))
    assert {row.gallery_id for row in rows} == {gallery_id}
    assert {(row.facet, row.entry) for row in rows} == facets.of(there, gallery).rows(there)
    assert claims.holder_of(claims.photo_digest(gallery_id, str(photo.sha256))) == photo.photo_id
    assert claims.holder_of(claims.photo_digest(elsewhere, str(photo.sha256))) is None
    (shown,) = photo_dicts(gallery, [there])
    assert requests.get(shown["fullSizeURL"], timeout=30).status_code == 200
    assert storage.head(str(there.s3_key))


def test_success_moved_with_all_it_has_and_back(target: str) -> None:
    source = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, source)
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Fjord", tags=["sea"])
    ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=4)
    moved = move(photo, target)
    assert (moved.title, moved.tags, moved.rating_sum, moved.s3_key) == (
        "Fjord",
        ["sea"],
        4,
        f"galleries/{target}/{photo.photo_id}.jpg",
    )
    assert_is_in(photo, target, source)
    again = ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=5).photo
    assert (again.gallery_id, again.rating_count, again.rating_sum) == (target, 2, 9)
    move(photo, source)
    assert_is_in(photo, source, target)


def test_success_the_event_of_the_copy_makes_nothing_new(target: str, deliver: Callable[[], int]) -> None:
    source = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, source)
    moved = move(photo, target)
    deliver()
    galleries.receive(key=str(moved.s3_key))
    current = lookup.read(target, photo.photo_id)
    assert current
    assert (current.revision, current.renditions) == (moved.revision, moved.renditions)
    assert_is_in(photo, target, source)


def dropped(key: str) -> Photo:
    storage.upload(key, make.jpeg(), "image/jpeg")
    photo = galleries.receive(key=key)
    assert photo
    return photo


def test_success_a_file_dropped_into_a_place_stays_where_it_lies(target: str) -> None:
    key = f"galleries/Europe/Norway/{target}/a.jpg"
    photo = dropped(key)
    moved = photos.move_to(actor=make.admin(), photo_id=photo.photo_id, gallery_id=target)
    assert moved.s3_key == key
    galleries.delete(actor=SYSTEM, gallery_id=photo.gallery_id)
    assert storage.head(key)
    galleries.receive(key=key)
    assert [each.photo_id for each in Photo.query(target)] == [photo.photo_id]


def test_success_a_file_dropped_into_the_gallery_s_folder_goes_along(target: str) -> None:
    source = make.gallery(OWNER).gallery_id
    photo = dropped(f"galleries/{source}/holiday.jpg")
    with before_the_transaction(lambda: galleries.receive(key=f"galleries/{target}/{photo.photo_id}.jpg")):
        moved = move(photo, target)
    galleries.receive(key=str(moved.s3_key))
    assert [each.photo_id for each in Photo.query(target)] == [photo.photo_id]
    assert_is_in(photo, target, source)
    photos.delete(actor=OWNER, photo_id=photo.photo_id)
    assert storage.head(str(moved.s3_key)) is None


@contextmanager
def before_the_transaction(act: Callable[[], object]) -> Iterator[None]:
    commit = crossing.Crossing.commit

    def acting(way: crossing.Crossing) -> Photo:
        act()
        return commit(way)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crossing.Crossing, "commit", acting)
        yield


@pytest.mark.parametrize("is_late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (crossing.Crossing, "check"),
        (crossing.Crossing, "copy"),
        (crossing.Crossing, "commit"),
        (moving, "_follow"),
        (storage, "copy"),
        (storage, "delete"),
        (storage, "upload_json"),
        (crossing, "transact"),
    ],
)
def test_success_a_kill_at_any_step_is_finished_later(
    target: str, owner: Any, name: str, is_late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, source)
    real = getattr(owner, name)

    def killed(*args: Any, **more: Any) -> Any:
        if is_late:
            real(*args, **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, killed)
        with pytest.raises(KeyboardInterrupt):
            move(photo, target)
    galleries.break_leases()
    assert reconcile().failed == 0
    assert_is_in(photo, target, source)


def killed_at(name: str, photo: Photo, target: str) -> None:
    """Stop before this step of the move, and let nobody hold the photo."""

    def killed(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(name, killed)
        with pytest.raises(KeyboardInterrupt):
            move(photo, target)
    galleries.break_leases()


def test_success_an_edit_while_a_move_waits_to_go_on(target: str) -> None:
    source = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, source)
    killed_at("photos.services.crossing.transact", photo, target)
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Late")
    reconcile()
    assert_is_in(photo, target, source)


def test_success_a_scan_of_the_bucket_before_the_rest_is_cleared_away(target: str) -> None:
    source = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, source)
    killed_at("photos.services.moving._follow", photo, target)
    galleries.rebuild(kind="scan_photos", tell=lambda job: None)
    reconcile()
    assert_is_in(photo, target, source)


@pytest.mark.parametrize("what", ["rating", "edit"])
def test_success_what_comes_in_between_is_not_lost(target: str, what: str) -> None:
    photo = make.ingested(OWNER, make.gallery(OWNER).gallery_id)

    def meanwhile() -> None:
        if what == "rating":
            ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=2)
        else:
            photos.update(actor=OWNER, photo_id=photo.photo_id, title="Late")

    with once_before_the_write(meanwhile):
        moved = move(photo, target)
    assert (moved.rating_sum, moved.title) == ((2, None) if what == "rating" else (0, "Late"))


@contextmanager
def once_before_the_write(act: Callable[[], object]) -> Iterator[None]:
    """Once, after the photo was read for the transaction and before that is sent."""
    real, acts = crossing.transact, [act]

    def late(build: Any) -> None:
        if acts:
            acts.pop()()
        real(build)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crossing, "transact", late)
        yield


@pytest.mark.parametrize("lost", [slice(0, 1), slice(None)], ids=["one", "all"])
def test_success_renditions_that_got_lost_are_made_anew(target: str, lost: slice) -> None:
    source = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, source, make.jpeg(size=(800, 600)))
    storage.delete(keys.made(source, photo.photo_id, photo.renditions)[lost])
    assert move(photo, target).gallery_id == target
    assert reconcile().failed == 0
    assert_is_in(photo, target, source)


def test_success_hidden_on_its_way_it_takes_no_known_address_along(target: str) -> None:
    source = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, source)

    def hide() -> None:
        photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")

    with before_the_transaction(hide):
        moved = move(photo, target)
    assert (moved.visibility, moved.renditions["hash"] == photo.renditions["hash"]) == ("private", False)
    prefix = keys.renditions(target, photo.photo_id)
    assert make.keys_under(prefix) == keys.made(target, photo.photo_id, moved.renditions)


def test_fail_where_the_file_is_already(target: str) -> None:
    source, body = make.gallery(OWNER).gallery_id, make.jpeg()
    photo, twin = make.ingested(OWNER, source, body), make.ingested(OWNER, target, body)
    before = make.keys_under("")
    with pytest.raises(Conflict, match="already in that gallery"):
        move(photo, target)
    photos.trash(actor=OWNER, photo_ids=[twin.photo_id])
    with pytest.raises(Conflict, match="in the trash of that gallery"):
        move(photo, target)
    photos.restore(actor=OWNER, photo_ids=[twin.photo_id])
    current = lookup.read(source, photo.photo_id)
    assert current
    assert (current.moving_to, current.lease_until, current.work_state) == (None, None, None)
    assert len(make.keys_under("")) == len(before)
    assert (found(source).photo_count, found(target).photo_count) == (1, 1)


def test_fail_when_the_gallery_goes_meanwhile(target: str) -> None:
    source = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, source)
    with before_the_transaction(lambda: galleries.trash(actor=OWNER, gallery_id=target)), pytest.raises(NotFound):
        move(photo, target)
    galleries.restore(actor=OWNER, gallery_id=target)
    assert_is_in(photo, source, target)


def test_fail_others_galleries_unfinished_photos_and_busy_ones(target: str) -> None:
    source = make.gallery(OWNER).gallery_id
    photo, failed = make.ingested(OWNER, source), make.ingested(OWNER, source, b"no photo")
    with pytest.raises(NotAllowed):
        move(photo, make.gallery(make.photographer()).gallery_id)
    with pytest.raises(NotFound):
        move(photo, make.gallery(make.photographer(), visibility="private").gallery_id)
    with pytest.raises(NotAllowed):
        photos.move_to(actor=make.photographer(), photo_id=photo.photo_id, gallery_id=target)
    with pytest.raises(Conflict):
        move(failed, target)
    Photo(source, photo.photo_id).update([Photo.lease_until.set(time.time() + 60)])
    with pytest.raises(Conflict, match="being worked on"):
        move(photo, target)
