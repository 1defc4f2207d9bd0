"""Contract B, record first: `/items`."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import make
from tests.contracts.house import House, carries_photo
from tests.contracts.http import Fields, accepted, refused
from tests.contracts.image_service import ImageService, ItemService
from tests.contracts.small_uploads import put

RECORD = {"title": "Fall", "description": "Wet", "tags": ["sea"], "visibility": "public"}
FILE = {"filename": "fall.jpg", "contentType": "image/jpeg"}


@pytest.fixture
def items(house: House) -> ItemService:
    return house.client(ItemService, house.owner)


def test_success_record_then_file(house: House, items: ItemService, deliver: Callable[[], int]) -> None:
    made = accepted(items.create(**RECORD, **FILE, unknown="ignored"), 201)
    carries_photo(made, "awaiting_upload")
    assert {name: made[name] for name in RECORD} == RECORD
    assert made["upload"] == {"method": "PUT", "url": made["uploadUrl"], "key": made["key"]}
    assert made["key"].startswith(f"galleries/{made['galleryId']}/")
    stranger = house.client(ItemService)
    refused(stranger.get(made["id"]), 404)
    assert put(made["uploadUrl"], make.jpeg()).status_code == 200
    deliver()
    for kept in (accepted(stranger.get(made["id"])), accepted(house.client(ImageService).get(made["id"]))):
        carries_photo(kept)
        assert {name: kept[name] for name in RECORD} == RECORD


def test_success_another_content_type_than_announced(items: ItemService, deliver: Callable[[], int]) -> None:
    made = accepted(items.create(**FILE), 201)
    assert put(made["uploadUrl"], make.jpeg(), "text/html").status_code == 200
    deliver()
    carries_photo(accepted(items.get(made["id"])))


def test_success_private_record(house: House, items: ItemService, deliver: Callable[[], int]) -> None:
    made = accepted(items.create(**{**RECORD, "visibility": "private"}, **FILE), 201)
    put(made["uploadUrl"], make.jpeg())
    deliver()
    refused(house.client(ItemService).get(made["id"]), 404)
    carries_photo(accepted(items.get(made["id"])))


def test_success_same_resource_as_images(house: House, gallery: Fields) -> None:
    photo = house.photo(gallery["id"])["id"]
    items, images = house.client(ItemService, house.owner), house.client(ImageService, house.owner)
    assert accepted(items.put(photo, title="By item"))["title"] == "By item"
    assert accepted(images.get(photo))["title"] == "By item"
    assert items.delete(photo).status_code in (200, 204)
    refused(images.get(photo), 404)
    refused(items.delete(photo), 404)


def test_success_gallery_of_ones_choice(house: House, items: ItemService, gallery: Fields) -> None:
    made = accepted(items.create(**FILE, size=9, galleryId=gallery["id"]), 201)
    assert (made["galleryId"], made["size"], made["title"]) == (gallery["id"], 9, "fall")
    refused(items.create(**FILE, galleryId=house.gallery(house.other)["id"]), 403)


def test_success_list(house: House) -> None:
    author = make.account()
    items = house.client(ItemService, author)
    made = [accepted(house.client(ImageService, author).upload(make.jpeg()), 201)["id"] for _ in range(3)]
    query: Fields = {"userId": str(author.pk), "limit": 2}
    first = accepted(items.list(**query))
    rest = accepted(items.list(**query, cursor=first["nextCursor"]))
    assert {item["id"] for page in (first, rest) for item in page["items"]} == set(made)
    assert not rest["nextCursor"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", 5),
        ("description", ["x"]),
        ("tags", "sea"),
        ("tags", [5]),
        ("visibility", "secret"),
        ("filename", 5),
        ("contentType", 5),
        ("userId", 5),
        ("size", -1),
        ("size", 0),
    ],
)
def test_fail_wrong_type_names_the_field(items: ItemService, gallery: Fields, name: str, value: Any) -> None:
    refused(items.create(**{**RECORD, **FILE, "galleryId": gallery["id"], name: value}), 400, name)
    assert make.keys_under(f"metadata/{gallery['id']}/")[1:] == []


def test_fail_list_and_methods(items: ItemService) -> None:
    refused(items.list(limit="many"), 400, "limit")
    refused(items.list(cursor="garbage"), 400, "cursor")
    refused(items.call("DELETE", "/items"), 405)
    refused(items.call("POST", "/items/x", json={}), 405)
    refused(items.call("POST", "/items", data=b"x", headers={"Content-Type": "text/plain"}), 415)
    refused(items.call("POST", "/items", data=b"[]", headers={"Content-Type": "application/json"}), 400)


def test_fail_who_may_not(house: House, gallery: Fields) -> None:
    shown = house.photo(gallery["id"])["id"]
    hidden = house.photo(gallery["id"], visibility="private")["id"]
    stranger, other = house.client(ItemService), house.client(ItemService, house.other)
    refused(stranger.create(**RECORD, **FILE), 401)
    refused(stranger.put(shown, title="Mine"), 401)
    refused(stranger.delete(hidden), 401)
    refused(other.put(shown, title="Mine"), 403)
    refused(other.delete(shown), 403)
    for item in (hidden, "nothing"):
        for answer in (other.get(item), other.put(item, title="Mine"), other.delete(item)):
            refused(answer, 404)
    for scope in ("read", "rate"):
        refused(house.client(ItemService, house.owner, scope).create(**RECORD, **FILE), 403)
    accepted(house.client(ItemService, house.owner, "upload").create(**RECORD, **FILE), 201)
