"""What contracts.md promises everywhere: CORS, one error shape, who may call at all, limits, no HTML."""

import uuid

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.test import override_settings

from accounts.models import User
from tests import make
from tests.conftest import ORIGIN
from tests.contracts.doors import IMAGE
from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.house import House
from tests.contracts.http import Client, Fields, accepted, refused

PATHS = [
    "/galleries",
    "/images/upload",
    "/images",
    "/images/x",
    "/items",
    "/items/x",
    "/upload",
    "/photos",
    "/photos/x",
]
WRITES = [
    *[("POST", path) for path in ("/galleries", "/images/upload", "/items", "/upload", "/photos")],
    *[(method, path) for method in ("PUT", "DELETE") for path in ("/galleries", "/images/x", "/items/x")],
]


@pytest.mark.parametrize("path", PATHS)
def test_success_preflight(house: House, path: str) -> None:
    asked = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type, x-filename, content-disposition",
    }
    answer = house.client(Client).call("OPTIONS", path, headers={"Origin": ORIGIN, **asked})
    assert answer.status_code in (200, 204)
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert {"GET", "POST", "PUT", "DELETE"} <= set(answer.headers["Access-Control-Allow-Methods"].split(", "))
    allowed = answer.headers["Access-Control-Allow-Headers"].lower()
    assert all(name in allowed for name in asked["Access-Control-Request-Headers"].split(", "))
    foreign = house.client(Client).call("OPTIONS", path, headers={"Origin": "https://evil.example", **asked})
    assert "Access-Control-Allow-Origin" not in foreign.headers


@pytest.mark.parametrize("path", PATHS)
def test_success_browsers_can_read_every_answer(house: House, path: str) -> None:
    client = house.client(Client)
    for method in ("GET", "POST", "PATCH"):
        answer = client.call(method, path, headers={"Origin": ORIGIN})
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert "origin" in answer.headers["Vary"].lower()


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_fail_strangers_change_nothing(house: House, method: str, path: str) -> None:
    """401 before anything else: whatever the body, the id and the content type."""
    client = house.client(Client)
    large = b"{" + b" " * settings.MAX_BODY_BYTES
    for body in (b"", b"{}", b"garbage", large):
        for content_type in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
            answer = client.call(method, path, data=body, headers={"Content-Type": content_type})
            refused(answer, 401)
            assert "Bearer" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("token", ["garbage", "gallery_x_y_z", "é", "x" * 5000, "a b", ""])
def test_fail_tokens_that_are_none(house: House, token: str) -> None:
    client = house.client(Client)
    headers = {"Authorization": f"Bearer {token}".encode("latin-1")}
    for method in ("GET", "POST"):
        refused(client.call(method, "/galleries", headers=headers), 401)


def test_fail_token_of_a_disabled_user(house: House) -> None:
    user = make.account()
    client = house.client(GalleryManager, user)
    accepted(client.list())
    person = User.objects.get(pk=user.pk)
    person.is_active = False
    person.save()
    for answer in (client.list(), client.create(name="x", continent="x", country="x", years=[1])):
        refused(answer, 401)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/images/x", 404), ("GET", "/nothing", 404), ("PATCH", "/galleries", 405), ("POST", "/galleries", 415)],
)
def test_fail_details_are_a_string_a_list_or_an_object(house: House, method: str, path: str, status: int) -> None:
    """Never null: clients of typed languages read it as what the page says."""
    answer = house.client(Client, house.owner).call(method, path, data=b"x", headers={"Content-Type": "text/plain"})
    assert isinstance(refused(answer, status)["details"], str | list | dict)


@pytest.mark.parametrize("accept", ["application/json", "*/*", "application/json, text/plain, */*"])
def test_fail_unknown_paths_are_json(house: House, accept: str) -> None:
    client = house.client(Client, house.owner)
    for path in ("/nothing", "/", "/images/a/b/c", "/galleries/x/y/z/unknown", "/%00"):
        refused(client.call("GET", path, headers={"Accept": accept}), 404)


