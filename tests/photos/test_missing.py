"""Announced files that never came: the dashboard leads to them, and gives them up in one press."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from gallery_project.errors import Conflict
from gallery_project.tables import iso, now
from photos import lookup, storage
from photos import services as photos
from photos.models import Photo
from tests import make, meanwhile

FORGET = "/manage/upload/forget/"


def older(gallery_id: str, photo_id: str, hours: int = 49) -> str:
    """The photo, announced so long ago and not asked for since."""
    then = now() - timedelta(hours=hours)
    actions = [Photo.uploaded_at.set(iso(then)), Photo.expires_at.set(then + timedelta(days=7))]
    Photo(gallery_id, photo_id).update(actions)
    return photo_id


def announced(owner: Actor, gallery_id: str, hours: int = 49) -> str:
    return older(gallery_id, make.announced(owner, gallery_id).photo_id, hours)


def test_success_what_never_came_is_given_up_in_every_gallery(user: User, signed_in: Client) -> None:
    galleries = [make.gallery(user.actor).gallery_id for _ in range(2)]
    missing = [announced(user.actor, gallery_id) for gallery_id in galleries]
    page = signed_in.get("/manage/").content.decode()
    assert "2 files have been under way for more than ten minutes:" in page
    assert all(f"/manage/galleries/{gallery_id}/photos/?show=unfinished" in page for gallery_id in galleries)
    answer = signed_in.post(FORGET, follow=True)
    assert "2 files that never arrived are removed." in answer.content.decode()
    assert FORGET not in answer.content.decode()
    assert [lookup.find(photo_id) for photo_id in missing] == [None, None]


def test_success_what_may_still_come_stays(user: User, signed_in: Client) -> None:
    """A young one, one in the bucket that nobody has looked at, and one that came once and is awaited again."""
    gallery_id = make.gallery(user.actor).gallery_id
    announced(user.actor, gallery_id, hours=47)
    page = signed_in.get("/manage/").content.decode()
    assert "?show=unfinished" in page
    assert FORGET not in page
    older(gallery_id, make.arrived(user.actor, gallery_id).photo_id)
    failed = make.ingested(user.actor, gallery_id, b"no photo")
    storage.delete([str(failed.s3_key)])
    again = [Photo.status.set("awaiting_upload"), Photo.expires_at.remove()]
    Photo(gallery_id, older(gallery_id, failed.photo_id)).update(again)
    assert photos.forget_missing(actor=user.actor) == (0, 1)
    answer = signed_in.post(FORGET, follow=True).content.decode()
    assert "1 file stays: it has arrived, is being sent, or is not yours to remove." in answer
    assert "removed" not in answer
    assert len(photos.unfinished(actor=user.actor, gallery_id=gallery_id)) == 3


def test_success_only_who_manages_the_gallery_gives_it_up(user: User) -> None:
    owner = make.photographer()
    mine, shared = make.gallery(user.actor).gallery_id, make.gallery(owner).gallery_id
    kept = [announced(owner, shared), announced(owner, shared)]
    Photo(shared, kept[1]).update([Photo.owner_id.set(user.actor.user_id)])
    announced(user.actor, mine)
    assert photos.forget_missing(actor=user.actor) == (1, 1)
    assert all(map(lookup.find, kept))


@pytest.mark.parametrize("go_on", ["resume_upload", "sign_parts", "complete_upload"])
def test_success_an_upload_that_goes_on_has_its_full_time_again(user: User, go_on: str) -> None:
    gallery_id = make.gallery(user.actor).gallery_id
    ticket = make.announced(user.actor, gallery_id, size=17 * 1024**2)
    older(gallery_id, ticket.photo_id, hours=167)
    more = {"numbers": [1]} if go_on == "sign_parts" else {}
    with suppress(Conflict):  # no part of it has arrived
        getattr(photos, go_on)(actor=user.actor, gallery_id=gallery_id, photo_id=ticket.photo_id, **more)
    assert photos.forget_missing(actor=user.actor) == (0, 0)
    renewed = Photo.get(gallery_id, ticket.photo_id).expires_at
    assert renewed
    assert renewed > now() + timedelta(days=6)
    photos.resume_upload(actor=user.actor, gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert Photo.get(gallery_id, ticket.photo_id).expires_at == renewed


def test_success_an_upload_that_goes_on_in_the_same_moment_stays(user: User) -> None:
    gallery_id = make.gallery(user.actor).gallery_id
    photo_id = announced(user.actor, gallery_id)

    def resume() -> None:
        photos.resume_upload(actor=user.actor, gallery_id=gallery_id, photo_id=photo_id)

    with meanwhile.before_each("DeleteItem", resume, Photo):
        assert photos.forget_missing(actor=user.actor) == (0, 1)
    assert lookup.find(photo_id)


def test_success_a_file_that_comes_in_the_same_moment_is_not_deleted(user: User) -> None:
    gallery_id = make.gallery(user.actor).gallery_id
    ticket = make.announced(user.actor, gallery_id)
    older(gallery_id, ticket.photo_id)

    def arrive() -> None:
        make.post(ticket, make.jpeg())

    with meanwhile.before_each("DeleteItem", arrive, Photo):
        assert photos.forget_missing(actor=user.actor) == (1, 0)
    assert make.keys_under(ticket.key) == [ticket.key]


def test_success_missing_files_are_found_behind_hundreds_that_came_later(user: User) -> None:
    gallery_id = make.gallery(user.actor).gallery_id
    announced(user.actor, gallery_id)
    with Photo.batch_write() as batch:
        for number in range(501):
            later = Photo(gallery_id, f"later-{number}", owner_id=user.actor.user_id, uploaded_at=iso(now()))
            batch.save(later)
    assert len(photos.under_way(actor=user.actor)) == 1


def test_success_a_script_is_led_back(user: User, signed_in: Client) -> None:
    answer = signed_in.post(FORGET, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/manage/")
