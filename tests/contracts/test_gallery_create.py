"""Contract A: `POST /galleries`."""

import uuid
from typing import Any

import pytest

from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.house import ISO_TIME, House
from tests.contracts.http import Fields, accepted, refused

LONG = "x" * 100_000


def wanted(**fields: Any) -> Fields:
    given = {"name": f"Test {uuid.uuid4()}", "continent": "Europe", "country": "Iceland", "years": [2023, 2024]}
    return {**given, **fields}


def test_success_answer_has_every_name(manager: GalleryManager) -> None:
    body = wanted(description="Ten days", latitude=64.1, longitude=-21.9)
    answer = accepted(manager.create(**body), 201)
    assert isinstance(answer["message"], str)
    made = answer["gallery"]
    assert {name: made[name] for name in ("name", "continent", "country", "description", "years")} == {
        name: body[name] for name in ("name", "continent", "country", "description", "years")
    }
    assert (made["photos"], made["photoCount"]) == ([], 0)
    assert made["id"] == made["galleryId"]
    assert isinstance(made["sortOrder"], int | float)
    assert all(ISO_TIME.fullmatch(made[name]) for name in ("createdAt", "updatedAt"))
    kept = accepted(manager.get(made["id"]))
    assert (kept["name"], kept["photos"], kept["latitude"], kept["longitude"]) == (body["name"], [], 64.1, -21.9)


def test_success_unknown_fields_and_no_description(manager: GalleryManager) -> None:
    unknown = {"colour": "blue", "id": "mine", "galleryId": "mine", "photoCount": 7}
    answer = accepted(manager.create(**wanted(description=None, years=["2024", 2023], **unknown)), 201)
    assert (answer["gallery"]["description"], answer["gallery"]["photoCount"]) == ("", 0)
    assert answer["gallery"]["galleryId"] != "mine"
    assert answer["gallery"]["years"] == [2023, 2024]


def test_success_same_name_elsewhere(manager: GalleryManager) -> None:
    body = wanted()
    accepted(manager.create(**body), 201)
    accepted(manager.create(**{**body, "country": "Norway"}), 201)
    accepted(manager.create(**{**body, "continent": "Asia"}), 201)


def test_fail_same_name_in_the_same_country(manager: GalleryManager) -> None:
    body = wanted(name=f"Straße {uuid.uuid4()}")
    accepted(manager.create(**body), 201)
    for name in (body["name"], body["name"].upper(), f"  {body['name'].lower()} "):
        refused(manager.create(**{**body, "name": name}), 409)
    refused(manager.create(**{**body, "country": " iceland "}), 409)


@pytest.mark.parametrize("name", ["name", "continent", "country", "years"])
def test_fail_missing_or_empty(manager: GalleryManager, name: str) -> None:
    body = wanted()
    del body[name]
    refused(manager.create(**body), 400, name)
    nothings: list[Any] = [[] if name == "years" else "", None, {}]
    for nothing in nothings:
        refused(manager.create(**{**body, name: nothing}), 400, name)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("name", [5, True, ["x"], {"x": 1}, LONG, "   ", "a\u0000b"]),
        ("continent", [5, ["Europe"], LONG]),
        ("country", [5, ["Iceland"], LONG]),
        ("description", [5, ["x"], {"x": 1}]),
        ("years", ["2024", 2024, ["x"], [None], [[2024]], [{}], [2024.5], [True]]),
        ("latitude", ["north", [64], {}, True, 1e300]),
        ("longitude", ["west", [22], {}, True]),
    ],
)
def test_fail_wrong_type_names_the_field(manager: GalleryManager, name: str, values: list[Any]) -> None:
    for value in values:
        refused(manager.create(**wanted(**{name: value})), 400, name)


def test_fail_bodies_that_are_no_gallery(manager: GalleryManager) -> None:
    for body in (b"", b"{", b"[]", b'"text"', b"null", b"\xff\xfe", b"5"):
        refused(manager.call("POST", "/galleries", data=body, headers={"Content-Type": "application/json"}), 400)
    refused(manager.call("POST", "/galleries", data=b"<a/>", headers={"Content-Type": "application/xml"}), 415)


def test_fail_strangers_and_tokens_without_the_scope(house: House) -> None:
    refused(house.client(GalleryManager).create(**wanted()), 401)
    refused(house.client(GalleryManager).create(), 401)
    for scope in ("read", "upload", "rate"):
        refused(house.client(GalleryManager, house.owner, scope).create(**wanted()), 403)
