"""Galleries as the older system wrote them: no order, no public index, nothing of what came later."""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.actors import STRANGER, SYSTEM
from galleries import services as galleries
from photos import services as photos
from photos.models import Photo
from photos.services import older
from tests import make
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
