"""Galleries as the older system wrote them: no order, no public index, nothing of what came later."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from accounts.actors import STRANGER, SYSTEM
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.errors import Conflict
from photos import services as photos
from photos.models import Photo
from photos.services import older
from tests import make, meanwhile
from tests.galleries.test_page import counted_reads


def stored(count: int, **fields: Any) -> str:
    """An older gallery whose photos are numbered against the order of their ids; its id."""
    gallery_id = f"older-{uuid.uuid4()}"
    put("Galleries", galleryId=gallery_id, name=gallery_id, continent="Europe", country="Norway")
    with_numbers = ((f"{gallery_id}-{n:04}", count - n) for n in range(count))
    for photo_id, number in with_numbers:
        put("GalleryPhotos", galleryId=gallery_id, photoId=photo_id, photoNumber=number, name=f"No {number}", **fields)
    return gallery_id


def put(table: str, **item: str | int) -> None:
    tables: Any = Photo._get_connection().connection.client
    typed = {k: {"N": str(v)} if isinstance(v, int) else {"S": v} for k, v in item.items()}
    tables.put_item(TableName=table, Item=typed)


def titles(gallery_id: str, size: int = 48, **actor: Any) -> list[str]:
    found, cursor = [], ""
    while True:
        page = galleries.get(actor=actor.get("actor", STRANGER), gallery_id=gallery_id, cursor=cursor, size=size).photos
        found += [str(photo.old_title) for photo in page.items]
        if not (cursor := page.next_cursor):
            return found


@pytest.mark.parametrize("size", [1, 3, 4, 48])
def test_success_by_number_on_every_page_once(size: int) -> None:
    assert titles(stored(8), size) == [f"No {n}" for n in range(1, 9)]


def test_success_more_than_are_ordered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(older, "_CHUNK", 3)
    gallery_id = stored(8)
    expected = ["No 6", "No 7", "No 8", "No 3", "No 4", "No 5", "No 1", "No 2"]
    for size in (2, 3, 5, 8):
        assert titles(gallery_id, size) == expected


def test_success_what_was_ordered_goes_by_its_order_and_the_rest_by_its_upload() -> None:
    gallery_id = stored(0)
    for name, item in {
        "last": {"uploadedAt": "2020-05-01T00:00:00Z"},
        "second": {"photoNumber": 7},
        "first": {"photoNumber": 9, "sortOrder": 1},
        "unreadable": {"uploadedAt": "yesterday", "width": 3},
    }.items():
        put("GalleryPhotos", galleryId=gallery_id, photoId=f"{name}-{gallery_id}", name=name, **item)  # type: ignore[arg-type]
    assert titles(gallery_id) == ["unreadable", "first", "second", "last"]


def test_success_a_page_is_two_reads() -> None:
    gallery_id = stored(60)
    with counted_reads() as reads:
        galleries.get(actor=STRANGER, gallery_id=gallery_id)
    assert (reads["GetItem"], reads["Query"]) == (1, 1)


def test_success_private_photos_are_for_the_staff() -> None:
    gallery_id = stored(3)
    photos.update(actor=SYSTEM, photo_id=f"{gallery_id}-0001", visibility="private")
    assert titles(gallery_id, 1) == ["No 1", "No 3"]
    assert titles(gallery_id, 1, actor=make.admin()) == ["No 1", "No 2", "No 3"]


def test_success_new_photos_come_behind_the_old_ones() -> None:
    gallery_id = stored(2)
    new = make.ingested(make.admin(), gallery_id)
    page = galleries.get(actor=STRANGER, gallery_id=gallery_id).photos
    assert [photo.photo_id for photo in page.items][2:] == [new.photo_id]


def test_success_what_an_item_does_not_say_is_always_the_same() -> None:
    gallery_id = stored(1)
    first, second = (Photo.get(gallery_id, f"{gallery_id}-0000") for _ in range(2))
    assert first.uploaded_at == second.uploaded_at


def test_success_pages_without_sizes_say_none(admin_client: Client) -> None:
    gallery_id = stored(1, thumbnail="https://older.example/t.jpg", image="https://older.example/i.jpg")
    photo_id = f"{gallery_id}-0000"
    photos.update(actor=SYSTEM, photo_id=photo_id, description="Now with words")
    pages = (f"/galleries/{gallery_id}/", f"/photos/{photo_id}/", f"/manage/photos/{photo_id}/")
    for url in (*pages, f"/manage/photos/{photo_id}/delete/"):
        text = admin_client.get(url).content.decode()
        assert "https://older.example/" in text
        assert '="None"' not in text
    cover = galleries.find(actor=STRANGER, gallery_id=gallery_id).cover
    assert cover["olderURL"] == "https://older.example/t.jpg"


def test_success_what_tells_a_place_or_a_person_stays_inside(client: Client) -> None:
    gallery_id = stored(1)
    (photo,) = Photo.query(gallery_id)
    kept = {"Make": "Nikon", "ISO": 100, "BodySerialNumber": "7", "GPSLatitude": 64.1, "GPSInfo": {"2": [64, 8]}}
    photo.exif = {**kept, "nested": {"Longitude": -21.9, "Lens": "50 mm"}, "ownerName": "Ada", "location": "home"}
    photo.save()
    for url in (f"/api/v1/photos/{photo.photo_id}", f"/api/photos/{photo.photo_id}"):
        shown = client.get(url).json()["exifData"]
        assert shown == {"Make": "Nikon", "ISO": 100, "nested": {"Lens": "50 mm"}}, url


def shown(client: Client, gallery_id: str) -> dict[str, Any]:
    answer = client.get(f"/api/galleries?id={gallery_id}")
    assert answer.status_code == 200
    return dict(answer.json())


def urls(photo_id: str) -> dict[str, str]:
    return {"thumbnail": f"https://older.example/{photo_id}/t.jpg", "image": f"https://older.example/{photo_id}/i.jpg"}


def with_cover(*names: str) -> tuple[str, list[str]]:
    """An older gallery whose coverPhotoURL is that of its first photo; the ids of gallery and photos."""
    gallery_id = stored(0)
    ids = [f"{gallery_id}-{name}" for name in names]
    for photo_id in ids:
        put("GalleryPhotos", galleryId=gallery_id, photoId=photo_id, **urls(photo_id))
    Gallery(gallery_id).update([Gallery.cover_photo_url.set(urls(ids[0])["thumbnail"])])
    return gallery_id, ids


@pytest.mark.parametrize("count", [None, 9, "9"])
def test_success_photo_count_is_exact_though_nobody_counted(client: Client, count: int | str | None) -> None:
    gallery_id = stored(4)
    if count is not None:
        put("Galleries", galleryId=gallery_id, name=gallery_id, continent="Europe", country="Norway", photoCount=count)
    photos.delete(actor=SYSTEM, photo_id=f"{gallery_id}-0000")
    photos.update(actor=SYSTEM, photo_id=f"{gallery_id}-0001", visibility="private")
    assert shown(client, gallery_id)["photoCount"] == 2
    assert client.get(f"/api/v1/galleries/{gallery_id}").json()["photoCount"] == 2
    list(galleries.upgrade_all(dry_run=False))
    gallery = galleries.find(actor=STRANGER, gallery_id=gallery_id)
    assert (gallery.layout, gallery.photo_count, gallery.ready_count) == (2, 2, 3)
    photos.update(actor=SYSTEM, photo_id=f"{gallery_id}-0001", visibility="public")
    assert Gallery.get(gallery_id).photo_count == 3


def test_success_upgrade_while_a_photo_is_deleted() -> None:
    gallery_id = stored(3)
    list(galleries.upgrade_all(dry_run=False))
    Gallery(gallery_id).update([Gallery.layout.remove(), Gallery.ready_count.remove()])
    with meanwhile.before_first_transaction(lambda: list(galleries.upgrade_all(dry_run=False))):
        photos.delete(actor=SYSTEM, photo_id=f"{gallery_id}-0000")
    gallery = Gallery.get(gallery_id)
    assert (gallery.photo_count, gallery.ready_count) == (2, 2)


@pytest.mark.parametrize("leave", [photos.delete, partial(photos.update, visibility="private")])
def test_success_cover_of_a_photo_that_leaves(client: Client, leave: Callable[..., object]) -> None:
    gallery_id, ids = with_cover("a", "b")
    for photo_id, cover in ((ids[0], urls(ids[1])["thumbnail"]), (ids[1], "")):
        leave(actor=SYSTEM, photo_id=photo_id)
        assert shown(client, gallery_id)["coverPhotoURL"] == cover
    assert "coverPhotoURL" not in make.json_under(f"metadata/{gallery_id}/gallery.json")


def test_success_cover_stays_when_another_photo_leaves(client: Client) -> None:
    gallery_id, ids = with_cover("a", "b")
    photos.delete(actor=SYSTEM, photo_id=ids[1])
    assert shown(client, gallery_id)["coverPhotoURL"] == urls(ids[0])["thumbnail"]


def test_success_older_cover_url_is_no_way_back_to_a_photo_that_left(client: Client) -> None:
    gallery_id, ids = with_cover("a", "b")
    galleries.set_cover(actor=SYSTEM, gallery_id=gallery_id, photo_id=ids[1])
    for photo_id in ids:
        photos.delete(actor=SYSTEM, photo_id=photo_id)
    assert shown(client, gallery_id)["coverPhotoURL"] == ""


def test_fail_arranging_what_has_no_order_yet() -> None:
    gallery_id = stored(2)
    ids = [f"{gallery_id}-0001", f"{gallery_id}-0000"]
    with pytest.raises(Conflict, match="upgrade_tables"):
        photos.arrange(actor=SYSTEM, gallery_id=gallery_id, photo_ids=ids)
    list(galleries.upgrade_all(dry_run=False))
    before = titles(gallery_id)
    photos.arrange(actor=SYSTEM, gallery_id=gallery_id, photo_ids=ids[::-1])
    assert titles(gallery_id) == before[::-1]


OLD_FACTS = '{"Make": "Nikon", "ISO": 100.0, "nan": NaN, "far": 1e999}'


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [({"n": "800"}, 800), ({"n": " 51.5 "}, 51.5), ({"n": "007"}, 7)]
    + [({"n": text}, None) for text in ("", "wide", "NaN", "1e999")],
)
def test_success_numbers_and_facts_as_text(client: Client, numbers: dict[str, str], expected: float | None) -> None:
    gallery_id, text = f"older-{uuid.uuid4()}", numbers["n"]
    photo_id = f"{gallery_id}-photo"
    put("Galleries", galleryId=gallery_id, name="Old", photoCount=text, latitude=text, longitude=text, sortOrder=1)
    fields = {"photoNumber": text, "width": text, "height": text, "exifData": OLD_FACTS}
    put("GalleryPhotos", galleryId=gallery_id, photoId=photo_id, **fields)
    told = shown(client, gallery_id)
    assert (told["photoCount"], told["latitude"], told["longitude"]) == (1, expected, expected)
    (photo,) = told["photos"]
    assert (photo["width"], photo["height"]) == (expected, expected)
    assert photo["exifData"] == {"Make": "Nikon", "ISO": 100, "nan": None, "far": None}
    for url in (f"/galleries/{gallery_id}/", f"/photos/{photo_id}/", f"/api/v1/photos/{photo_id}"):
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("text", ["", "Nikon", "[1]", "[" * 100_000])
def test_success_facts_that_are_no_facts(client: Client, text: str) -> None:
    gallery_id = stored(1, exifData=text)
    assert shown(client, gallery_id)["photos"][0]["exifData"] == {}
