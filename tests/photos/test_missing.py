"""Announced files that never came: the dashboard leads to them, and gives them up in one press."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from gallery_project.tables import iso, now
from photos import lookup, storage
from photos import services as photos
from photos.models import Photo
from tests import make

FORGET = "/manage/upload/forget/"


@pytest.fixture
def user() -> User:
    return make.account()


@pytest.fixture
def browser(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def older(gallery_id: str, photo_id: str, hours: int = 49) -> str:
    """The photo, announced so long ago."""
    Photo(gallery_id, photo_id).update([Photo.uploaded_at.set(iso(now() - timedelta(hours=hours)))])
    return photo_id


def announced(owner: Actor, gallery_id: str, hours: int = 49) -> str:
    return older(gallery_id, make.announced(owner, gallery_id).photo_id, hours)


def test_success_what_never_came_is_given_up_in_every_gallery(user: User, browser: Client) -> None:
    galleries = [make.gallery(user.actor).gallery_id for _ in range(2)]
    missing = [announced(user.actor, gallery_id) for gallery_id in galleries]
    page = browser.get("/manage/").content.decode()
    assert "2 files have been under way for more than ten minutes:" in page
    assert all(f"/manage/galleries/{gallery_id}/photos/?show=unfinished" in page for gallery_id in galleries)
    answer = browser.post(FORGET, follow=True)
    assert "2 files that never arrived are removed." in answer.content.decode()
    assert FORGET not in answer.content.decode()
    assert [lookup.find(photo_id) for photo_id in missing] == [None, None]


def test_success_what_may_still_come_stays(user: User, browser: Client) -> None:
    """A young one, one in the bucket that nobody has looked at, and one that came once and is awaited again."""
    gallery_id = make.gallery(user.actor).gallery_id
    announced(user.actor, gallery_id, hours=47)
    page = browser.get("/manage/").content.decode()
    assert "?show=unfinished" in page
    assert FORGET not in page
    older(gallery_id, make.arrived(user.actor, gallery_id).photo_id)
    failed = make.ingested(user.actor, gallery_id, b"no photo")
    storage.delete([str(failed.s3_key)])
    Photo(gallery_id, older(gallery_id, failed.photo_id)).update([Photo.status.set("awaiting_upload")])
    assert photos.forget_missing(actor=user.actor) == 0
    assert len(photos.unfinished(actor=user.actor, gallery_id=gallery_id)) == 3


def test_success_only_who_manages_the_gallery_gives_it_up(user: User) -> None:
    owner = make.photographer()
    mine, shared = make.gallery(user.actor).gallery_id, make.gallery(owner).gallery_id
    kept = [announced(owner, shared), announced(owner, shared)]
    Photo(shared, kept[1]).update([Photo.owner_id.set(user.actor.user_id)])
    announced(user.actor, mine)
    assert photos.forget_missing(actor=user.actor) == 1
    assert all(map(lookup.find, kept))


def test_success_a_script_is_led_back(user: User, browser: Client) -> None:
    answer = browser.post(FORGET, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/manage/")
