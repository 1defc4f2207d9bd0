"""Rating through the API: with a token, in a session, and as a visitor with a cookie."""

import json

import pytest
from django.test import Client, override_settings

from accounts.models import User
from tests import make
from tests.api.program import Program, program


@pytest.fixture
def path(user: User) -> str:
    return f"photos/{make.ingested(user.actor, make.gallery(user.actor).gallery_id).photo_id}/rating"


def test_success_sums_and_own_stars(mine: Program, path: str, stranger: Program) -> None:
    program(make.account(), "rate")("PUT", path, {"rating": 2})
    answer = mine("PUT", path, {"rating": 5}).json()
    del answer["photoId"]
    distribution = {"1": 0, "2": 1, "3": 0, "4": 0, "5": 1}
    assert answer == {"count": 2, "average": 3.5, "distribution": distribution, "yours": 5}
    assert mine("GET", path).json()["yours"] == 5
    assert stranger("GET", path).json()["yours"] is None
    assert mine("DELETE", path).json()["yours"] is None
    assert stranger("GET", path).json()["count"] == 1


def test_success_visitor_is_remembered(path: str) -> None:
    visitor = Program()
    first = visitor("PUT", path, {"rating": 4})
    assert "visitor" in first.cookies
    assert visitor("PUT", path, {"rating": 1}).json()["count"] == 1
    assert visitor("GET", path).json()["yours"] == 1
    assert visitor("DELETE", path).json()["count"] == 0


def test_success_taking_back_nothing_makes_nobody_a_visitor(stranger: Program, path: str) -> None:
    answer = stranger("DELETE", path)
    assert (answer.status_code, "visitor" in answer.cookies) == (200, False)


def test_fail_token_without_the_scope(user: User, path: str) -> None:
    reader = program(user, "read", "manage", "upload")
    assert [reader(method, path, {"rating": 3}).status_code for method in ("GET", "PUT", "DELETE")] == [200, 403, 403]


@pytest.mark.parametrize("rating", [0, 6, "4", 4.5, True, None, [4], 10**40])
def test_fail_what_is_no_rating(stranger: Program, path: str, rating: object) -> None:
    answer = stranger("PUT", path, {"rating": rating})
    assert (answer.status_code, "rating" in answer.json()["details"], answer.cookies) == (400, True, {})


def test_fail_session_needs_its_csrf_token(user: User, path: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    assert Program(client=browser)("PUT", path, {"rating": 4}).status_code == 403


ANONYMOUS_DOORS = [("PUT", "/api/v1/photos/{}/rating"), ("POST", "/api/galleries?action=rate_photo")]


@pytest.mark.parametrize(("method", "url"), ANONYMOUS_DOORS)
def test_fail_pages_of_other_sites_rate_for_nobody(user: User, path: str, method: str, url: str) -> None:
    photo_id = path.split("/")[1]

    def rate(**headers: str) -> int:
        wish = json.dumps({"photoId": photo_id, "rating": 4})
        kind = "application/json"
        return Client().generic(method, url.format(photo_id), wish, content_type=kind, headers=headers).status_code

    for foreign in ("https://evil.example", "null", "http://testserver.evil.example"):
        assert rate(origin=foreign) == 403
        assert rate(origin=foreign, authorization=f"Bearer {make.token(user, 'rate')}") == 200
    with override_settings(CORS_ALLOWED_ORIGINS=["https://front.example"]):
        assert rate(origin="https://front.example") == 200
    assert rate(origin="http://localhost", host="localhost") == 200


def test_fail_photo_that_is_not_ready(user: User, mine: Program) -> None:
    failed = make.ingested(user.actor, make.gallery(user.actor).gallery_id, b"no photo")
    assert mine("PUT", f"photos/{failed.photo_id}/rating", {"rating": 4}).status_code == 409
