"""Signing in and out, with sessions that end when they are ended."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from pynamodb.exceptions import PynamoDBException

from accounts.items import SessionItem, UserItem
from accounts.models import User
from accounts.sessions import SessionStore
from gallery_project.tables import now
from tests import make


@pytest.fixture
def user() -> User:
    return make.account()


def sign_in(browser: Client, user: User, password: str = make.PASSWORD) -> int:
    sent = {"username": user.username, "password": password}
    return browser.post("/accounts/login/", sent).status_code


def signed_in(browser: Client) -> bool:
    return browser.get("/manage/").status_code == 200


def test_success_in_and_out(client: Client, user: User) -> None:
    assert not signed_in(client)
    assert sign_in(client, user) == 302
    assert signed_in(client)
    kept = client.cookies["sessionid"].value
    assert client.post("/accounts/logout/").status_code == 302
    client.cookies["sessionid"] = kept  # who copied the cookie is out too
    assert not signed_in(client)


def test_success_name_in_any_case(client: Client) -> None:
    user = make.account()
    user.username = user.username.upper()
    assert sign_in(client, user) == 302


@pytest.mark.parametrize("password", ["", "wrong", make.PASSWORD + " "])
def test_fail_wrong_password(client: Client, user: User, password: str) -> None:
    assert sign_in(client, user, password) == 200
    assert not signed_in(client)


def test_fail_unknown_and_disabled_users(client: Client, user: User) -> None:
    assert sign_in(client, User(username="nobody at all")) == 200
    user.is_active = False
    user.save()
    assert sign_in(client, user) == 200
    assert not signed_in(client)


def test_success_disabling_ends_running_sessions(client: Client, user: User) -> None:
    sign_in(client, user)
    user.is_active = False
    user.save()
    assert not signed_in(client)


def test_success_session_ends_in_time_though_the_table_reaps_late(client: Client, user: User) -> None:
    sign_in(client, user)
    (item,) = (each for each in SessionItem.scan(SessionItem.pk.startswith("SESSION#")) if _of(each, client))
    item.update([SessionItem.expires_at.set(now() - timedelta(seconds=5))])
    assert not signed_in(client)


def _of(item: SessionItem, browser: Client) -> bool:
    from accounts.sessions import _pk

    return item.pk == _pk(browser.cookies["sessionid"].value)


def test_success_session_key_is_new_after_login_and_never_stored(client: Client, user: User) -> None:
    client.cookies["sessionid"] = "chosen-by-an-attacker"
    sign_in(client, user)
    key = client.cookies["sessionid"].value
    assert key != "chosen-by-an-attacker"
    assert not [item for item in SessionItem.scan(SessionItem.pk.startswith("SESSION#")) if key in item.pk + item.data]


def test_fail_ended_session_does_not_come_back_by_being_saved(client: Client, user: User) -> None:
    sign_in(client, user)
    slow, other = (SessionStore(client.cookies["sessionid"].value) for _ in range(2))
    slow["page"] = "is still being made"
    other.delete()
    with pytest.raises(UpdateError):
        slow.save()
    assert not signed_in(client)


def test_success_last_login_is_noted(client: Client, user: User) -> None:
    sign_in(client, user)
    assert UserItem.get(f"USER#{user.pk}", "USER").last_login


def test_fail_account_that_is_gone_does_not_come_back_by_being_saved() -> None:
    gone = User(id="nobody", username="nobody", password="x")
    with pytest.raises((User.DoesNotExist, PynamoDBException)):
        gone.save()
    assert UserItem.count("USER#nobody") == 0


def test_success_visitors_get_no_cookie_by_looking(client: Client) -> None:
    client.get("/")
    assert not client.cookies.get("sessionid")
    assert not client.cookies.get("visitor")


def test_fail_forms_want_their_token(user: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    answer = browser.post("/manage/galleries/new/", {"name": "x"})
    assert (answer.status_code, b"too old" in answer.content) == (403, True)
    url = f"/api/v1/galleries/{make.gallery().gallery_id}/uploads"
    answer = browser.post(url, {"photos": [{"filename": "a"}]}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["error"]


def test_success_login_leads_where_one_wanted_to_go(client: Client, user: User) -> None:
    wanted = client.get("/manage/galleries/new/")["Location"]
    assert wanted == "/accounts/login/?next=/manage/galleries/new/"
    answer = client.post(wanted, {"username": user.username, "password": make.PASSWORD})
    assert answer["Location"] == "/manage/galleries/new/"
