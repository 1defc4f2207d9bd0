"""The management grid: what it shows, a page at a time, and one photo's actions in it."""

import re
from typing import Any

import pytest
from django.test import Client

from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project.errors import Invalid, NotAllowed, NotFound
from photos import lookup
from photos import services as photos
from photos.models import Photo
from tests import make

OWNER = make.photographer()
FRAGMENT = {"HX-Request": "true"}


def shown(answer: Any) -> list[str]:
    """The photos of an answer, in order."""
    return re.findall(r'data-photo="([^"]+)"', answer.content.decode())


def filled(gallery_id: str, count: int) -> list[str]:
    return [make.ingested(OWNER, gallery_id, filename=f"{n}.jpg").photo_id for n in range(count)]


def ordered(gallery_id: str) -> list[str]:
    return [photo.photo_id for photo in Photo.by_order.query(gallery_id)]


def test_success_shows_all_in_order_private_ones_too(gallery_id: str, admin_client: Client) -> None:
    ids = filled(gallery_id, 3)
    photos.update(actor=OWNER, photo_id=ids[1], visibility="private", title="Hidden")
    url = f"/manage/galleries/{gallery_id}/photos/"
    everything = admin_client.get(url)
    assert shown(everything) == ids
    assert [tab.get("count") for tab in everything.context["tabs"]] == [3, 1, None, None, None]
    assert shown(admin_client.get(url, {"show": "private"})) == [ids[1]]
    assert shown(admin_client.get(url, {"show": "untitled"})) == [ids[0], ids[2]]


def test_success_counts_of_an_older_gallery_that_knows_only_the_public_ones(
    gallery_id: str, admin_client: Client
) -> None:
    Gallery(gallery_id).update([Gallery.photo_count.set(99), Gallery.ready_count.remove()])
    page = admin_client.get(f"/manage/galleries/{gallery_id}/photos/")
    assert [tab.get("count") for tab in page.context["tabs"]] == [99, None, None, None, None]


