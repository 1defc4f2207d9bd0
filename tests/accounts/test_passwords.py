"""Changing one's password, and setting a new one by a link that works once."""

import re
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.test import Client

from accounts.models import User
from tests import make
from tests.accounts.test_token_api import address
from tests.accounts.test_tokens import bearer

NEW = "a whole new word"


@pytest.fixture
def user() -> User:
    mail.outbox.clear()
    name = f"forgetful-{uuid.uuid4()}"
    return User.objects.create_user(name, f"{name}@example.org", make.PASSWORD)


def can_sign_in(user: User, password: str) -> bool:
    return Client().login(username=user.username, password=password)


def change(browser: Client, old: str = make.PASSWORD, new: str = NEW) -> Any:
    return browser.post(
        "/accounts/password/", {"old_password": old, "new_password1": new, "new_password2": new}, REMOTE_ADDR=address()
    )


def forgot(email: str, here: str | None = None) -> Any:
    return Client(REMOTE_ADDR=here or address()).post("/accounts/password/reset/", {"email": email})


def link() -> str:
    (sent,) = mail.outbox
    found = re.search(r"http://testserver(/\S+)", str(sent.body))
    assert found
    return found[1]


def follow(url: str, browser: Client, new: str = NEW) -> Any:
    form = browser.get(url, follow=True)
    return browser.post(form.request["PATH_INFO"], {"new_password1": new, "new_password2": new}, follow=True)


def test_success_change_ends_all_other_sessions_and_no_token(user: User) -> None:
    here, elsewhere, program = Client(), Client(), bearer(make.token(user, "read"))
    for browser in (here, elsewhere):
        browser.force_login(user)
    assert change(here)["Location"] == "/manage/tokens/"
    assert here.get("/manage/").status_code == 200
    assert elsewhere.get("/manage/").status_code == 302
    assert program.get("/api/v1/me").status_code == 200
    assert can_sign_in(user, NEW)
    assert not can_sign_in(user, make.PASSWORD)


@pytest.mark.parametrize(("old", "new"), [("wrong", NEW), (make.PASSWORD, "short")])
def test_fail_change(user: User, client: Client, old: str, new: str) -> None:
    client.force_login(user)
    answer = change(client, old, new)
    assert (answer.status_code, b"errorlist" in answer.content) == (200, True)
    assert can_sign_in(user, make.PASSWORD)


def test_fail_guessing_the_old_password_in_an_open_browser(user: User, client: Client) -> None:
    client.force_login(user)
    here = address()
    client.defaults["REMOTE_ADDR"] = here
    wrong = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    answers = [client.post("/accounts/password/", wrong).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_fail_change_by_strangers(client: Client) -> None:
    assert change(client)["Location"].startswith("/accounts/login/")


def test_success_reset(user: User, client: Client) -> None:
    signed_in = Client()
    signed_in.force_login(user)
    assert forgot(user.email.upper()).status_code == 200
    assert mail.outbox[0].to == [user.email]
    assert b"Your password is set" in follow(link(), client).content
    assert can_sign_in(user, NEW)
    assert signed_in.get("/manage/").status_code == 302


def test_fail_a_link_works_once(user: User, client: Client) -> None:
    forgot(user.email)
    follow(link(), client)
    assert b"This link has ended" in Client().get(link(), follow=True).content


def test_fail_a_link_ends_with_the_next_sign_in(user: User) -> None:
    forgot(user.email)
    assert can_sign_in(user, make.PASSWORD)
    assert b"This link has ended" in Client().get(link(), follow=True).content


def test_fail_a_link_ends_in_time(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    forgot(user.email)
    later = datetime.now() + timedelta(days=3, minutes=1)
    monkeypatch.setattr(default_token_generator, "_now", lambda: later)
    assert b"This link has ended" in Client().get(link(), follow=True).content


@pytest.mark.parametrize("uid", ["x", "%00", "-", "bm9ib2R5", "//8", "a" * 3000])
def test_fail_made_up_links(client: Client, uid: str) -> None:
    answer = client.get(f"/accounts/password/reset/{uid}/abc-def/")
    assert b"This link has ended" in answer.content or answer.status_code == 404


def test_fail_a_weak_new_password(user: User, client: Client) -> None:
    forgot(user.email)
    assert b"too short" in follow(link(), client, "short").content
    assert can_sign_in(user, make.PASSWORD)


def test_fail_unknown_disabled_and_passwordless_sound_the_same(user: User) -> None:
    known = forgot(user.email).content
    mail.outbox.clear()
    user.is_active = False
    user.save()
    name = f"elsewhere-{uuid.uuid4()}"
    passwordless = User.objects.create_user(name, f"{name}@example.org")
    for email in (user.email, passwordless.email, f"{uuid.uuid4()}@example.org"):
        assert forgot(email).content == known
    assert mail.outbox == []


def test_fail_links_by_the_dozen(user: User) -> None:
    assert [forgot(user.email).status_code for _ in range(6)] == [200] * 5 + [429]
    assert len(mail.outbox) == 5
    here = address()
    answers = [forgot(f"{uuid.uuid4()}@example.org", here).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_fail_a_link_never_leads_to_a_foreign_host(user: User) -> None:
    browser = Client(headers={"Host": "evil.example"}, REMOTE_ADDR=address())
    assert browser.post("/accounts/password/reset/", {"email": user.email}).status_code == 400
    assert mail.outbox == []


def test_success_the_page_says_the_same_when_mail_is_down(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    assert forgot(user.email).status_code == 200
