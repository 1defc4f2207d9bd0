"""The API's own door to tokens, and who one is."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from rest_framework.fields import ChoiceField

from accounts.models import User
from accounts.services import tokens
from tests import make
from tests.accounts.test_tokens import bearer

URL = "/api/v1/auth/token"


@pytest.fixture
def user() -> User:
    return make.account()


def ask(user: User, browser: Client | None = None, **wish: Any) -> Any:
    body = {"username": user.username, "password": make.PASSWORD, "name": "laptop", "scopes": ["read"], **wish}
    return (browser or Client()).post(URL, body, content_type="application/json")


def test_success_a_token_for_a_password(user: User) -> None:
    answer = ask(user, scopes=["upload", "read"], expiresIn=3600)
    assert answer.status_code == 201
    made = answer.json()
    assert (made["name"], made["scopes"], made["lastUsedAt"]) == ("laptop", ["read", "upload"], None)
    assert made["expiresAt"].endswith("Z")
    me = bearer(made["token"]).get("/api/v1/me").json()
    assert me == {
        "id": user.id,
        "userId": user.id,
        "username": user.username,
        "email": "",
        "role": "photographer",
        "scopes": ["read", "upload"],
    }


def test_success_list_and_revoke(user: User) -> None:
    made = ask(user, scopes=["manage"]).json()
    browser = bearer(made.pop("token"))
    (listed,) = browser.get(URL).json()["tokens"]
    assert {**listed, "lastUsedAt": None} == made
    assert browser.delete(f"{URL}/{made['id']}").status_code == 204
    assert browser.get(URL).status_code == 401


def test_success_an_expired_token_sent_along_does_no_harm(user: User) -> None:
    assert ask(user, bearer("gallery_x_y_z")).status_code == 201


def test_success_me_in_a_browser(user: User, client: Client) -> None:
    client.force_login(user)
    assert client.get("/api/v1/me").json()["scopes"] == ["read", "upload", "manage", "rate"]


@pytest.mark.parametrize("method", ["get", "delete"])
def test_fail_strangers_and_visitors(client: Client, method: str) -> None:
    url = URL if method == "get" else f"{URL}/x"
    answer = getattr(client, method)(url)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert client.get("/api/v1/me").status_code == 401


def test_fail_a_token_without_manage(user: User) -> None:
    browser = bearer(make.token(user, "read", "upload", "rate"))
    assert browser.get(URL).status_code == 403
    assert browser.delete(f"{URL}/x").status_code == 403


def test_fail_somebody_elses_token(user: User) -> None:
    other = make.account()
    make.token(other, "read")
    (token,) = tokens.of(actor=other.actor)
    assert bearer(make.token(user, "manage")).delete(f"{URL}/{token.token_id}").status_code == 404
    assert tokens.of(actor=other.actor)


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"username": "nobody"}, {"password": f" {make.PASSWORD}"}])
def test_fail_wrong_credentials_all_sound_the_same(user: User, wrong: dict[str, str]) -> None:
    answer = ask(user, **wrong)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["error"] == "This user name and password do not belong together."


def test_fail_an_unknown_name_costs_as_much_work(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    encode = PBKDF2PasswordHasher.encode

    def counted(self: PBKDF2PasswordHasher, password: str, *rest: Any, **more: Any) -> str:
        hashed.append(password)
        return encode(self, password, *rest, **more)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    ask(user, password="wrong one")
    ask(user, username="nobody", password="wrong one")
    assert hashed == ["wrong one"] * 2


def test_fail_disabled(user: User) -> None:
    user.is_active = False
    user.save()
    assert ask(user).status_code == 401


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": "read"}, "scopes"),
        ({"scopes": ["all"]}, "scopes"),
        ({"name": ""}, "name"),
        ({"name": 5}, "name"),
        ({"password": 5}, "password"),
        ({"expiresIn": 5}, "expiresIn"),
        ({"expiresIn": 60.5}, "expiresIn"),
        ({"expiresIn": 10**30}, "expiresIn"),
    ],
)
def test_fail_unusable_wishes(user: User, wish: dict[str, Any], field: str) -> None:
    answer = ask(user, **wish)
    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])
    assert tokens.of(actor=user.actor) == []


def test_fail_on_behalf_is_for_administrators(user: User) -> None:
    assert ask(user, scopes=["on-behalf"]).status_code == 403
    assert ask(make.account("admin"), scopes=["on-behalf"]).status_code == 201


def address() -> str:
    """One that no other test counts on."""
    return f"10.{uuid.uuid4().int % 2**24 // 2**16}.{uuid.uuid4().int % 256}.{uuid.uuid4().int % 256}"


def test_fail_twenty_parallel_guesses_check_at_most_five(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    monkeypatch.setattr(User, "check_password", lambda self, password: checked.append(password))
    here = address()

    def guess(number: int) -> int:
        status: int = ask(user, Client(REMOTE_ADDR=here), password=f"guess {number}").status_code
        return status

    with ThreadPoolExecutor(20) as threads:
        answers = sorted(threads.map(guess, range(20)))
    assert len(checked) == 5
    assert answers == [401] * 5 + [429] * 15


def test_fail_long_lists_are_counted_before_they_are_looked_at(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    monkeypatch.setattr(ChoiceField, "to_internal_value", lambda self, data: looked.append(data))
    answer = ask(user, scopes=[1] * 400_000)
    assert (answer.status_code, len(answer.content) < 200, looked) == (400, True, [])
    assert list(answer.json()["details"]) == ["scopes"]