def test_fail_methods_say_what_is_allowed(house: House) -> None:
    client = house.client(Client, house.owner)
    for method, path in (("PATCH", "/galleries"), ("TRACE", "/images"), ("PURGE", "/photos"), ("PATCH", "/upload")):
        answer = client.call(method, path)
        refused(answer, 405)
        assert answer.headers["Allow"]


@pytest.mark.parametrize("action", ["nonsense", "RATE_PHOTO", "rate_photo%00", "../x", "x" * 5000, "create"])
def test_fail_unknown_actions(house: House, manager: GalleryManager, action: str) -> None:
    refused(manager.act(action, "x", json={}), 400, "action")
    refused(manager.call("GET", "/galleries", params={"action": action}), 400, "action")


def test_fail_reading_action_by_post_and_the_reverse(manager: GalleryManager) -> None:
    for answer in (
        manager.act("get_photo_rating", json={"photoId": "x"}),
        manager.call("GET", "/galleries", params={"action": "upload_photos", "id": "x"}),
    ):
        assert answer.status_code in (400, 405)


def test_success_trusted_server_speaks_for_whom_it_names(house: House) -> None:
    """At every door that takes a photo, and for nobody else: not with the rights of who gave it the token."""
    server = house.client(Client, house.admin, "read", "upload", "manage", "on-behalf")
    author, image = (
        {"userId": f"author-{uuid.uuid4()}"},
        {"data": make.jpeg(), "headers": {"Content-Type": "image/jpeg"}},
    )
    made = [
        accepted(server.call("POST", path, **sent), 201)
        for path, sent in (
            ("/upload", {"json": {"image": IMAGE, "visibility": "private", **author}}),
            ("/upload", {"params": author, **image}),
            ("/upload", {"files": {"file": ("a.jpg", make.jpeg())}, "data": author}),
            ("/images/upload", {"files": {"file": ("a.jpg", make.jpeg())}, "data": author}),
            ("/items", {"json": {"filename": "a.jpg", **author}}),
            ("/photos", {"json": {"filename": "a.jpg", **author}}),
        )
    ]
    assert {photo["userId"] for photo in made} == set(author.values())
    assert len({photo["galleryId"] for photo in made}) == 1
    private = made[0]["id"]
    for name in ("images", "items", "photos"):
        shown = accepted(server.call("GET", f"/{name}/{private}", params=author))
        assert (shown["id"], "s3Key" in shown) == (private, True)
        refused(server.call("GET", f"/{name}/{private}", params={"userId": "somebody else"}), 404)
        assert private in {photo["id"] for photo in accepted(server.call("GET", f"/{name}", params=author))[name]}
    refused(server.call("PUT", f"/images/{private}", json={"title": "T", "userId": "somebody else"}), 404)
    accepted(server.call("PUT", f"/images/{private}", json={"title": "T", **author}))
    narrow = house.client(Client, house.admin, "read", "on-behalf")
    refused(narrow.call("POST", "/items", json={"filename": "a.jpg", **author}), 403)


def test_fail_session_without_the_csrf_token(house: House) -> None:
    """A foreign page must not write with the cookie of somebody who is signed in."""
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(house.owner)
    answer = browser.post("/api/galleries", {"name": "Forged"}, content_type="application/json")
    assert (answer.status_code, set(answer.json())) == (403, {"error", "details"})


def test_fail_more_than_one_may(house: House) -> None:
    with override_settings(THROTTLES={**settings.THROTTLES, "token": 2, "user": 2}):
        client = house.client(GalleryManager, make.account())
        gallery = {"continent": "Europe", "country": "Iceland", "years": [2024]}
        for _ in range(2):
            accepted(client.create(name=f"Test {uuid.uuid4()}", **gallery), 201)
        answer = client.create(name=f"Test {uuid.uuid4()}", **gallery)
        refused(answer, 429)
        assert 0 < int(answer.headers["Retry-After"]) <= 3600
        accepted(client.list())


def test_success_head_and_compression(house: House, gallery: Fields) -> None:
    house.photo(gallery["id"])
    for path in ("/galleries", "/images", "/photos"):
        answer = house.client(Client).call("HEAD", path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert house.client(Client).call("GET", path).headers["Content-Encoding"] == "gzip"
