"""Changes are counted per token, person, visitor and address; looking is free."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from accounts.addresses import address_of
from accounts.models import User
from tests import make
from tests.accounts.test_token_api import address
from tests.accounts.test_tokens import bearer, retry


@pytest.fixture
def user() -> User:
    return make.account()


def test_fail_one_token_too_often(user: User, at_most: Any) -> None:
    at_most(token=3)
    gallery_id = make.gallery(user.actor).gallery_id
    browser = bearer(make.token(user, "upload", "read"))
    with ThreadPoolExecutor(4) as threads:
        answers = sorted(threads.map(lambda _: retry(browser, gallery_id), range(6)))
    assert answers == [201] * 3 + [429] * 3
    answer = browser.post(f"/api/v1/galleries/{gallery_id}/uploads", {}, content_type="application/json")
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert answer.json()["details"] == {"retryAfter": int(answer["Retry-After"])}
    assert browser.get("/api/v1/me").status_code == 200
    assert retry(bearer(make.token(user, "upload")), gallery_id) == 201


def test_fail_one_person_too_often(user: User, client: Client, at_most: Any) -> None:
    at_most(user=2)
    client.force_login(user)
    gallery_id = make.gallery(user.actor).gallery_id
    assert [retry(client, gallery_id) for _ in range(3)] == [201, 201, 429]


def rate(browser: Client, photo_id: str, here: str) -> int:
    return browser.post(f"/photos/{photo_id}/rating", {"rating": "4"}, REMOTE_ADDR=here).status_code


def test_fail_one_visitor_too_often(at_most: Any) -> None:
    at_most(visitor=2)
    owner = make.photographer()
    photo_id = make.ingested(owner, make.gallery(owner).gallery_id).photo_id
    browser = Client()
    # The first rating makes a visitor of a stranger, so it counts for the address only.
    assert [rate(browser, photo_id, address()) for _ in range(4)] == [302, 302, 302, 429]


def test_fail_one_address_with_ever_new_visitors(at_most: Any) -> None:
    at_most(address=2)
    owner, here = make.photographer(), address()
    photo_id = make.ingested(owner, make.gallery(owner).gallery_id).photo_id
    assert [rate(Client(), photo_id, here) for _ in range(3)] == [302, 302, 429]
    assert rate(Client(), photo_id, address()) == 302


def test_fail_ever_new_visitors_of_one_address(at_most: Any, client: Client) -> None:
    at_most(newcomer=2)
    owner, here = make.photographer(), address()
    photo_id = make.ingested(owner, make.gallery(owner).gallery_id).photo_id
    assert [rate(client, photo_id, here), *(rate(Client(), photo_id, here) for _ in range(2))] == [302, 302, 429]
    api, wish = f"/api/v1/photos/{photo_id}/rating", {"photoId": photo_id, "rating": 4}
    json: Any = {"content_type": "application/json", "REMOTE_ADDR": here}
    answers = [Client().put(api, wish, **json), Client().post("/api/galleries?action=rate_photo", wish, **json)]
    assert [answer.status_code for answer in answers] == [429, 429]
    assert rate(client, photo_id, here) == 302
    assert rate(Client(), photo_id, address()) == 302


def test_fail_strangers_search_too_often(client: Client, user: User, at_most: Any) -> None:
    at_most(address=2)
    here = address()
    search = [client.get("/api/v1/photos", {"q": "x"}, REMOTE_ADDR=here).status_code for _ in range(3)]
    assert search == [200, 200, 429]
    program = bearer(make.token(user, "read"))
    assert program.get("/api/v1/photos", {"q": "x"}, REMOTE_ADDR=here).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "sender", "expected"),
    [
        (0, "1.1.1.1", "9.9.9.9", "9.9.9.9"),
        (1, "6.6.6.6, 1.1.1.1", "9.9.9.9", "1.1.1.1"),
        (2, "6.6.6.6, 2.2.2.2,1.1.1.1", "9.9.9.9", "2.2.2.2"),
        (2, "1.1.1.1", "9.9.9.9", "9.9.9.9"),
        (1, "", "9.9.9.9", "9.9.9.9"),
        (1, "nonsense", "9.9.9.9", "9.9.9.9"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (0, "", "", ""),
    ],
)
def test_success_the_address_that_can_be_believed(
    monkeypatch: pytest.MonkeyPatch, proxies: int, forwarded: str, sender: str, expected: str
) -> None:
    monkeypatch.setattr(settings, "TRUSTED_PROXIES", proxies)
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=sender)
    assert address_of(request) == expected
