"""Somebody copies folders into the bucket with any S3 client."""

import unicodedata
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from photos import events, storage
from photos import services as photos
from photos.models import Photo
from tests import make, meanwhile

OWNER = make.photographer()


def put(key: str, body: bytes | None = None) -> str:
    storage.upload(key, body or make.jpeg(), "binary/octet-stream")
    return key


def galleries_named(name: str) -> list[Gallery]:
    return [gallery for gallery in Gallery.by_shelf.query("public") if gallery.name == name]


def test_success_folder_becomes_a_gallery(deliver: Callable[[], int]) -> None:
    put("galleries/Asia/Japan/Kyoto 2023/IMG 1.jpg")
    deliver()
    (gallery,) = galleries_named("Kyoto 2023")
    assert (gallery.continent, gallery.country, gallery.years) == ("Asia", "Japan", [2023])
    (photo,) = galleries.get(actor=STRANGER, gallery_id=gallery.gallery_id).photos.items
    assert (photo.title, photo.s3_key) == ("IMG 1", "galleries/Asia/Japan/Kyoto 2023/IMG 1.jpg")


@pytest.mark.parametrize("name", ["Tōkyō + Ōsaka & friends (50%)", "a=b?c#d", "Grüße"])
def test_success_odd_names_survive(name: str, deliver: Callable[[], int]) -> None:
    put(f"galleries/Asia/Japan/{name}/süß + 1%.jpg")
    deliver()
    assert galleries_named(name)[0].photo_count == 1


def test_success_parallel_files_of_one_folder_make_one_gallery() -> None:
    keys = [put(f"galleries/Africa/Namibia/Dunes/{n}.jpg") for n in range(12)]
    with ThreadPoolExecutor(12) as threads:
        list(threads.map(lambda key: events.handle(make.event(key)), keys * 2))
    (gallery,) = galleries_named("Dunes")
    assert gallery.photo_count == 12
    assert len(list(Photo.query(gallery.gallery_id))) == 12


def test_success_gallery_that_another_file_made_first_is_joined() -> None:
    first, second = (make.event(put(f"galleries/Africa/Namibia/Coast/{n}.jpg")) for n in range(2))
    with meanwhile.before_first_transaction(lambda: events.handle(second)):
        events.handle(first)
    (gallery,) = galleries_named("Coast")
    assert gallery.photo_count == 2


def test_success_record_that_another_delivery_made_first_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    made = make.gallery(OWNER)
    event = make.event(put(f"galleries/{made.gallery_id}/1.jpg"))
    head, others = storage.head, [event]

    def slow(key: str) -> storage.Stored | None:
        if others:
            events.handle(others.pop())
        return head(key)

    monkeypatch.setattr(storage, "head", slow)
    events.handle(event)
    assert galleries.get(actor=STRANGER, gallery_id=made.gallery_id).gallery.photo_count == 1


def test_success_joins_the_gallery_that_has_this_name() -> None:
    made = make.gallery(OWNER, name="Lofoten by night", country="Norway")
    events.handle(make.event(put("galleries/Europe/Norway/lofoten BY night/1.jpg")))
    page = galleries.get(actor=STRANGER, gallery_id=made.gallery_id)
    assert page.gallery.photo_count == 1
    assert page.photos.items[0].owner_id == OWNER.user_id


def test_success_file_in_a_gallerys_own_folder() -> None:
    made = make.gallery(OWNER)
    events.handle(make.event(put(f"galleries/{made.gallery_id}/from my camera.jpg")))
    assert galleries.get(actor=STRANGER, gallery_id=made.gallery_id).gallery.photo_count == 1


def test_success_folder_without_a_place_becomes_a_gallery_too() -> None:
    events.handle(make.event(put("galleries/Attic finds/1.jpg")))
    (gallery,) = galleries_named("Attic finds")
    assert (gallery.continent, gallery.photo_count) == ("Elsewhere", 1)


def test_success_notes_beside_photos_are_left_alone() -> None:
    for name in ("notes.txt", ".hidden.jpg", "._copied by a Mac.jpg"):
        events.handle(make.event(put(f"galleries/Asia/Japan/With notes/{name}", b"remember")))
    for key in ("galleries/thumbnails/1.jpg", "galleries/Asia/Japan/thumbnails/1.jpg"):
        events.handle(make.event(put(key)))
    assert galleries_named("With notes") + galleries_named("thumbnails") == []


