"""Contract A: `POST /galleries?action=delete_photo&id=G`."""

from collections.abc import Callable

import pytest

from photos.models import Photo
from tests import make
from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.house import House
from tests.contracts.http import Fields, accepted, refused
from tests.contracts.small_uploads import put


def test_success_by_id(house: House, manager: GalleryManager, gallery: Fields) -> None:
    kept, going = (house.photo(gallery["id"])["photoId"] for _ in range(2))
    answer = accepted(manager.delete_photo(gallery["id"], photoId=going))
    assert isinstance(answer["message"], str)
    assert (answer["deleted"], answer["photoId"]) == (True, going)
    shown = accepted(manager.get(gallery["id"]))
    assert ([photo["photoId"] for photo in shown["photos"]], shown["photoCount"]) == ([kept], 1)
    assert [key for key in make.keys_under(f"galleries/{gallery['id']}/") if going in key] == []
    assert make.keys_under(f"thumbnails/{gallery['id']}/{going}/") == []
    refused(manager.delete_photo(gallery["id"], photoId=going), 404)


def test_success_by_number(house: House, manager: GalleryManager, gallery: Fields) -> None:
    made = [house.photo(gallery["id"])["photoId"] for _ in range(3)]
    photos = accepted(manager.get(gallery["id"]))["photos"]
    assert [photo["photoNumber"] for photo in photos] == [1, 2, 3]
    assert accepted(manager.delete_photo(gallery["id"], photoNumber=2))["photoId"] == made[1]
    refused(manager.delete_photo(gallery["id"], photoNumber=2), 404)
    assert accepted(manager.delete_photo(gallery["id"], photoNumber=3))["photoId"] == made[2]


def test_fail_number_that_two_photos_have(house: House, manager: GalleryManager, gallery: Fields) -> None:
    """As a rebuild may leave them: neither is guessed at."""
    ids = [house.photo(gallery["id"])["photoId"] for _ in range(2)]
    for photo_id in ids:
        Photo(gallery["id"], photo_id).update([Photo.photo_number.set(7)])
    refused(manager.delete_photo(gallery["id"], photoNumber=7), 409, "photoId")
    accepted(manager.delete_photo(gallery["id"], photoNumber=7, photoId=ids[1]))
    assert accepted(manager.delete_photo(gallery["id"], photoNumber=7))["photoId"] == ids[0]


def test_success_by_key(manager: GalleryManager, gallery: Fields, deliver: Callable[[], int]) -> None:
    (slot,) = accepted(manager.upload_urls(gallery["id"], [{"filename": "a.jpg"}]))["upload_urls"]
    put(slot["original_url"], make.jpeg())
    deliver()
    answer = accepted(manager.delete_photo(gallery["id"], s3Key=slot["original_key"]))
    assert answer["photoId"] == slot["photo_id"]
    refused(manager.delete_photo(gallery["id"], s3Key=slot["original_key"]), 404)


def test_fail_photo_of_another_gallery(house: House, manager: GalleryManager, gallery: Fields) -> None:
    elsewhere = house.gallery()["id"]
    photo = house.photo(elsewhere)["photoId"]
    (key,) = make.keys_under(f"galleries/{elsewhere}/")
    for which in (
        {"photoId": photo},
        {"s3Key": key},
        {"s3Key": f"galleries/{gallery['id']}/../{elsewhere}/{photo}.jpg"},
    ):
        refused(manager.delete_photo(gallery["id"], **which), 404)
    assert accepted(manager.get(elsewhere))["photoCount"] == 1


@pytest.mark.parametrize(
    "which", [{"photoId": "nothing"}, {"photoNumber": 99}, {"photoNumber": -1}, {"s3Key": "galleries/x/y.jpg"}]
)
def test_fail_unknown(manager: GalleryManager, gallery: Fields, which: Fields) -> None:
    refused(manager.delete_photo(gallery["id"], **which), 404)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("photoId", 5),
        ("photoId", ["x"]),
        ("photoNumber", "two"),
        ("photoNumber", 1.5),
        ("photoNumber", True),
        ("s3Key", 5),
        ("s3Key", {}),
    ],
)
def test_fail_wrong_type_names_the_field(manager: GalleryManager, gallery: Fields, name: str, value: object) -> None:
    refused(manager.delete_photo(gallery["id"], **{name: value}), 400, name)
    assert manager.delete_photo(gallery["id"]).status_code in (400, 404)  # no photo is named


def test_fail_who_may_not(house: House, gallery: Fields) -> None:
    photo = house.photo(gallery["id"])["photoId"]
    hidden = house.gallery(visibility="private")["id"]
    stranger, other = house.client(GalleryManager), house.client(GalleryManager, house.other)
    refused(stranger.delete_photo(gallery["id"], photoId=photo), 401)
    refused(other.delete_photo(gallery["id"], photoId=photo), 403)
    refused(other.delete_photo("", photoId=photo), 400, "id")
    for gallery_id in (hidden, "nothing"):
        refused(other.delete_photo(gallery_id, photoId=photo), 404)
    for scope in ("read", "upload", "rate"):
        refused(house.client(GalleryManager, house.owner, scope).delete_photo(gallery["id"], photoId=photo), 403)
    accepted(house.client(GalleryManager, house.admin).delete_photo(gallery["id"], photoId=photo))
