"""Contract A: `PUT /galleries`."""

from typing import Any

import pytest

from tests import make
from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.house import House
from tests.contracts.http import Fields, accepted, refused
from tests.contracts.image_service import ImageService


def originals(gallery_id: str) -> dict[str, Any]:
    """Every object of a gallery with the time at which it was written; sidecars may be written again."""
    from django.conf import settings

    from photos import storage

    found = {}
    for top in ("galleries", "thumbnails"):
        answer = storage.client().list_objects_v2(Bucket=settings.BUCKET_NAME, Prefix=f"{top}/{gallery_id}/")
        found.update({item["Key"]: item["LastModified"] for item in answer.get("Contents", [])})
    return found


@pytest.mark.parametrize("key", ["id", "galleryId"])
def test_success_change_fields(manager: GalleryManager, gallery: Fields, key: str) -> None:
    changes = {
        "name": f"New {gallery['name']}",
        "description": "Now with words",
        "years": [1999],
        "continent": "Asia",
        "country": "Japan",
        "latitude": 35.6,
        "longitude": 139.7,
        "sortOrder": 12.5,
        "showLocations": True,
        "visibility": "unlisted",
    }
    answer = accepted(manager.put(**{key: gallery["id"]}, **changes, unknown="ignored"))
    assert isinstance(answer["message"], str)
    for shown in (answer["gallery"], accepted(manager.get(gallery["id"]))):
        assert {name: shown[name] for name in changes} == changes
        assert (shown["id"], shown["createdAt"]) == (gallery["id"], gallery["createdAt"])
    assert answer["gallery"]["updatedAt"] >= gallery["updatedAt"]


def test_success_renaming_moves_no_object(house: House, manager: GalleryManager, gallery: Fields) -> None:
    house.photo(gallery["id"])
    before = originals(gallery["id"])
    assert before
    accepted(manager.put(id=gallery["id"], name=f"New {gallery['name']}", country="Norway", continent="Europe"))
    assert originals(gallery["id"]) == before
    assert len(accepted(manager.get(gallery["id"]))["photos"]) == 1


def test_success_what_is_not_named_stays(manager: GalleryManager, gallery: Fields) -> None:
    accepted(manager.put(galleryId="", id=gallery["id"], description="Words"))
    kept = accepted(manager.get(gallery["id"]))
    same = ("name", "continent", "country", "years", "sortOrder")
    assert {name: kept[name] for name in same} == {name: gallery[name] for name in same}


def test_success_cover_photo(house: House, manager: GalleryManager, gallery: Fields) -> None:
    first, second = (house.photo(gallery["id"]) for _ in range(2))
    for chosen, named in ((second, {"query": "x"}), (first, {"action": "set_cover_photo"})):
        query = {"action": "set_cover_photo"} if "query" in named else {}
        body = {"id": gallery["id"], "photoId": chosen["photoId"], "description": "not meant", **named}
        answer = accepted(manager.call("PUT", "/galleries", params=query, json=body))
        assert answer["gallery"]["description"] == ""
        for shown in (answer["gallery"], accepted(manager.get(gallery["id"]))):
            assert chosen["photoId"] in shown["coverPhotoURL"]


def test_success_rename_photos(house: House, manager: GalleryManager, gallery: Fields) -> None:
    first, second, third = (house.photo(gallery["id"], title="Old")["photoId"] for _ in range(3))
    names = [{"photoId": first, "name": "Sunrise"}, {"photoId": second, "name": "Eyjafjallajökull 🌋"}]
    accepted(manager.put(id=gallery["id"], photos=names))
    titles = {photo["photoId"]: photo["title"] for photo in accepted(manager.get(gallery["id"]))["photos"]}
    assert titles == {first: "Sunrise", second: "Eyjafjallajökull 🌋", third: "Old"}