def test_success_late_event_does_not_bring_a_deleted_gallery_back() -> None:
    made = make.gallery(OWNER)
    ticket = make.announced(OWNER, made.gallery_id)
    galleries.delete(actor=OWNER, gallery_id=made.gallery_id)
    make.post(ticket, make.jpeg())
    events.handle(make.event(ticket.key))
    assert list(Photo.query(made.gallery_id)) == []


def test_success_twin_in_a_folder_is_reported_but_never_deleted() -> None:
    keys = [put(f"galleries/Asia/Nepal/Twins/{n}.jpg", make.jpeg("same twin")) for n in range(2)]
    events.handle(make.event(*keys))
    assert sorted(photo.status for photo in Photo.query(galleries_named("Twins")[0].gallery_id)) == ["failed", "ready"]
    assert make.keys_under("galleries/Asia/Nepal/Twins/") == keys


def test_success_upload_that_was_given_up_or_deleted_does_not_come_back() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    given_up, deleted = make.announced(OWNER, gallery_id), make.arrived(OWNER, gallery_id)
    photos.give_up_upload(actor=OWNER, gallery_id=gallery_id, photo_id=given_up.photo_id)
    photos.ingest(gallery_id=gallery_id, photo_id=deleted.photo_id)
    photos.delete(actor=OWNER, photo_id=deleted.photo_id)
    for ticket in (given_up, deleted):  # the signed forms still work for a while
        assert make.post(ticket, make.jpeg()).status_code == 204
        events.handle(make.event(ticket.key))
    galleries.adopt_unrecorded()
    assert list(Photo.query(gallery_id)) == []


def test_success_folder_that_differs_in_case_joins() -> None:
    events.handle(make.event(put("galleries/Summer drop/1.jpg"), put("galleries/summer DROP/2.jpg")))
    (gallery,) = galleries_named("Summer drop")
    assert gallery.photo_count == 2


def test_success_accents_of_a_mac_are_the_same_name() -> None:
    one, two = (unicodedata.normalize(form, "José in Évora") for form in ("NFC", "NFD"))
    assert one != two
    for name in (one, two):
        events.handle(make.event(put(f"galleries/Europe/Portugal/{name}/{len(name)}.jpg")))
    (gallery,) = galleries_named(one)
    assert gallery.photo_count == 2


def test_success_folder_called_new_is_a_gallery_like_any_other(admin_client: Client) -> None:
    events.handle(make.event(put("galleries/new/1.jpg")))
    (gallery,) = galleries_named("new")
    assert admin_client.get(f"/manage/galleries/{gallery.gallery_id}/").context["gallery"]["name"] == "new"


@pytest.mark.parametrize("folder", ["Asia/ /Kyoto", "Asia/Japan/" + "x" * 201])
def test_success_impossible_names_are_left_alone_and_stop_nobody_else(folder: str) -> None:
    put(f"galleries/{folder}/1.jpg")
    good = put(f"galleries/Asia/Japan/Z{uuid.uuid4()}/1.jpg")
    galleries.adopt_unrecorded()
    assert galleries_named(good.split("/")[3])[0].photo_count == 1


def test_fail_folder_waits_while_its_gallery_is_being_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    events.handle(make.event(put("galleries/Asia/Japan/Going/1.jpg")))
    (gallery,) = galleries_named("Going")
    with monkeypatch.context() as patch:
        patch.setattr(storage, "delete", lambda names: 1 / 0)
        assert galleries.delete(actor=make.admin(), gallery_id=gallery.gallery_id).job_id
    late = make.event(put("galleries/Asia/Japan/Going/2.jpg"))
    with pytest.raises(photos.Busy):
        events.handle(late)
    galleries.reconcile()
    events.handle(late)
    (again,) = galleries_named("Going")
    assert (again.gallery_id, again.photo_count) == (gallery.gallery_id, 1)


def test_success_renamed_gallery_keeps_the_files_of_its_old_folder() -> None:
    made = make.gallery(OWNER, name="Old name", country="Laos", continent="Asia")
    key = put("galleries/Asia/Laos/Old name/1.jpg")
    events.handle(make.event(key))
    galleries.update(actor=OWNER, gallery_id=made.gallery_id, name="New name")
    events.handle(make.event(key))
    galleries.adopt_unrecorded()
    assert galleries_named("Old name") == []
    assert galleries.get(actor=STRANGER, gallery_id=made.gallery_id).gallery.photo_count == 1
