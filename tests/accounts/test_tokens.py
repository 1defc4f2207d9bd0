"""API tokens: a string that works at once, within its scopes, until it ends; and nothing else does."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.items import TokenItem
from accounts.models import User
from accounts.services import tokens
from gallery_project.errors import Conflict, Invalid, NotAllowed
from gallery_project.tables import iso, now
from tests import make
from tests.galleries.test_page import counted_reads


@pytest.fixture
def user() -> User:
    return make.account()


def bearer(text: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {text}"})


def stored(user: User) -> TokenItem:
    (token,) = tokens.of(actor=user.actor)
    return token


def retry(browser: Client, gallery_id: str) -> int:
    """Some change that takes `upload`."""
    url = f"/api/v1/galleries/{gallery_id}/uploads"
    return browser.post(url, {"photos": [{"filename": "a.jpg"}]}, content_type="application/json").status_code


def test_success_works_within_its_scopes(user: User) -> None:
    gallery_id = make.gallery(user.actor).gallery_id
    assert retry(bearer(make.token(user, "upload")), gallery_id) == 201
    assert retry(bearer(make.token(user, "read", "manage", "rate")), gallery_id) == 403


def test_success_one_read_and_no_write_per_request(user: User) -> None:
    browser = bearer(make.token(user, "read"))
    browser.get("/api/v1/me")
    used = stored(user).last_used_at
    with counted_reads() as calls:
        assert browser.get("/api/v1/me").status_code == 200
    del calls["bytes"]
    assert calls == {"BatchGetItem": 1}
    assert stored(user).last_used_at == used


def test_success_last_use_is_noted_again_after_an_hour(user: User) -> None:
    browser = bearer(make.token(user, "read"))
    long_ago = iso(now() - timedelta(hours=2))
    stored(user).update([TokenItem.last_used_at.set(long_ago)])
    browser.get("/api/v1/me")
    assert (stored(user).last_used_at or "") > long_ago


@pytest.mark.parametrize("change", ["expired", "revoked", "disabled"])
def test_fail_ended_at_once(user: User, change: str) -> None:
    browser = bearer(make.token(user, "read"))
    assert browser.get("/api/v1/me").status_code == 200
    if change == "expired":
        stored(user).update([TokenItem.expires_at.set(now() - timedelta(seconds=2))])
    elif change == "revoked":
        tokens.revoke(actor=user.actor, token_id=stored(user).token_id)
    else:
        user.is_active = False
        user.save()
    answer = browser.get("/api/v1/me")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json() == {"error": "This API token is not valid.", "details": ""}


def forgeries(text: str) -> list[str]:
    prefix, user_id, token_id, secret = text.split("_", 3)
    other = make.token(make.account(), "read").split("_", 3)
    return [
        "x",
        "gallery___",
        f"{text}x",
        text[:-1],
        f"{prefix}_{user_id}_{token_id}_",
        f"{prefix}_{user_id}_{token_id}_{other[3]}",
        f"{prefix}_{other[1]}_{token_id}_{secret}",
        f"{prefix}_{user_id}_{'0' * 2000}_{secret}",
        f"{prefix}_{'0' * 3000}_{token_id}_{secret}",
        f"other_{user_id}_{token_id}_{secret}",
        "\xff\xfe",
    ]


def test_fail_forged(user: User) -> None:
    for text in forgeries(make.token(user, "read")):
        answer = bearer(text).get("/api/v1/me")
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer"), text
        assert answer.json()["error"]


def test_fail_the_secret_is_not_stored(user: User) -> None:
    secret = make.token(user, "read").split("_", 3)[3]
    assert secret not in str(stored(user).serialize())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["read", "everything"]}, "scopes"),
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"expires_in": 59}, "expiresIn"),
        ({"expires_in": 10**12}, "expiresIn"),
    ],
)
def test_fail_unusable_wishes(user: User, values: dict[str, object], field: str) -> None:
    wish: dict[str, object] = {"name": "x", "scopes": ["read"], **values}
    with pytest.raises(Invalid) as raised:
        tokens.issue(actor=user.actor, **wish)  # type: ignore[arg-type]
    assert raised.value.field == field
    assert tokens.of(actor=user.actor) == []


def test_fail_only_administrators_act_for_others(user: User) -> None:
    with pytest.raises(NotAllowed):
        make.token(user, "on-behalf")
    assert make.token(make.account("admin"), "on-behalf")


def test_fail_a_hundred_and_one(user: User) -> None:
    for _ in range(100):
        make.token(user, "read")
    with pytest.raises(Conflict):
        make.token(user, "read")


def scopes(text: str) -> list[str]:
    return bearer(text).get("/api/v1/me").json()["scopes"]  # type: ignore[no-any-return]


def test_fail_who_is_an_administrator_no_longer_acts_for_nobody_else() -> None:
    user = make.account("admin")
    text = make.token(user, "rate", "on-behalf")
    assert scopes(text) == ["rate", "on-behalf"]
    user.role = "photographer"
    user.save()
    assert scopes(text) == ["rate"]


def test_fail_on_behalf_of_a_disabled_account() -> None:
    server = bearer(make.token(make.account("admin"), "rate", "on-behalf"))
    owner, person = make.photographer(), make.account()
    photo_id = make.ingested(owner, make.gallery(owner).gallery_id).photo_id

    def rate(user_id: object) -> int:
        wish = {"photoId": photo_id, "rating": 4, "userId": user_id}
        return server.post("/api/galleries?action=rate_photo", wish, content_type="application/json").status_code

    assert [rate(person.id), rate("somebody-without-an-account")] == [200, 200]
    person.is_active = False
    person.save()
    assert rate(person.id) == 403
