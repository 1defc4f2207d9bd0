"""Contract A: `update_sort_order` of galleries and `update_photo_sort_order` of photos."""

from typing import Any

import pytest

from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.house import House
from tests.contracts.http import Fields, accepted, refused

WRONG_LISTS: list[Any] = [None, {}, "x", 5, [5], [None]]
WRONG_ORDERS: list[Any] = ["first", None, True, [1], {}, 1.1e15, 1e101]


def titles(manager: GalleryManager, gallery_id: str) -> list[str]:
    return [photo["title"] for photo in accepted(manager.get(gallery_id))["photos"]]


def test_success_galleries(house: House, manager: GalleryManager) -> None:
    ids = [house.gallery()["id"] for _ in range(2)]
    answer = accepted(manager.sort_galleries([{"galleryId": each, "sortOrder": 7 + n} for n, each in enumerate(ids)]))
    assert (answer["success"], answer["updated_count"]) == (True, 2)
    assert isinstance(answer["message"], str)
    assert not answer.get("errors")
    assert [accepted(manager.get(each))["sortOrder"] for each in ids] == [7, 8]
    accepted(manager.sort_galleries([{"galleryId": ids[0], "sortOrder": 1e-200}]))  # below what DynamoDB can hold
    assert accepted(manager.get(ids[0]))["sortOrder"] == 0


def test_success_unknown_and_foreign_galleries_are_errors_and_the_rest_is_done(
    house: House, manager: GalleryManager, gallery: Fields
) -> None:
    hers = house.gallery(house.other)
    wishes = [{"galleryId": each, "sortOrder": 3} for each in ("nothing", hers["id"], gallery["id"])]
    answer = accepted(manager.sort_galleries(wishes))
    assert (answer["success"], answer["updated_count"]) == (False, 1)
    assert [error["galleryId"] for error in answer["errors"]] == ["nothing", hers["id"]]
    assert accepted(manager.get(gallery["id"]))["sortOrder"] == 3
    assert accepted(manager.get(hers["id"]))["sortOrder"] == hers["sortOrder"]


def test_success_photos(house: House, manager: GalleryManager, gallery: Fields) -> None:
    ids = [house.photo(gallery["id"], title=title)["photoId"] for title in "abc"]
    wishes = [{"photoId": each, "sortOrder": order} for each, order in zip(ids, (3, 1, 2), strict=True)]
    answer = accepted(manager.sort_photos(gallery["id"], wishes))
    assert (answer["success"], answer["updated_count"]) == (True, 3)
    assert titles(manager, gallery["id"]) == ["b", "c", "a"]
    accepted(manager.sort_photos(gallery["id"], [{"photoId": ids[2], "sortOrder": 0.5}]))
    shown = accepted(manager.get(gallery["id"]))["photos"]
    assert [(photo["title"], photo["sortOrder"]) for photo in shown] == [("c", 0.5), ("b", 1), ("a", 3)]


def test_success_unknown_photos_are_errors_and_the_rest_is_done(
    house: House, manager: GalleryManager, gallery: Fields
) -> None:
    elsewhere = house.photo(house.gallery()["id"])["photoId"]
    ids = [house.photo(gallery["id"], title=title)["photoId"] for title in "ab"]
    (waiting,) = accepted(manager.upload_urls(gallery["id"], [{"filename": "later.jpg"}]))["upload_urls"]
    lost = ["nothing", elsewhere, waiting["photo_id"]]
    places = {**dict.fromkeys(lost, 0), ids[0]: 2, ids[1]: 1}
    answer = accepted(
        manager.sort_photos(gallery["id"], [{"photoId": each, "sortOrder": order} for each, order in places.items()])
    )
    assert (answer["success"], answer["updated_count"]) == (False, 2)
    assert [error["photoId"] for error in answer["errors"]] == lost
    assert titles(house.client(GalleryManager), gallery["id"]) == ["b", "a"]


@pytest.mark.parametrize("wrong", WRONG_LISTS)
def test_fail_no_list(manager: GalleryManager, gallery: Fields, wrong: Any) -> None:
    refused(manager.sort_galleries(wrong), 400, "galleries")
    refused(manager.sort_photos(gallery["id"], wrong), 400, "photos")


@pytest.mark.parametrize("wrong", WRONG_ORDERS)
def test_fail_order_that_is_no_number(manager: GalleryManager, house: House, gallery: Fields, wrong: Any) -> None:
    photo = house.photo(gallery["id"])["photoId"]
    refused(manager.sort_galleries([{"galleryId": gallery["id"], "sortOrder": wrong}]), 400, "sortOrder")
    refused(manager.sort_photos(gallery["id"], [{"photoId": photo, "sortOrder": wrong}]), 400, "sortOrder")
    assert accepted(manager.get(gallery["id"]))["sortOrder"] == gallery["sortOrder"]


def test_fail_more_than_can_be_placed_at_once(manager: GalleryManager, gallery: Fields) -> None:
    for count, status in ((1000, 200), (1001, 400)):
        places = [{"photoId": str(n), "sortOrder": 1} for n in range(count)]
        assert manager.sort_photos(gallery["id"], places).status_code == status
    places = [{"galleryId": str(n), "sortOrder": 1} for n in range(1001)]
    refused(manager.sort_galleries(places), 400, "galleries")


def test_fail_ids_of_the_wrong_type(manager: GalleryManager, gallery: Fields) -> None:
    refused(manager.sort_galleries([{"galleryId": 5, "sortOrder": 1}]), 400, "galleryId")
    refused(manager.sort_galleries([{"sortOrder": 1}]), 400, "galleryId")
    refused(manager.sort_photos(gallery["id"], [{"photoId": 5, "sortOrder": 1}]), 400, "photoId")
    refused(manager.sort_photos(gallery["id"], [{"sortOrder": 1}]), 400, "photoId")
    refused(manager.act("update_photo_sort_order", json={"photos": []}), 400, "galleryId")
    refused(manager.sort_photos(5, []), 400, "galleryId")


def test_fail_who_may_not(house: House, gallery: Fields) -> None:
    photos = [{"photoId": house.photo(gallery["id"])["photoId"], "sortOrder": 1}]
    galleries = [{"galleryId": gallery["id"], "sortOrder": 1}]
    hidden = house.gallery(visibility="private")["id"]
    stranger, other = house.client(GalleryManager), house.client(GalleryManager, house.other)
    refused(stranger.sort_galleries(galleries), 401)
    refused(stranger.sort_photos(gallery["id"], photos), 401)
    refused(other.sort_photos(gallery["id"], photos), 403)
    for gallery_id in (hidden, "nothing"):
        refused(other.sort_photos(gallery_id, photos), 404)
    for scope in ("read", "upload", "rate"):
        narrow = house.client(GalleryManager, house.owner, scope)
        refused(narrow.sort_photos(gallery["id"], photos), 403)
        answer = narrow.sort_galleries(galleries)
        assert answer.status_code == 403 or (answer.json()["updated_count"], len(answer.json()["errors"])) == (0, 1)
