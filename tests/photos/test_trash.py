"""The trash: nobody finds what is in it but its owner, who brings it back as it was."""

from datetime import timedelta

import pytest
import requests
from django.test import Client

from galleries import lookup as galleries_lookup
from galleries import services as galleries
from galleries.presentation import photo_dicts
from galleries.services import reconcile
from gallery_project.errors import Invalid, NotFound
from gallery_project.tables import iso, now
from gallery_project.trash import days_left
from photos import lookup, storage
from photos import services as photos
from photos.models import Photo
from photos.services import listing
from tests import make

OWNER = make.photographer()


def trashed(gallery_id: str, body: bytes | None = None) -> Photo:
    photo = make.ingested(OWNER, gallery_id, body)
    assert photos.trash(actor=OWNER, photo_ids=[photo.photo_id]).updated == 1
    return fresh(photo)


def fresh(photo: Photo) -> Photo:
    current = lookup.read(photo.gallery_id, photo.photo_id)
    assert current
    return current


def picture(photo: Photo) -> str:
    gallery = galleries_lookup.find(photo.gallery_id)
    assert gallery
    return str(photo_dicts(gallery, [photo])[0]["fullSizeURL"])


def test_success_nobody_finds_it_and_its_addresses_open_nothing(client: Client) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo, other = make.ingested(OWNER, gallery_id), make.ingested(OWNER, gallery_id)
    kept = picture(photo)
    photos.trash(actor=OWNER, photo_ids=[photo.photo_id])
    gallery = galleries_lookup.find(gallery_id)
    assert gallery
    assert (gallery.photo_count, gallery.ready_count, gallery.cover["photoId"]) == (1, 1, other.photo_id)
    assert requests.get(kept, timeout=30).status_code == 404
    assert client.get(f"/photos/{photo.photo_id}/").status_code == 404
    assert client.get(f"/api/v1/photos/{photo.photo_id}").status_code == 404
    for actor in (OWNER, make.visitor()):
        with pytest.raises(NotFound):
            photos.get(actor=actor, photo_id=photo.photo_id)
    assert photos.several(actor=OWNER, gallery_id=gallery_id, photo_ids=[photo.photo_id]) == []
    assert photos.unfinished(actor=OWNER, gallery_id=gallery_id) == []
    assert [each.photo_id for each in Photo.by_order.query(gallery_id)] == [other.photo_id]
    own = photos.listed(actor=OWNER, filters=listing.Filters(owner=OWNER.user_id), size=200)
    assert photo.photo_id not in [each.photo_id for each, _gallery in own.items]
    assert make.rows(photo.photo_id) == {"site|trash", *_carers()}
    assert fresh(photo).work_state is None


def _carers() -> set[str]:
    from photos import facets

    return {f"{facets.caring(OWNER.user_id)}|trash"}


def test_success_it_comes_back_where_it_was() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    before = [make.ingested(OWNER, gallery_id).photo_id for _ in range(3)]
    photos.trash(actor=OWNER, photo_ids=before[:2])
    assert photos.restore(actor=OWNER, photo_ids=before[:2]).updated == 2
    assert [photo.photo_id for photo in Photo.by_order.query(gallery_id)] == before
    gallery, photo = galleries_lookup.find(gallery_id), lookup.read(gallery_id, before[0])
    assert gallery
    assert photo
    assert (gallery.photo_count, gallery.ready_count, gallery.cover["photoId"]) == (3, 3, before[0])
    assert requests.get(picture(photo), timeout=30).status_code == 200
    assert (photo.trashed_at, photo.trashed_order, photo.leftovers) == (None, None, None)
    assert "public|all" in make.rows(photo.photo_id)
    assert not any(facet.endswith("|trash") for facet in make.rows(photo.photo_id))


def test_success_the_list_shows_the_latest_first_and_the_staff_all() -> None:
    owner = make.photographer()
    gallery = make.gallery(owner)
    ids = [make.ingested(owner, gallery.gallery_id).photo_id for _ in range(3)]
    for photo_id in ids:
        photos.trash(actor=owner, photo_ids=[photo_id])
    first = photos.trashed(actor=owner, size=2)
    rest = photos.trashed(actor=owner, cursor=first.next_cursor, size=2)
    assert [photo.photo_id for photo, _gallery in [*first.items, *rest.items]] == ids[::-1]
    assert rest.next_cursor == ""
    assert days_left(first.items[0][0].trashed_at) == 30
    assert photos.trashed(actor=make.photographer()).items == []
    assert {photo.photo_id for photo, _gallery in photos.trashed(actor=make.admin(), size=3).items} == set(ids)


def test_success_what_is_purged_leaves_nothing() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo = trashed(gallery_id)
    assert photos.purge(actor=OWNER, photo_ids=[photo.photo_id]).updated == 1
    assert lookup.read(gallery_id, photo.photo_id) is None
    assert make.rows(photo.photo_id) == set()
    assert not any(photo.photo_id in key for key in make.keys_under(""))


def test_success_thirty_days_later_it_goes_by_itself() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    late, young = trashed(gallery_id), trashed(gallery_id)
    long_ago = iso(now() - timedelta(days=30, minutes=1))

    def age(photo: Photo) -> None:
        photo.trashed_at = long_ago

    from photos import changes

    changes.apply(late, age)
    reconcile()
    assert lookup.read(gallery_id, late.photo_id) is None
    assert fresh(young).is_trashed


def test_fail_only_its_owner_brings_it_back_or_purges_it() -> None:
    photo = trashed(make.gallery(OWNER).gallery_id)
    for actor in (make.photographer(), make.visitor()):
        for door in (photos.restore, photos.purge, photos.trash):
            assert door(actor=actor, photo_ids=[photo.photo_id]).updated == 0
    assert fresh(photo).is_trashed


