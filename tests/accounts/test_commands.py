"""Django's own commands for people work on DynamoDB."""

import uuid
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from tests import make


@pytest.fixture
def name() -> str:
    return f"chief-{uuid.uuid4()}"


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Answers the commands' questions; the last answer to a password is given again."""

    def answer(name: str, *passwords: str) -> None:
        given: Iterator[str] = iter([word for password in passwords for word in (password, password)])
        monkeypatch.setattr("builtins.input", lambda prompt="": name if "name" in prompt.lower() else "y")
        monkeypatch.setattr("getpass.getpass", lambda *args, **kwargs: next(given))
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    return answer


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def can_sign_in(name: str, password: str) -> bool:
    return Client().login(username=name, password=password)


def test_success_createsuperuser_from_the_environment(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", name)
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", make.PASSWORD)
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", f"{name}@example.org")
    call_command("createsuperuser", interactive=False, stdout=StringIO())
    assert can_sign_in(name, make.PASSWORD)
    assert User.objects.get_by_natural_key(name).actor.role == "admin"


def test_success_createsuperuser_asks(name: str, types: Any) -> None:
    types(name, make.PASSWORD)
    out = StringIO()
    call_command("createsuperuser", interactive=True, stdin=Terminal(), stdout=out)
    assert "created successfully" in out.getvalue()
    assert can_sign_in(name, make.PASSWORD)


def test_fail_createsuperuser_taken_or_weak(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "short")
    with pytest.raises(CommandError, match="too short"):
        call_command("createsuperuser", interactive=False, username=name)
    taken = make.account().username
    with pytest.raises(CommandError, match="taken"):
        call_command("createsuperuser", interactive=False, username=taken.upper())


def test_success_changepassword(types: Any) -> None:
    user = make.account()
    browser = Client()
    browser.login(username=user.username, password=make.PASSWORD)
    types("", "a whole new word")
    call_command("changepassword", user.username, stdout=StringIO())
    assert can_sign_in(user.username, "a whole new word")
    assert not can_sign_in(user.username, make.PASSWORD)
    assert browser.get("/api/v1/me").status_code == 401


def test_fail_changepassword_of_nobody(name: str) -> None:
    with pytest.raises(CommandError, match="does not exist"):
        call_command("changepassword", name)
