"""Administrators' door to people: who there is, what each may do, and that one administrator always remains."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import people
from gallery_project.errors import NotAllowed
from tests import make
from tests.accounts.test_token_api import ask
from tests.accounts.test_tokens import bearer

URL = "/api/v1/users"


@pytest.fixture
def desk() -> Client:
    return bearer(make.token(make.account("admin"), "manage"))


def person(**values: Any) -> dict[str, Any]:
    return {"username": f"person-{uuid.uuid4()}", "password": make.PASSWORD, **values}


def post(desk: Client, **values: Any) -> Any:
    return desk.post(URL, person(**values), content_type="application/json")


def patch(desk: Client, user_id: str, **changes: Any) -> Any:
    return desk.patch(f"{URL}/{user_id}", changes, content_type="application/json")


def test_success_create_and_read(desk: Client) -> None:
    email = f"{uuid.uuid4()}@example.org"
    answer = post(desk, email=email)
    made = answer.json()
    assert (answer.status_code, answer["Location"]) == (201, f"{URL}/{made['id']}")
    assert "password" not in made
    assert (made["email"], made["role"], made["isActive"], made["lastLogin"]) == (email, "photographer", True, None)
    assert desk.get(f"{URL}/{made['id']}").json() == made
    assert User.objects.get(pk=made["id"]).check_password(make.PASSWORD)


def test_success_change_of_address_frees_the_old_one(desk: Client) -> None:
    old, new = (f"{uuid.uuid4()}@example.org" for _ in range(2))
    user_id = post(desk, email=old).json()["id"]
    assert patch(desk, user_id, email=new).json()["email"] == new
    assert User.objects.get_by_email(new.upper()).id == user_id
    assert post(desk, email=old).status_code == 201
    assert patch(desk, user_id, email="").json()["email"] == ""
    assert post(desk, email=new).status_code == 201


def test_success_disabled_and_enabled_again(desk: Client, client: Client) -> None:
    user = make.account()
    client.force_login(user)
    program = bearer(make.token(user, "read"))
    assert patch(desk, user.id, isActive=False).json()["isActive"] is False
    assert program.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/me").status_code == 401
    assert ask(user).status_code == 401
    patch(desk, user.id, isActive=True)
    assert program.get("/api/v1/me").status_code == 200


def test_success_list_is_paged_by_name(desk: Client) -> None:
    prefix = f"listed {uuid.uuid4()}"
    for n in (2, 0, 1):
        post(desk, username=f"{prefix} {n}".upper())
    names, cursor = [], ""
    while True:
        page = desk.get(URL, {"limit": 7, "cursor": cursor}).json()
        names += [each["username"] for each in page["users"]]
        assert len(page["users"]) <= 7
        if not (cursor := page["nextCursor"]):
            break
    assert [name for name in names if name.startswith(prefix.upper())] == [f"{prefix} {n}".upper() for n in range(3)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "201"}, {"limit": "x"}, {"cursor": "x"}])
def test_fail_unusable_pages(desk: Client, query: dict[str, str]) -> None:
    assert desk.get(URL, query).status_code == 400


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "x" * 151}, "username"),
        ({"username": "a\u202eb"}, "username"),
        ({"username": "\ufdfa" * 150}, "username"),  # each is eighteen letters in its plain spelling
        ({"username": 7}, "username"),
        ({"password": "short"}, "password"),
        ({"email": "nowhere"}, "email"),
        ({"email": "a@" + "\ufdfa" * 60 + ".com"}, "email"),
        ({"role": "owner"}, "role"),
    ],
)
def test_fail_unusable_values(desk: Client, values: dict[str, Any], field: str) -> None:
    answer = post(desk, **values)
    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])


def test_fail_taken(desk: Client) -> None:
    taken = post(desk, email=f"{uuid.uuid4()}@example.org").json()
    other = post(desk).json()
    assert post(desk, username=taken["username"].upper()).status_code == 409
    assert post(desk, email=taken["email"].upper()).status_code == 409
    assert patch(desk, other["id"], email=taken["email"]).status_code == 409
    assert User.objects.get_by_email(taken["email"]).id == taken["id"]


@pytest.mark.parametrize("changes", [{"isActive": "no idea"}, {"role": "owner"}, {"email": "x"}, {"email": None}])
def test_fail_unusable_changes(desk: Client, changes: dict[str, Any]) -> None:
    answer = patch(desk, make.account().id, **changes)
    assert (answer.status_code, list(answer.json()["details"])) == (400, list(changes))


def test_fail_unknown(desk: Client) -> None:
    for user_id in ("nobody", "x" * 2000):
        assert desk.get(f"{URL}/{user_id}").status_code == 404
        assert patch(desk, user_id, role="admin").status_code == 404


@pytest.mark.parametrize("changes", [{"isActive": False}, {"role": "photographer"}])
def test_fail_nobody_locks_himself_out(changes: dict[str, Any]) -> None:
    user = make.account("admin")
    assert patch(bearer(make.token(user, "manage")), user.id, **changes).status_code == 403
    assert User.objects.get(pk=user.id).actor.role == "admin"


def test_success_of_two_who_disable_each_other_one_remains() -> None:
    one, two = make.account("admin"), make.account("admin")

    def disable(pair: tuple[User, User]) -> bool:
        try:
            people.update(actor=pair[0].actor, user_id=pair[1].id, is_active=False)
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(disable, [(one, two), (two, one)])) == [False, True]


def test_fail_everybody_else(client: Client) -> None:
    user, admin = make.account(), make.account("admin")
    session = Client()
    session.force_login(user)
    refused = {
        401: [client],
        403: [session, bearer(make.token(user, "manage")), bearer(make.token(admin, "read", "upload", "rate"))],
    }
    for status, browsers in refused.items():
        for browser in browsers:
            assert browser.get(URL).status_code == status
            assert browser.get(f"{URL}/{user.id}").status_code == status
            assert post(browser).status_code == status
            assert patch(browser, user.id, role="admin").status_code == status
    assert User.objects.get(pk=user.id).role == "photographer"


def test_success_administrators_are_made_and_changed_in_person(admin_client: Client) -> None:
    made = post(admin_client, role="admin").json()
    assert made["role"] == "admin"
    email = f"{uuid.uuid4()}@example.org"
    assert patch(admin_client, made["id"], email=email).json()["email"] == email
    assert patch(admin_client, made["id"], role="photographer").json()["role"] == "photographer"


def test_fail_no_token_makes_or_changes_administrators() -> None:
    desk = bearer(make.token(make.account("admin"), "read", "upload", "manage", "rate", "on-behalf"))
    assert post(desk, role="admin").status_code == 403
    assert patch(desk, make.account().id, role="admin").status_code == 403
    other = make.account("admin")
    for changes in ({"email": f"{uuid.uuid4()}@example.org"}, {"role": "photographer"}, {"isActive": False}):
        assert patch(desk, other.id, **changes).status_code == 403
    user = User.objects.get(pk=other.id)
    assert (user.role, user.email, user.is_active) == ("admin", "", True)