def test_fail_what_is_not_in_the_trash_is_not_purged() -> None:
    photo = make.ingested(OWNER, make.gallery(OWNER).gallery_id)
    done = photos.purge(actor=OWNER, photo_ids=[photo.photo_id])
    assert (done.updated, done.errors[0]["photoId"]) == (0, photo.photo_id)
    assert fresh(photo).is_ready


def test_fail_too_many_and_what_is_not_ready() -> None:
    with pytest.raises(Invalid):
        photos.trash(actor=OWNER, photo_ids=[str(number) for number in range(1001)])
    failed = make.ingested(OWNER, make.gallery(OWNER).gallery_id, b"no photo")
    assert photos.trash(actor=OWNER, photo_ids=[failed.photo_id]).errors
    assert fresh(failed).status == "failed"


def test_success_an_event_that_comes_again_brings_nothing_back(deliver) -> None:  # type: ignore[no-untyped-def]
    photo = trashed(make.gallery(OWNER).gallery_id)
    galleries.receive(key=str(photo.s3_key))
    assert fresh(photo).is_trashed


def test_success_a_file_put_there_anew_brings_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = trashed(make.gallery(OWNER).gallery_id)
    order = photo.trashed_order
    Photo(photo.gallery_id, photo.photo_id).update([Photo.trashed_at.set(iso(now() - timedelta(seconds=5)))])
    storage.upload(str(photo.s3_key), make.jpeg("other"), "image/jpeg")
    galleries.receive(key=str(photo.s3_key))
    back = fresh(photo)
    assert (back.status, back.sort_order, back.trashed_at) == ("ready", order, None)


def test_success_the_same_bytes_uploaded_again_bring_it_back() -> None:
    gallery_id, body = make.gallery(OWNER).gallery_id, make.jpeg()
    photo = trashed(gallery_id, body)
    twin = make.ingested(OWNER, gallery_id, body)
    assert (twin.status, twin.duplicate_of) == ("failed", photo.photo_id)
    assert fresh(photo).is_ready
    assert [each.photo_id for each in Photo.by_order.query(gallery_id)] == [photo.photo_id]


def test_success_photos_of_a_trashed_gallery_are_not_listed_beside_it() -> None:
    owner = make.photographer()
    gallery = make.gallery(owner)
    photo = make.ingested(owner, gallery.gallery_id)
    photos.trash(actor=owner, photo_ids=[photo.photo_id])
    galleries.trash(actor=owner, gallery_id=gallery.gallery_id)
    assert photos.trashed(actor=owner).items == []
    assert make.rows(photo.photo_id) == set()


def test_success_what_came_back_and_went_again_has_another_thirty_days() -> None:
    first = trashed(make.gallery(OWNER).gallery_id)
    Photo(first.gallery_id, first.photo_id).update([Photo.trashed_at.set(iso(now() - timedelta(days=31)))])
    late = fresh(first)
    photos.restore(actor=OWNER, photo_ids=[late.photo_id])
    photos.trash(actor=OWNER, photo_ids=[late.photo_id])
    assert not photos.purge_expired(photo=late)
    assert fresh(late).is_trashed


def test_success_whose_gallery_it_is_has_it_in_the_trash_whoever_uploaded_it() -> None:
    alice, bob, admin = make.photographer(), make.photographer(), make.admin()
    body, gallery_id = make.jpeg(), make.gallery(alice).gallery_id
    moved, twin = make.ingested(alice, gallery_id, body), make.ingested(alice, make.gallery(alice).gallery_id, body)
    private = make.gallery(bob, visibility="private").gallery_id
    moved = photos.move_to(actor=admin, photo_id=moved.photo_id, gallery_id=private)
    uploaded = make.ingested(admin, private)
    assert photos.duplicates(actor=alice).items == []
    photos.trash(actor=bob, photo_ids=[moved.photo_id, uploaded.photo_id])
    photos.trash(actor=alice, photo_ids=[twin.photo_id])
    assert [photo.photo_id for photo, _ in photos.trashed(actor=alice).items] == [twin.photo_id]
    assert {photo.photo_id for photo, _ in photos.trashed(actor=bob).items} == {moved.photo_id, uploaded.photo_id}
    assert galleries.empty_trash(actor=alice).totals["photos_deleted"] == 1
    assert fresh(moved).is_trashed


def test_success_one_photos_trouble_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    bad, good = (make.ingested(OWNER, gallery_id).photo_id for _ in range(2))
    managed = lookup.managed
    monkeypatch.setattr(lookup, "managed", lambda actor, each, *rest: 1 / 0 if each == bad else managed(actor, each))
    done = photos.trash(actor=OWNER, photo_ids=[bad, good])
    assert (done.updated, [error["photoId"] for error in done.errors]) == (1, [bad])


def test_success_a_page_asks_before_it_is_deleted_for_good(client: Client) -> None:
    user = make.account()
    client.force_login(user)
    photo = make.ingested(user.actor, make.gallery(user.actor).gallery_id)
    photos.trash(actor=user.actor, photo_ids=[photo.photo_id])
    path = f"/manage/trash/photos/{photo.photo_id}/purge/"
    trash = client.get("/manage/trash/").content.decode()
    assert f'href="{path}"' in trash
    assert f'action="{path}"' not in trash
    assert "cannot be undone" in client.get(path).content.decode()
    assert fresh(photo).is_trashed
    client.post(path)
    assert lookup.read(photo.gallery_id, photo.photo_id) is None
