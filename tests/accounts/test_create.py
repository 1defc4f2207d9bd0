"""Accounts: names exist once, passwords are good enough, and the admin is made once."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from gallery_project.errors import Conflict, Invalid
from tests import make


def test_success_found_by_name_and_by_id() -> None:
    user = User.objects.create_user(username=" Ansel  ", password=make.PASSWORD, email="a@example.org")
    assert User.objects.get_by_natural_key("ANSEL").pk == user.pk
    assert User.objects.get(pk=user.pk).username == "Ansel"
    assert user.check_password(make.PASSWORD)


@pytest.mark.parametrize(
    ("field", "values"), [("username", ("Dorothea", "dorothea ")), ("email", ("D@x.org", "d@X.org"))]
)
def test_fail_taken_whatever_its_case(field: str, values: tuple[str, str]) -> None:
    names = {"username": f"taken-{field}", "password": make.PASSWORD}
    User.objects.create_user(**{**names, field: values[0]})
    with pytest.raises(Conflict):
        User.objects.create_user(**{**names, "username": f"other-{field}", field: values[1]})


def test_success_one_of_many_at_the_same_moment() -> None:
    def attempt(_: int) -> bool:
        try:
            User.objects.create_user(username="sebastião", password=make.PASSWORD)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(attempt, range(8))) == 1


@pytest.mark.parametrize("password", ["", "short", "12345678901", "password123"])
def test_fail_weak_password(password: str) -> None:
    with pytest.raises(Invalid):
        User.objects.create_user(username="weak", password=password)
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key("weak")


def test_fail_no_name() -> None:
    with pytest.raises(Invalid):
        User.objects.create_user(username="  ", password=make.PASSWORD)


def test_success_admin_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", make.PASSWORD)
    said = [StringIO(), StringIO()]
    for out in said:
        call_command("create_admin", username="root-admin", stdout=out)
        monkeypatch.setenv("ADMIN_PASSWORD", "")  # the second time none is needed
    assert "Created" in said[0].getvalue()
    assert "exists" in said[1].getvalue()
    assert User.objects.get_by_natural_key("root-admin").actor.role == "admin"


def test_fail_admin_with_a_weak_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "short")
    with pytest.raises(CommandError, match="ADMIN_PASSWORD"):
        call_command("create_admin", username="weak-admin")
