"""Contract E: list, presigned upload, detail."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import make
from tests.contracts.house import House, carries_photo
from tests.contracts.http import Fields, accepted, refused
from tests.contracts.small_uploads import Presigned, put


@pytest.fixture
def photos(house: House) -> Presigned:
    return house.client(Presigned, house.owner)


def test_success_begin_put_read(house: House, photos: Presigned, deliver: Callable[[], int]) -> None:
    begun = accepted(photos.begin(filename="fall.jpg", contentType="image/jpeg", title="Fall", unknown=1), 201)
    stranger = house.client(Presigned)
    refused(stranger.get(begun["photoId"]), 404)
    assert accepted(photos.get(begun["photoId"]))["status"] == "awaiting_upload"
    assert put(begun["uploadUrl"], make.jpeg()).status_code == 200
    deliver()
    shown = accepted(stranger.get(begun["photoId"]))
    carries_photo(shown)
    assert shown["title"] == "Fall"
    assert begun["photoId"] in [photo["photoId"] for photo in accepted(stranger.list(limit=200))["photos"]]


def test_success_list_paged(house: House, gallery: Fields) -> None:
    made = {house.photo(gallery["id"])["id"] for _ in range(3)}
    stranger, seen, cursor = house.client(Presigned), [], ""
    while True:
        page = accepted(stranger.list(limit=2, **({"cursor": cursor} if cursor else {})))
        assert len(page["photos"]) <= 2
        seen += [photo["photoId"] for photo in page["photos"]]
        cursor = page["nextCursor"]
        if not cursor or made <= set(seen):
            break
    assert made <= set(seen)
    assert len(seen) == len(set(seen))


def test_success_cache_headers(house: House, gallery: Fields) -> None:
    photo = house.photo(gallery["id"])["id"]
    stranger, owner = house.client(Presigned), house.client(Presigned, house.owner)
    for answer in (stranger.list(), stranger.get(photo)):
        assert "public" in answer.headers["Cache-Control"]
        assert "max-age=" in answer.headers["Cache-Control"]
        assert "authorization" in answer.headers["Vary"].lower()
    for answer in (owner.list(), owner.get(photo)):
        assert {"private", "no-store"} & set(answer.headers["Cache-Control"].replace(" ", "").split(","))
        assert "public" not in answer.headers["Cache-Control"]
    assert "public" not in stranger.get("nothing").headers["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("filename", 5),
        ("filename", ["a.jpg"]),
        ("contentType", 5),
        ("title", ["x"]),
        ("description", 5),
        ("tags", "sea"),
        ("visibility", "secret"),
        ("size", "large"),
    ],
)
def test_fail_wrong_type_names_the_field(photos: Presigned, name: str, value: Any) -> None:
    refused(photos.begin(**{"filename": "a.jpg", name: value}), 400, name)


def test_fail_lists(photos: Presigned) -> None:
    for limit in ("0", "201", "x"):
        refused(photos.list(limit=limit), 400, "limit")
    refused(photos.list(cursor="garbage"), 400, "cursor")


def test_fail_media_type_and_methods(photos: Presigned) -> None:
    refused(photos.call("POST", "/photos", data=b"x", headers={"Content-Type": "text/plain"}), 415)
    refused(photos.call("POST", "/photos", data=b"[1]", headers={"Content-Type": "application/json"}), 400)
    for method, path in (("DELETE", "/photos"), ("PUT", "/photos"), ("POST", "/photos/x")):
        refused(photos.call(method, path, json={}), 405)


def test_fail_who_may_not(house: House, gallery: Fields) -> None:
    hidden = house.photo(gallery["id"], visibility="private")["id"]
    stranger, other = house.client(Presigned), house.client(Presigned, house.other)
    refused(stranger.begin(filename="a.jpg"), 401)
    for scope in ("read", "rate"):
        refused(house.client(Presigned, house.owner, scope).begin(filename="a.jpg"), 403)
    for client in (stranger, other):
        assert refused(client.get(hidden), 404) == refused(client.get("nothing"), 404)
        assert hidden not in client.list(limit=200).text
    assert accepted(house.client(Presigned, house.admin).get(hidden))["id"] == hidden
