"""The order of galleries: one is put behind another, and where places touch, those behind move on."""

from operator import attrgetter

import pytest
from django.test import Client

from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.errors import Invalid, NotAllowed
from tests import make


def four() -> tuple[make.Actor, list[str]]:
    owner = make.photographer()
    return owner, [make.gallery(owner, visibility=v).gallery_id for v in ("public", "private", "public", "unlisted")]


def order(owner: make.Actor) -> list[str]:
    return [gallery.gallery_id for gallery in galleries.own(actor=owner).galleries]


def test_success_behind_another_first_and_last() -> None:
    owner, (a, b, c, d) = four()
    galleries.move(actor=owner, gallery_id=a, after=c)
    assert order(owner) == [b, c, a, d]
    galleries.move(actor=owner, gallery_id=d, after=None)
    assert order(owner) == [d, b, c, a]
    galleries.move(actor=owner, gallery_id=d, after=a)
    assert order(owner) == [b, c, a, d]
    galleries.move(actor=owner, gallery_id=b, after=None)
    assert order(owner) == [b, c, a, d]


def test_success_one_write_where_there_is_room() -> None:
    owner, (a, b, c, d) = four()
    before = {each: Gallery.get(each).revision for each in (b, c, d)}
    galleries.move(actor=owner, gallery_id=a, after=b)
    assert {each: Gallery.get(each).revision for each in (b, c, d)} == before


def test_success_where_all_have_one_place() -> None:
    owner, (a, b, c, d) = four()
    galleries.place(actor=owner, places=dict.fromkeys((a, b, c, d), 5))
    ids = sorted((a, b, c, d))  # that is how equal ones are shown
    galleries.move(actor=owner, gallery_id=ids[3], after=ids[0])
    assert order(owner) == [ids[0], ids[3], ids[1], ids[2]]
    places = list(map(attrgetter("sort_order"), galleries.own(actor=owner).galleries))
    assert len(set(places)) == 4


def test_fail_behind_itself_or_somebody_elses() -> None:
    owner, (a, *_) = four()
    for after in (a, make.gallery().gallery_id):
        with pytest.raises(Invalid):
            galleries.move(actor=owner, gallery_id=a, after=after)
    with pytest.raises(NotAllowed):
        galleries.move(actor=make.photographer(), gallery_id=a, after=None)


def test_success_the_buttons_of_the_table() -> None:
    user, browser = make.account(), Client()
    browser.force_login(user)
    a, b, c = (make.gallery(user.actor).gallery_id for _ in range(3))
    rows = browser.get("/manage/galleries/").context["rows"]
    up, down = rows[1][1].above or "", rows[1][1].next
    assert (up, down) == ("", c)
    answer = browser.post(f"/manage/galleries/{b}/move/", {"after": down, "next": "/manage/galleries/?page=1"})
    assert answer.url == "/manage/galleries/?page=1"  # type: ignore[attr-defined]
    assert order(user.actor) == [a, c, b]
    browser.post(f"/manage/galleries/{b}/move/", {"after": a})
    browser.post(f"/manage/galleries/{b}/move/", {"after": ""})
    assert order(user.actor) == [b, a, c]


def test_fail_no_way_out_of_the_site() -> None:
    user, browser = make.account(), Client()
    browser.force_login(user)
    gallery_id = make.gallery(user.actor).gallery_id
    answer = browser.post(f"/manage/galleries/{gallery_id}/move/", {"after": "", "next": "https://example.org/"})
    assert answer.url == "/manage/galleries/"  # type: ignore[attr-defined]


def test_fail_a_post_that_does_not_say_where_to_moves_nothing() -> None:
    user, browser = make.account(), Client()
    browser.force_login(user)
    before = [make.gallery(user.actor).gallery_id for _ in range(2)]
    assert browser.post(f"/manage/galleries/{before[1]}/move/").status_code == 400
    assert order(user.actor) == before