def test_fail_name_of_another_gallery(house: House, manager: GalleryManager, gallery: Fields) -> None:
    taken = house.gallery()["name"]
    refused(manager.put(id=gallery["id"], name=f" {taken.upper()} "), 409)
    assert accepted(manager.get(gallery["id"]))["name"] == gallery["name"]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("name", [5, "", "  ", None, ["x"]]),
        ("continent", [5, ""]),
        ("country", [5, ""]),
        ("years", [[], "2024", ["x"], None]),
        ("description", [5, ["x"]]),
        ("latitude", ["north", [], True]),
        ("photos", ["x", 5, {}, [5], [{"photoId": 5, "name": "x"}], [{"photoId": "x", "name": 5}]]),
        ("action", ["nonsense", 5]),
    ],
)
def test_fail_wrong_type_names_the_field(
    manager: GalleryManager, gallery: Fields, name: str, values: list[Any]
) -> None:
    for value in values:
        refused(manager.put(id=gallery["id"], **{name: value}), 400, name)


def test_fail_no_id(manager: GalleryManager) -> None:
    refused(manager.put(description="x"), 400, "galleryId")
    refused(manager.put(galleryId=5, description="x"), 400, "galleryId")
    refused(manager.put(galleryId="", id="", description="x"), 400, "galleryId")


def test_fail_cover_that_is_not_in_the_gallery(house: House, manager: GalleryManager, gallery: Fields) -> None:
    elsewhere = house.photo(house.gallery()["id"])["photoId"]
    private = house.photo(gallery["id"], visibility="private")["photoId"]
    for photo_id in (elsewhere, "nothing", private):
        answer = manager.put(id=gallery["id"], action="set_cover_photo", photoId=photo_id)
        assert answer.status_code in (400, 404)
    assert accepted(manager.get(gallery["id"]))["coverPhotoURL"] == ""
    refused(manager.put(id=gallery["id"], action="set_cover_photo"), 400, "photoId")
    refused(manager.put(id=gallery["id"], action="set_cover_photo", photoId=7), 400, "photoId")


def test_fail_renaming_photos_of_another_gallery(house: House, manager: GalleryManager, gallery: Fields) -> None:
    hers = house.gallery(house.other)["id"]
    photo = house.photo(hers, house.other, title="Hers")
    elsewhere = house.photo(house.gallery()["id"], title="Also mine")["photoId"]
    for photo_id, status in ((photo["photoId"], 403), ("nothing", 404), (elsewhere, 404)):
        names = [{"photoId": photo_id, "name": "Mine"}]
        refused(manager.put(id=gallery["id"], description="Not stored", photos=names), status)
    assert accepted(manager.get(gallery["id"]))["description"] == ""
    assert accepted(house.client(ImageService).get(elsewhere))["title"] == "Also mine"
    assert accepted(manager.get(hers))["photos"][0]["title"] == "Hers"


def test_fail_who_may_not(house: House, gallery: Fields) -> None:
    hidden = house.gallery(visibility="private")["id"]
    stranger, other = house.client(GalleryManager), house.client(GalleryManager, house.other)
    refused(stranger.put(id=gallery["id"], name="Mine"), 401)
    refused(stranger.put(id="nothing", name="Mine"), 401)
    refused(other.put(id=gallery["id"], name="Mine"), 403)
    assert refused(other.put(id=hidden, name="Mine"), 404) == refused(other.put(id="nothing", name="Mine"), 404)
    for scope in ("read", "upload", "rate"):
        refused(house.client(GalleryManager, house.owner, scope).put(id=gallery["id"], name="Mine"), 403)
    accepted(house.client(GalleryManager, house.admin).put(id=gallery["id"], description="By the admin"))


def test_success_sidecars_follow(house: House, manager: GalleryManager, gallery: Fields) -> None:
    accepted(manager.put(id=gallery["id"], description="Kept beside the photos"))
    assert make.json_under(f"metadata/{gallery['id']}/gallery.json")["description"] == "Kept beside the photos"
