"""The order of a gallery's photos: one is moved, or several are put in order."""

import pytest

from accounts.models import User
from tests import make
from tests.api.program import Program, program


@pytest.fixture
def gallery_id(user: User) -> str:
    return make.gallery(user.actor).gallery_id


@pytest.fixture
def four(user: User, gallery_id: str) -> list[str]:
    return [make.ingested(user.actor, gallery_id).photo_id for _ in range(4)]


def order(ask: Program, gallery_id: str) -> list[str]:
    return [photo["id"] for photo in ask("GET", f"galleries/{gallery_id}/photos").json()["photos"]]


def test_success_some_take_each_others_places(mine: Program, gallery_id: str, four: list[str]) -> None:
    a, b, c, d = four
    answer = mine("PUT", f"galleries/{gallery_id}/order", {"photoIds": [d, a]})
    assert (answer.status_code, answer.json()) == (200, {"updated": 2, "errors": []})
    assert order(mine, gallery_id) == [d, b, c, a]


def test_success_one_is_moved(mine: Program, gallery_id: str, four: list[str]) -> None:
    a, b, c, d = four
    path = f"galleries/{gallery_id}/order"
    assert mine("PUT", path, {"photoId": a, "after": c}).json() == {"updated": 1, "errors": []}
    assert order(mine, gallery_id) == [b, c, a, d]
    mine("PUT", path, {"photoId": d, "after": None})
    assert order(mine, gallery_id) == [d, b, c, a]


def test_fail_photo_of_another_gallery_stays_where_it_is(
    mine: Program, user: User, gallery_id: str, four: list[str]
) -> None:
    other = make.gallery(user.actor).gallery_id
    assert mine("PUT", f"galleries/{other}/order", {"photoId": four[0], "after": four[3]}).status_code == 404
    assert mine("PUT", f"galleries/{other}/order", {"photoIds": [four[3], four[0]]}).status_code == 400
    assert order(mine, gallery_id) == four


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"photoIds": []},
        {"photoIds": "all"},
        {"photoIds": [5]},
        {"photoIds": ["x", "x"]},
        {"photoIds": ["x"] * 501},
        {"photoId": "x", "photoIds": ["y"]},
        {"photoId": 5},
        {"after": "x"},
    ],
)
def test_fail_orders_that_cannot_be(mine: Program, gallery_id: str, body: object) -> None:
    assert mine("PUT", f"galleries/{gallery_id}/order", body).status_code == 400


def test_fail_photos_that_have_no_place_or_stand_there_twice(
    mine: Program, user: User, gallery_id: str, four: list[str]
) -> None:
    waiting = make.announced(user.actor, gallery_id).photo_id
    for wrong in ([four[1], four[0], four[1]], [waiting, four[0]], ["nothing", four[0]]):
        answer = mine("PUT", f"galleries/{gallery_id}/order", {"photoIds": wrong})
        assert (answer.status_code, list(answer.json()["details"])) == (400, ["photoIds"])
    assert order(mine, gallery_id) == four


def test_fail_for_others(stranger: Program, gallery_id: str, four: list[str]) -> None:
    other, hidden = program(make.account()), make.gallery(visibility="private").gallery_id
    assert stranger("PUT", f"galleries/{gallery_id}/order", {"photoIds": four[::-1]}).status_code == 401
    assert other("PUT", f"galleries/{gallery_id}/order", {"photoIds": ["nothing"]}).status_code == 403
    assert other("PUT", f"galleries/{hidden}/order", {"photoIds": ["nothing"]}).status_code == 404
