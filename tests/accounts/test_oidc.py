"""Signing in at an OpenID Connect provider, which runs beside the test."""

import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from joserfc.jwk import RSAKey

from accounts.models import User
from tests import make
from tests.accounts.provider import CLIENT, SECRET, Provider, running


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with running() as provider:
        for name, value in (("ISSUER", provider.url), ("CLIENT_ID", CLIENT), ("CLIENT_SECRET", SECRET)):
            monkeypatch.setattr(settings, f"OIDC_{name}", value)
        yield provider


@pytest.fixture
def user(provider: Provider) -> User:
    """Somebody whom both sides know by the same address."""
    name = f"known-{uuid.uuid4()}"
    user = User.objects.create_user(name, f"{name}@example.org", make.PASSWORD)
    provider.claims = {"sub": str(uuid.uuid4()), "email": user.email.upper()}
    return user


def sign_in(provider: Provider, browser: Client, wanted: str = "", **changed: str) -> Any:
    start = browser.get("/accounts/provider/", {"next": wanted})
    assert start["Location"].startswith(f"{provider.url}/authorize?")
    return browser.get("/accounts/provider/callback/", {**provider.authorize(start["Location"]), **changed})


def who(browser: Client) -> str:
    answer = browser.get("/api/v1/me")
    return str(answer.json()["id"]) if answer.status_code == 200 else ""


def test_success_the_account_with_this_address(provider: Provider, user: User, client: Client) -> None:
    assert sign_in(provider, client)["Location"] == "/manage/"
    assert who(client) == user.id
    assert provider.asked["code_challenge_method"] == "S256"
    assert provider.asked["redirect_uri"] == "http://testserver/accounts/provider/callback/"


def test_success_linked_for_good(provider: Provider, user: User) -> None:
    sign_in(provider, Client())
    provider.claims["email"] = f"{uuid.uuid4()}@example.org"
    browser = Client()
    sign_in(provider, browser)
    assert who(browser) == user.id


def test_fail_the_address_belongs_to_somebody_else_later(provider: Provider, user: User, client: Client) -> None:
    sign_in(provider, Client())
    provider.claims["sub"] = str(uuid.uuid4())
    assert b"another identity" in sign_in(provider, client).content
    assert who(client) == ""


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/manage/galleries/new/", "/manage/galleries/new/"),
        ("https://evil.example/", "/manage/"),
        ("nosuchview", "/manage/"),
    ],
)
def test_success_leads_where_one_wanted_to_go(
    provider: Provider, user: User, client: Client, wanted: str, target: str
) -> None:
    assert sign_in(provider, client, wanted)["Location"] == target


def test_success_the_session_key_is_a_new_one(provider: Provider, user: User, client: Client) -> None:
    client.get("/accounts/provider/")
    before = client.cookies["sessionid"].value
    sign_in(provider, client)
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another sign-in's"},
        {"nonce": None},
        {"aud": "another site"},
        {"aud": ["another site", "a third"], "azp": CLIENT},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 600},
        {"exp": None},
        {"sub": None},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": ""},
    ],
)
def test_fail_claims(provider: Provider, user: User, client: Client, claims: dict[str, Any]) -> None:
    provider.claims.update(claims)
    answer = sign_in(provider, client)
    assert (answer.status_code, b"<header" in answer.content) == (403, True)
    assert who(client) == ""


def test_fail_wrong_signature(provider: Provider, user: User, client: Client) -> None:
    provider.key = RSAKey.generate_key(2048, {"kid": "first"}, private=True)
    assert sign_in(provider, client).status_code == 403
    assert who(client) == ""


@pytest.mark.parametrize("changed", [{"state": "made up"}, {"state": ""}, {"error": "access_denied"}])
def test_fail_state_and_refusal(provider: Provider, user: User, client: Client, changed: dict[str, str]) -> None:
    assert sign_in(provider, client, **changed).status_code == 403
    assert who(client) == ""


def test_fail_the_answer_in_another_browser(provider: Provider, user: User, client: Client) -> None:
    brought = provider.authorize(client.get("/accounts/provider/")["Location"])
    other = Client()
    assert other.get("/accounts/provider/callback/", brought).status_code == 403
    assert client.get("/accounts/provider/callback/", brought).status_code == 302
    assert client.get("/accounts/provider/callback/", brought).status_code == 403  # works once


def test_fail_unknown(provider: Provider, client: Client) -> None:
    provider.claims = {"sub": str(uuid.uuid4()), "email": f"{uuid.uuid4()}@example.org"}
    answer = sign_in(provider, client)
    assert (answer.status_code, b"ask the administrator" in answer.content) == (403, True)
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_email(provider.claims["email"])


def test_success_unknown_become_photographers(
    provider: Provider, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "OIDC_NEW_USERS", "photographer")
    provider.claims = {"sub": str(uuid.uuid4()), "email": f"{uuid.uuid4()}@example.org"}
    sign_in(provider, client)
    made = User.objects.get_by_email(provider.claims["email"])
    assert (who(client), made.role, made.has_usable_password()) == (made.id, "photographer", False)


def test_fail_disabled(provider: Provider, user: User, client: Client) -> None:
    sign_in(provider, Client())
    user.is_active = False
    user.save()
    answer = sign_in(provider, client)
    assert (answer.status_code, b"disabled" in answer.content) == (403, True)
    assert who(client) == ""


def test_fail_the_provider_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with running() as gone:
        pass
    monkeypatch.setattr(settings, "OIDC_ISSUER", gone.url)
    assert client.get("/accounts/provider/").status_code == 403


def test_success_a_button_only_where_there_is_a_provider(client: Client, provider: Provider) -> None:
    assert b"/accounts/provider/?next=/manage/" in client.get("/accounts/login/?next=/manage/").content
    settings.OIDC_ISSUER = ""
    assert b"/accounts/provider/" not in client.get("/accounts/login/").content
    for url in ("/accounts/provider/", "/accounts/provider/callback/"):
        assert client.get(url).status_code == 404