def test_success_page_by_page(gallery_id: str, admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = filled(gallery_id, 5)
    monkeypatch.setattr("photos.services.contact_sheet.GRID_SIZE", 2)
    url, seen = f"/manage/galleries/{gallery_id}/photos/", []
    following: str | None = ""
    while following is not None:
        answer = admin_client.get(url + following.replace("&amp;", "&"))
        seen.append(shown(answer))
        found = re.search(r'rel="next" href="([^"]+)"', answer.content.decode())
        following = found[1] if found else None
    assert seen == [ids[:2], ids[2:4], ids[4:]]
    assert answer.context["before"] == ids[3]


def test_success_larger_and_remembered(gallery_id: str, admin_client: Client) -> None:
    filled(gallery_id, 1)
    url = f"/manage/galleries/{gallery_id}/photos/"
    first = admin_client.get(url, {"show": "untitled"})
    assert first.context["size"] == "small"
    small, large = (each["url"] for each in first.context["sizes"])
    assert (small, large) == ("?show=untitled&cells=small", "?show=untitled&cells=large")
    assert b'data-cells="large"' in admin_client.get(url + large).content
    assert b'data-cells="large"' in admin_client.get(url).content
    assert admin_client.get(url, {"cells": "huge"}).context["size"] == "large"


def test_success_begins_at_a_photo(gallery_id: str, admin_client: Client) -> None:
    ids = filled(gallery_id, 3)
    answer = admin_client.get(f"/manage/galleries/{gallery_id}/photos/", {"at": ids[1]})
    assert (shown(answer), answer.context["before"]) == (ids[1:], ids[0])
    for at in (ids[0], "nothing"):
        assert shown(admin_client.get(f"/manage/galleries/{gallery_id}/photos/", {"at": at})) == ids


def test_success_some_of_many_are_found_by_few_reads(
    gallery_id: str, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = filled(gallery_id, 4)
    photos.update(actor=OWNER, photo_id=ids[3], visibility="private")
    monkeypatch.setattr("photos.services.contact_sheet._CHUNK", 1)
    monkeypatch.setattr("photos.services.contact_sheet._ROUNDS", 2)
    first = photos.grid(actor=OWNER, gallery_id=gallery_id, show="private")
    assert first.photos.items == []
    second = photos.grid(actor=OWNER, gallery_id=gallery_id, show="private", cursor=first.photos.next_cursor)
    assert [photo.photo_id for photo in second.photos.items] == [ids[3]]


def test_success_what_is_not_finished_has_its_reason(gallery_id: str, admin_client: Client) -> None:
    make.ingested(OWNER, gallery_id, b"no photo", "diary.jpg")
    make.announced(OWNER, gallery_id, "later.jpg")
    text = admin_client.get(f"/manage/galleries/{gallery_id}/photos/", {"show": "unfinished"}).content.decode()
    assert "diary.jpg" in text
    assert "not a photo" in text
    assert "later.jpg" in text


def test_fail_a_list_that_does_not_exist(gallery_id: str) -> None:
    with pytest.raises(Invalid):
        photos.grid(actor=OWNER, gallery_id=gallery_id, show="stolen")


def test_fail_only_its_owner(gallery_id: str) -> None:
    with pytest.raises(NotAllowed):
        photos.grid(actor=make.photographer(), gallery_id=gallery_id)
    with pytest.raises(NotFound):
        photos.grid(actor=OWNER, gallery_id="nothing")


@pytest.mark.parametrize(
    ("where", "expected"), [("earlier", "102"), ("later", "021"), ("start", "102"), ("end", "021")]
)
def test_success_a_step_in_the_order(gallery_id: str, where: str, expected: str) -> None:
    ids = filled(gallery_id, 3)
    photos.step(actor=OWNER, photo_id=ids[1], where=where)
    assert ordered(gallery_id) == [ids[int(n)] for n in expected]


@pytest.mark.parametrize(("where", "which"), [("earlier", 0), ("start", 0), ("later", 2), ("end", 2)])
def test_success_a_step_beyond_the_ends_changes_nothing(gallery_id: str, where: str, which: int) -> None:
    ids = filled(gallery_id, 3)
    photos.step(actor=OWNER, photo_id=ids[which], where=where)
    assert ordered(gallery_id) == ids


def test_fail_a_step_to_nowhere(gallery_id: str) -> None:
    with pytest.raises(Invalid):
        photos.step(actor=OWNER, photo_id=filled(gallery_id, 1)[0], where="up")


def test_success_renamed_in_place(gallery_id: str, admin_client: Client) -> None:
    (photo_id,) = filled(gallery_id, 1)
    answer = admin_client.post(f"/manage/photos/{photo_id}/rename/", {"title": "Dawn"}, headers=FRAGMENT)
    assert shown(answer) == [photo_id]
    assert "Dawn" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    plain = admin_client.post(f"/manage/photos/{photo_id}/rename/", {"title": "Dusk"})
    assert plain["Location"] == f"/manage/galleries/{gallery_id}/photos/"
    assert title(gallery_id, photo_id) == "Dusk"


def title(gallery_id: str, photo_id: str) -> str | None:
    photo = lookup.read(gallery_id, photo_id)
    assert photo
    return photo.title


def test_success_turned(gallery_id: str, admin_client: Client) -> None:
    (photo_id,) = filled(gallery_id, 1)
    answer = admin_client.post(f"/manage/photos/{photo_id}/rotate/", {"degrees": "90"}, headers=FRAGMENT)
    assert 'width="48" height="64"' in answer.content.decode()
    assert admin_client.post(f"/manage/photos/{photo_id}/rotate/", {"degrees": "45"}).status_code == 400


def test_success_another_cover(gallery_id: str, admin_client: Client) -> None:
    ids = filled(gallery_id, 2)
    answer = admin_client.post(f"/manage/photos/{ids[1]}/cover/", headers=FRAGMENT)
    assert set(shown(answer)) == set(ids)  # the one that was it, and the one that is
    gallery = galleries.find(gallery_id)
    assert gallery
    assert gallery.cover["photoId"] == ids[1]
    offered = [b"/cover/" in admin_client.get(f"/manage/photos/{each}/").content for each in ids]
    assert offered == [True, False]


def test_success_where_to_go_on_is_an_address_of_the_site(gallery_id: str, admin_client: Client) -> None:
    (photo_id,) = filled(gallery_id, 1)
    url = f"/manage/photos/{photo_id}/rename/"
    for wanted, led in (
        ("/manage/failed/", "/manage/failed/"),
        ("//evil.example/", f"/manage/galleries/{gallery_id}/photos/"),
    ):
        assert admin_client.post(url, {"title": "x", "next": wanted})["Location"] == led
