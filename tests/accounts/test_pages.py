"""The management pages of people and tokens, without JavaScript."""

import re
import uuid
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.services import tokens
from tests import make
from tests.accounts.test_passwords import NEW, can_sign_in, follow, link
from tests.accounts.test_tokens import bearer


def make_token(signed_in: Client, **wish: Any) -> Any:
    return signed_in.post(
        "/manage/tokens/", {"name": "sync", "scopes": ["read", "upload"], "expires_in": "604800", **wish}
    )


def test_success_a_token_is_shown_once_and_works(signed_in: Client, user: User) -> None:
    answer = make_token(signed_in)
    found = re.search(r"gallery_[\w-]+", answer.content.decode())
    assert found
    assert "no-store" in answer["Cache-Control"]
    assert bearer(found[0]).get("/api/v1/me").json()["scopes"] == ["read", "upload"]
    assert found[0].encode() not in signed_in.get("/manage/tokens/").content


def test_success_a_token_without_an_end(signed_in: Client, user: User) -> None:
    make_token(signed_in, expires_in="")
    (token,) = tokens.of(actor=user.actor)
    assert token.expires_at is None


def test_success_revoke(signed_in: Client, user: User) -> None:
    make_token(signed_in)
    (token,) = tokens.of(actor=user.actor)
    assert signed_in.post(f"/manage/tokens/{token.token_id}/revoke/")["Location"] == "/manage/tokens/"
    assert tokens.of(actor=user.actor) == []


@pytest.mark.parametrize("wish", [{"scopes": []}, {"scopes": ["on-behalf"]}, {"name": ""}, {"expires_in": "1"}])
def test_fail_unusable_tokens(signed_in: Client, user: User, wish: dict[str, Any]) -> None:
    assert b"errorlist" in make_token(signed_in, **wish).content
    assert tokens.of(actor=user.actor) == []


def test_success_links_for_those_who_may(signed_in: Client, admin_client: Client, client: Client) -> None:
    assert b'href="/manage/users/"' in admin_client.get("/manage/").content
    page = signed_in.get("/manage/").content
    assert (b'href="/manage/users/"' in page, b'href="/manage/tokens/"' in page) == (False, True)
    assert b'href="/manage/' not in client.get("/").content


def test_success_create_with_a_password(admin_client: Client) -> None:
    name = f"made-{uuid.uuid4()}"
    sent = {"username": name, "email": "", "role": "photographer", "password": make.PASSWORD}
    assert admin_client.post("/manage/users/new/", sent)["Location"] == "/manage/users/"
    assert Client().login(username=name, password=make.PASSWORD)


def test_success_invite(admin_client: Client, client: Client) -> None:
    mail.outbox.clear()
    name = f"invited-{uuid.uuid4()}"
    sent = {"username": name, "email": f"{name}@example.org", "role": "photographer", "password": ""}
    assert admin_client.post("/manage/users/new/", sent).status_code == 302
    follow(link(), client)
    assert can_sign_in(User.objects.get_by_natural_key(name), NEW)


@pytest.mark.parametrize("wrong", [{"username": " "}, {"email": "x"}, {"password": "short"}, {"password": ""}])
def test_fail_create(admin_client: Client, wrong: dict[str, str]) -> None:
    name = f"not-made-{uuid.uuid4()}"
    sent = {"username": name, "email": "", "role": "photographer", "password": make.PASSWORD, **wrong}
    assert b"errorlist" in admin_client.post("/manage/users/new/", sent).content
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(name)


def test_success_edit(admin_client: Client, user: User) -> None:
    shown = admin_client.get(f"/manage/users/{user.id}/").content.decode()
    assert user.username in shown
    sent = {"email": f"{user.username}@example.org", "role": "admin"}  # an unticked box is not sent: disabled
    assert admin_client.post(f"/manage/users/{user.id}/", sent)["Location"] == "/manage/users/"
    after = User.objects.get(pk=user.id)
    assert (after.role, after.is_active, after.email) == ("admin", False, sent["email"])
    assert b"disabled" in _pages(admin_client)


def _pages(signed_in: Client) -> bytes:
    """All pages of the list."""
    seen, cursor = b"", ""
    while True:
        answer = signed_in.get("/manage/users/", {"cursor": cursor})
        seen += answer.content
        if not (cursor := answer.context["next_cursor"]):
            return seen


def test_success_of_oneself_only_the_address_changes(client: Client) -> None:
    admin = make.account("admin")
    client.force_login(admin)
    sent = {"email": f"{admin.username}@example.org", "role": "photographer"}
    client.post(f"/manage/users/{admin.id}/", sent)
    after = User.objects.get(pk=admin.id)
    assert (after.role, after.is_active, after.email) == ("admin", True, sent["email"])


def test_fail_a_link_for_somebody_without_an_address(admin_client: Client, user: User) -> None:
    assert admin_client.post(f"/manage/users/{user.id}/link/").status_code == 409


def test_fail_mail_is_down(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    name = f"invited-{uuid.uuid4()}"
    invited = User.objects.create_user(name, f"{name}@example.org")
    answer = admin_client.post(f"/manage/users/{invited.id}/link/")
    assert (answer.status_code, b"could not be sent" in answer.content) == (409, True)


def test_fail_others_see_nobody(signed_in: Client, client: Client, user: User) -> None:
    for url in ("/manage/users/", "/manage/users/new/", f"/manage/users/{user.id}/"):
        assert signed_in.get(url).status_code == 403
        assert client.get(url)["Location"].startswith("/accounts/login/")
    for url in ("/manage/users/new/", f"/manage/users/{user.id}/", f"/manage/users/{user.id}/link/"):
        assert signed_in.post(url, {"username": "x", "role": "admin"}).status_code == 403
    assert client.get("/manage/tokens/")["Location"].startswith("/accounts/login/")
