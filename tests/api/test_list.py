"""Lists of galleries and photos: paged, in order, and without a trace of what the reader may not see."""

from typing import Any

import pytest

from accounts.models import User
from photos import services as photos
from ratings import services as ratings
from tests import make
from tests.api.program import Program, program


def everything(ask: Program, path: str, name: str, limit: int) -> list[Any]:
    """All pages of a list; none is longer than asked for."""
    found, cursor, joint = [], "", "&" if "?" in path else "?"
    while True:
        answer = ask("GET", f"{path}{joint}limit={limit}&cursor={cursor}").json()
        assert len(answer[name]) <= limit
        found, cursor = found + answer[name], answer["nextCursor"]
        if not cursor:
            return found


def ids(things: list[Any]) -> list[str]:
    return [thing["id"] for thing in things]


def test_success_galleries_are_public_ones_and_own_ones(user: User, mine: Program, stranger: Program) -> None:
    own = {name: make.gallery(user.actor, visibility=name).gallery_id for name in ("public", "unlisted", "private")}
    foreign = make.gallery(visibility="private").gallery_id
    seen = [set(ids(everything(ask, "galleries", "galleries", 200))) for ask in (mine, stranger)]
    assert [seen[0] & {*own.values(), foreign}, seen[1] & {*own.values(), foreign}] == [
        set(own.values()),
        {own["public"]},
    ]


def test_success_photos_of_a_gallery_in_pages(user: User, mine: Program, stranger: Program) -> None:
    gallery_id = make.gallery(user.actor).gallery_id
    made = [make.ingested(user.actor, gallery_id).photo_id for _ in range(5)]
    photos.update(actor=user.actor, photo_id=made[1], visibility="private")
    path = f"galleries/{gallery_id}/photos"
    assert ids(everything(mine, path, "photos", 2)) == made
    assert ids(everything(stranger, path, "photos", 2)) == [made[0], *made[2:]]
    one = mine("GET", f"galleries/{gallery_id}").json()["photoCount"]
    assert (one, stranger("GET", f"galleries/{gallery_id}").json()["photoCount"]) == (5, 4)


def test_success_photos_by_what_they_are(user: User, mine: Program, stranger: Program) -> None:
    country = f"Country {user.pk}"
    gallery_id = make.gallery(user.actor, country=country, years=[1987]).gallery_id
    one, two, hidden = (make.ingested(user.actor, gallery_id).photo_id for _ in range(3))
    photos.update(actor=user.actor, photo_id=one, tags=["sea", user.pk], title="Dawn over the fjord")
    photos.update(actor=user.actor, photo_id=two, tags=[user.pk])
    photos.update(actor=user.actor, photo_id=hidden, visibility="private", tags=["sea", user.pk])
    ratings.rate(actor=make.visitor(), photo_id=two, stars=4)
    for query, expected in {
        f"tag={user.pk}": {one, two},
        f"tag={user.pk}&tag=sea": {one},
        f"country={country.upper()}": {one, two},
        f"country={country}&year=1987": {one, two},
        f"country={country}&year=1988": set(),
        f"country={country}&minRating=3.5": {two},
        f"country={country}&q=FJORD": {one},
        f"owner={user.pk}": {one, two},
    }.items():
        assert set(ids(everything(stranger, f"photos?{query}", "photos", 1))) == expected, query
    assert set(ids(everything(mine, "photos?owner=me", "photos", 2))) == {one, two, hidden}
    assert set(ids(everything(mine, "photos?owner=me&tag=sea", "photos", 2))) == {one, hidden}


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "limit=1.5", "limit=%D9%A3", "cursor=x", "cursor=%00"]
)
@pytest.mark.parametrize("path", ["galleries", "galleries/{}/photos", "photos"])
def test_fail_pages_that_cannot_be(stranger: Program, path: str, query: str) -> None:
    answer = stranger("GET", f"{path.format(make.gallery().gallery_id)}?{query}")
    assert (answer.status_code, list(answer.json()["details"])) == (400, [query.split("=")[0]])


@pytest.mark.parametrize("query", ["year=x", "minRating=6", "minRating=nan", "q=%21%21", "year=99999"])
def test_fail_filters_that_cannot_be(stranger: Program, query: str) -> None:
    answer = stranger("GET", f"photos?{query}")
    assert (answer.status_code, list(answer.json()["details"])) == (400, [query.split("=")[0]])


def test_fail_cursor_of_another_list(user: User, mine: Program) -> None:
    galleries = [make.gallery(user.actor).gallery_id for _ in range(2)]
    for gallery_id in galleries:
        for _ in range(2):
            make.ingested(user.actor, gallery_id)
    cursor = mine("GET", f"galleries/{galleries[0]}/photos?limit=1").json()["nextCursor"]
    assert cursor
    assert mine("GET", f"galleries/{galleries[1]}/photos?limit=1&cursor={cursor}").status_code == 400
    assert mine("GET", f"photos?limit=1&cursor={cursor}").status_code == 400


def test_fail_own_photos_of_somebody_unknown(stranger: Program, user: User) -> None:
    assert stranger("GET", "photos?owner=me").status_code == 401
    assert program(user, "rate")("GET", "photos?owner=me").json()["photos"] == []


def test_fail_what_is_private_is_not_there(user: User, stranger: Program) -> None:
    gallery_id = make.gallery(user.actor, visibility="private").gallery_id
    photo_id = make.ingested(user.actor, gallery_id).photo_id
    other = program(make.account())
    for ask in (stranger, other):
        for path, like in (
            (f"galleries/{gallery_id}", "galleries/nothing"),
            (f"galleries/{gallery_id}/photos", "galleries/nothing/photos"),
            (f"galleries/{gallery_id}/uploads", "galleries/nothing/uploads"),
            (f"photos/{photo_id}", "photos/nothing"),
            (f"photos/{photo_id}/rating", "photos/nothing/rating"),
        ):
            hidden, missing = ask("GET", path), ask("GET", like)
            assert (hidden.status_code, hidden.content) == (404, missing.content)
