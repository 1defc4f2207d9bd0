"""A gallery's page by date or by stars, and the one that begins at a photo: the same price whatever its size."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.errors import Invalid
from photos import services as photos
from tests import make
from tests.galleries.stock import MANY, OWNER, filled, large, photo_id
from tests.galleries.test_page import counted_reads

SIZE = photos.PAGE_SIZE


def numbers(page: galleries.GalleryPage) -> list[int]:
    return [int(str(photo.title)) for photo in page.photos.items]


def every_page(**asked: Any) -> Iterator[galleries.GalleryPage]:
    cursor = ""
    while True:
        page = galleries.get(cursor=cursor, **asked)
        yield page
        if not (cursor := page.photos.next_cursor):
            return
        asked.pop("at", None)


@contextmanager
def read_calls(most: int) -> Iterator[None]:
    with counted_reads() as reads:
        yield
    assert sum(reads.values()) - reads["bytes"] == most, dict(reads)


@pytest.mark.xdist_group("large gallery")
@pytest.mark.parametrize("sort", ["order", "date", "-date", "rating"])
def test_success_five_thousand_photos_cost_what_a_hundred_cost(client: Client, sort: str) -> None:
    prices = []
    for gallery_id in (filled(2 * SIZE + 4), large()):
        with counted_reads() as reads:
            answer = client.get(f"/galleries/{gallery_id}/", {"sort": sort})
        assert len(answer.context["photos"]) == SIZE
        assert reads["GetItem"] == reads["Query"] == 1
        assert sum(reads.values()) - reads["bytes"] == 2
        prices.append(reads["bytes"])
    assert abs(prices[0] - prices[1]) < 10  # its number of photos has more digits


@pytest.mark.xdist_group("large gallery")
@pytest.mark.parametrize("sort", ["order", "date", "rating"])
def test_success_link_to_one_of_five_thousand(client: Client, sort: str) -> None:
    wanted = photo_id(large(), MANY // 2)
    with read_calls(2):
        context = client.get(f"/galleries/{large()}/", {"sort": sort, "photo": wanted}).context
    assert context["open_photo"] == context["photos"][0]["id"] == wanted
    assert (len(context["photos"]), context["sort"]) == (SIZE, sort)
    assert "cursor=" in context["next_url"]
    assert "cursor=" not in context["first_url"]


@pytest.mark.parametrize("sort", ["order", "date", "-date", "rating"])
def test_success_pager_shows_every_photo_once_and_in_order(sort: str) -> None:
    count = SIZE * 2 + 3
    gallery_id = filled(count, private=2)
    for actor, first in ((STRANGER, 2), (OWNER, 0), (make.admin(), 0)):
        pages = list(every_page(actor=actor, gallery_id=gallery_id, sort=sort))
        shown = [n for page in pages for n in numbers(page)]
        every = list(range(first, count))
        if sort == "rating":
            assert [n % 2 for n in shown] == sorted((n % 2 for n in every), reverse=True)
            assert sorted(shown) == every
        else:
            assert shown == (every[::-1] if sort == "date" else every)
        assert [len(page.photos.items) for page in pages[:2]] == [SIZE, SIZE]


@pytest.mark.parametrize("sort", ["order", "date", "-date", "rating"])
def test_success_page_begins_at_a_photo(sort: str) -> None:
    gallery_id = filled(SIZE + 20)
    whole = [n for page in every_page(actor=STRANGER, gallery_id=gallery_id, sort=sort) for n in numbers(page)]
    at = whole[30]
    pages = list(every_page(actor=STRANGER, gallery_id=gallery_id, sort=sort, at=photo_id(gallery_id, at)))
    assert [n for page in pages for n in numbers(page)] == whole[30:]
    assert (pages[0].opened, pages[0].sort) == (photo_id(gallery_id, at), sort)


def test_success_gallery_that_fits_a_page_is_shown_whole() -> None:
    gallery_id = filled(SIZE, private=1)
    for actor, first in ((STRANGER, 1), (OWNER, 0)):
        page = galleries.get(actor=actor, gallery_id=gallery_id, at=photo_id(gallery_id, 20))
        assert (numbers(page), page.opened) == (list(range(first, SIZE)), photo_id(gallery_id, 20))
        assert (page.earlier, page.photos.next_cursor) == ("", "")


@pytest.mark.parametrize("sort", ["order", "date", "rating"])
def test_success_pages_lead_back_to_the_first(sort: str) -> None:
    gallery_id = filled(SIZE * 2 + 5)
    whole = [n for page in every_page(actor=STRANGER, gallery_id=gallery_id, sort=sort) for n in numbers(page)]
    page = galleries.get(actor=STRANGER, gallery_id=gallery_id, sort=sort, at=photo_id(gallery_id, whole[-3]))
    found = numbers(page)
    while page.earlier:
        page = galleries.get(actor=STRANGER, gallery_id=gallery_id, sort=sort, cursor=page.earlier)
        assert page.photos.next_cursor
        found = numbers(page) + found
    assert found == whole


@pytest.mark.parametrize("sort", ["order", "rating"])
def test_success_hidden_and_unknown_photos_are_as_if_not_asked_for(client: Client, sort: str) -> None:
    gallery_id = filled(SIZE + 5, private=1)
    elsewhere = photo_id(filled(1), 0)
    plain = client.get(f"/galleries/{gallery_id}/", {"sort": sort})
    for wanted in (photo_id(gallery_id, 0), elsewhere, "nothing", "x" * 2000):
        with read_calls(2):
            page = client.get(f"/galleries/{gallery_id}/", {"sort": sort, "photo": wanted})
        assert page.context["photos"] == plain.context["photos"]
        assert (page.context["open_photo"], page.context["first_url"]) == ("", "")
    assert galleries.get(actor=OWNER, gallery_id=gallery_id, at=photo_id(gallery_id, 0)).opened


def test_success_whoever_looks_it_is_two_reads() -> None:
    gallery_id = filled(SIZE + 1, private=1)
    for actor, shown in ((OWNER, SIZE + 1), (make.photographer(), SIZE), (make.admin(), SIZE + 1), (STRANGER, SIZE)):
        cursor, found = "", 0
        while cursor or not found:
            with read_calls(2):
                page = galleries.get(actor=actor, gallery_id=gallery_id, sort="date", cursor=cursor)
            cursor, found = page.photos.next_cursor, found + len(page.photos.items)
        assert found == shown


def test_success_strangers_get_no_order_that_tells_hidden_dates(client: Client, admin_client: Client) -> None:
    gallery_id = filled(3)
    cursor = galleries.get(actor=STRANGER, gallery_id=gallery_id, sort="date", size=1).photos.next_cursor
    galleries.update(actor=OWNER, gallery_id=gallery_id, show_exif=False)
    for asked in (
        {"sort": "date"},
        {"sort": "date", "photo": photo_id(gallery_id, 0)},
        {"sort": "date", "cursor": cursor},
    ):
        context = client.get(f"/galleries/{gallery_id}/", asked).context
        assert [photo["title"] for photo in context["photos"]] == ["00000", "00001", "00002"]
        assert (context["sort"], [each["name"] for each in context["sorts"]]) == ("order", ["order", "rating"])
    assert client.get(f"/photos/{photo_id(gallery_id, 0)}/", {"sort": "date"}).context["previous"] is None
    context = admin_client.get(f"/galleries/{gallery_id}/", {"sort": "date"}).context
    assert [photo["title"] for photo in context["photos"]] == ["00002", "00001", "00000"]
    assert len(context["sorts"]) == 4


@pytest.mark.parametrize("layout", [None, 1])
def test_success_older_gallery_keeps_its_own_order(client: Client, layout: int | None) -> None:
    gallery_id = filled(SIZE + 2)
    action = Gallery.layout.remove() if layout is None else Gallery.layout.set(layout)
    Gallery(gallery_id).update([action])
    for asked in ({"sort": "date"}, {"sort": "rating", "photo": photo_id(gallery_id, 4)}):
        context = client.get(f"/galleries/{gallery_id}/", asked).context
        assert (context["sort"], context["sorts"]) == ("order", [])
        start = 4 if context["open_photo"] else 0
        assert context["photos"][0]["title"] == f"{start:05}"
        assert "sort=" not in context["next_url"]
        if context["next_url"]:
            assert client.get(context["next_url"]).status_code == 200


def test_success_addresses_keep_the_sort(client: Client) -> None:
    gallery_id = filled(SIZE + 1)
    context = client.get(f"/galleries/{gallery_id}/", {"sort": "-date"}).context
    assert [(each["name"], each["is_current"]) for each in context["sorts"]] == [
        ("order", False),
        ("date", False),
        ("-date", True),
        ("rating", False),
    ]
    following = client.get(context["next_url"]).context
    assert (following["sort"], len(following["photos"]), following["next_url"]) == ("-date", 1, "")
    assert following["first_url"].endswith("/?sort=-date")


def test_success_cursor_of_one_sort_opens_no_other() -> None:
    gallery_id = filled(SIZE + 1)
    cursor = galleries.get(actor=STRANGER, gallery_id=gallery_id, sort="date").photos.next_cursor
    assert b"dateOrder" not in base64.urlsafe_b64decode(cursor + "==")
    for asked in ({"sort": "-date"}, {"sort": "order"}):
        with pytest.raises(Invalid):
            galleries.get(actor=STRANGER, gallery_id=gallery_id, cursor=cursor, **asked)


@pytest.mark.parametrize(("visibility", "status"), [("unlisted", 200), ("private", 404)])
def test_success_sorted_page_of_a_hidden_gallery(client: Client, visibility: str, status: int) -> None:
    gallery_id = filled(3)
    galleries.update(actor=OWNER, gallery_id=gallery_id, visibility=visibility)
    for asked in ({"sort": "rating"}, {"photo": photo_id(gallery_id, 1)}):
        assert client.get(f"/galleries/{gallery_id}/", asked).status_code == status
        assert client.get("/galleries/nothing/", asked).status_code == 404
        assert client.get(f"/galleries/{'x' * 1100}/", asked).status_code == 404


def test_fail_no_read_more_for_a_hidden_gallery_than_for_none(client: Client) -> None:
    """However it was looked at before, and with the address of a page or a photo in it."""
    gallery_id = filled(SIZE + 1)
    cursor = client.get(f"/galleries/{gallery_id}/", {"sort": "date"}).context["next_cursor"]
    galleries.update(actor=OWNER, gallery_id=gallery_id, visibility="private")
    galleries.get(actor=OWNER, gallery_id=gallery_id, sort="date")
    for asked in ({}, {"cursor": cursor}, {"photo": photo_id(gallery_id, 1)}):
        for unseen in (gallery_id, "nothing"):
            with read_calls(1):
                assert client.get(f"/galleries/{unseen}/", {"sort": "date", **asked}).status_code == 404


def test_fail_unknown_sort(client: Client) -> None:
    gallery_id = filled(1)
    assert client.get(f"/galleries/{gallery_id}/", {"sort": "size"}).status_code == 400
