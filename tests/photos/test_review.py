"""Pages over all galleries: files that failed, and files that are there twice."""

import re

import pytest
from django.test import Client

from photos import lookup
from photos import services as photos
from photos.models import Photo
from tests import make


@pytest.fixture
def owner(client: Client) -> "Owner":
    return Owner(client)


class Owner:
    """A photographer who is signed in."""

    def __init__(self, client: Client) -> None:
        user = make.account()
        self.actor, self.client = user.actor, client
        client.force_login(user)

    def text(self, url: str) -> str:
        return self.client.get(url).content.decode()


def test_success_failed_files_by_gallery_with_reasons(owner: Owner) -> None:
    first, second = (make.gallery(owner.actor, name=f"{n} {make.photographer().user_id}") for n in "AB")
    for gallery, name in ((second, "b.jpg"), (first, "a.jpg"), (second, "c.jpg")):
        make.ingested(owner.actor, gallery.gallery_id, b"no photo", name)
    text = owner.text("/manage/failed/")
    assert [text.count(each.name) for each in (first, second)] == [2, 2]  # the heading and its button
    assert text.index("a.jpg") < text.index("b.jpg")
    assert text.count("not a photo") == 3


def test_success_nothing_failed(owner: Owner) -> None:
    assert "Nothing has failed" in owner.text("/manage/failed/")


def test_success_all_again_or_one_gallerys(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    again = photos.retry_all

    def noted(**asked_for: object) -> object:
        asked.append(str(asked_for["gallery_id"]))
        return again(**asked_for)  # type: ignore[arg-type]

    monkeypatch.setattr(photos, "retry_all", noted)
    gallery_id = make.gallery(owner.actor).gallery_id
    make.ingested(owner.actor, gallery_id, b"no photo")
    for gallery in ("", gallery_id):
        assert owner.client.post("/manage/failed/", {"gallery": gallery})["Location"] == "/manage/failed/"
    assert asked == ["", gallery_id]


def test_success_one_again_and_back_to_the_list(owner: Owner) -> None:
    failed = make.ingested(owner.actor, make.gallery(owner.actor).gallery_id, b"no photo").photo_id
    answer = owner.client.post(f"/manage/photos/{failed}/retry/", {"next": "/manage/failed/"})
    assert answer["Location"] == "/manage/failed/"


def test_success_duplicates_side_by_side_and_one_into_the_trash(owner: Owner) -> None:
    body = make.jpeg()
    here, there = make.gallery(owner.actor), make.gallery(owner.actor)
    twins = [make.ingested(owner.actor, each.gallery_id, body) for each in (here, there)]
    make.ingested(owner.actor, here.gallery_id)
    text = owner.text("/manage/duplicates/")
    assert here.name in text
    assert there.name in text
    removing = re.findall(r'action="(/manage/photos/[^"]+/delete/)"', text)
    assert len(removing) == 2
    answer = owner.client.post(removing[0], {"next": "/manage/duplicates/"})
    assert answer["Location"] == "/manage/duplicates/"
    assert "No duplicates" in owner.text("/manage/duplicates/")
    kept = [lookup.read(photo.gallery_id, photo.photo_id) for photo in twins]
    assert sorted(photo.status for photo in kept if isinstance(photo, Photo)) == ["ready", "trashed"]


def test_fail_visitors_have_no_such_pages() -> None:
    for url in ("/manage/failed/", "/manage/duplicates/"):
        assert Client().get(url).status_code == 302
