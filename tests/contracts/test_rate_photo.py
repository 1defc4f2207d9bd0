"""Contract A: `rate_photo` and `get_photo_rating`."""

from typing import Any

import pytest

from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.house import House
from tests.contracts.http import Fields, accepted, refused

NO_STARS = {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0}


@pytest.fixture
def photo(house: House, gallery: Fields) -> str:
    photo_id: str = house.photo(gallery["id"])["photoId"]
    return photo_id


def test_success_create_update_delete(house: House, manager: GalleryManager, photo: str) -> None:
    seen = []
    for rating in (4, 2, 0, 0):
        answer = accepted(manager.rate(photoId=photo, userId=str(house.owner.pk), rating=rating))
        assert isinstance(answer["message"], str)
        assert (answer["photoId"], answer["userId"], answer["rating"]) == (photo, str(house.owner.pk), rating)
        seen.append(answer["action"])
    assert seen == ["created", "updated", "deleted", "no_action"]


def test_success_sums(house: House, photo: str) -> None:
    for who, rating in ((house.owner, 5), (house.other, 4), (house.admin, 4)):
        accepted(house.client(GalleryManager, who).rate(photoId=photo, rating=rating))
    shown = accepted(house.client(GalleryManager).rating(photoId=photo))
    assert shown == {
        "photoId": photo,
        "totalRatings": 3,
        "averageRating": 4.33,
        "ratingDistribution": {**NO_STARS, "4": 2, "5": 1},
        "userRating": None,
    }
    mine = accepted(house.client(GalleryManager, house.owner).rating(photoId=photo, userId=str(house.owner.pk)))
    assert mine["userRating"] == 5


def test_success_nobody_has_rated(manager: GalleryManager, photo: str) -> None:
    shown = accepted(manager.rating(photoId=photo, userId="anybody"))
    assert (shown["totalRatings"], shown["ratingDistribution"], shown["userRating"]) == (0, NO_STARS, None)
    assert shown["averageRating"] == 0


@pytest.mark.parametrize("name", ["userId", "deviceId"])
def test_success_visitor_is_who_the_site_says(house: House, photo: str, name: str) -> None:
    """Whatever id the page sends: the cookie makes the visitor, and one has one voice."""
    visitor = house.client(GalleryManager)
    first = accepted(visitor.rate(photoId=photo, rating=3, **{name: "device-1"}))
    again = accepted(visitor.rate(photoId=photo, rating=5, **{name: "device-2"}))
    assert first["userId"] == again["userId"] != "device-1"
    assert (first["action"], again["action"]) == ("created", "updated")
    shown = accepted(visitor.rating(photoId=photo, userId=first["userId"]))
    assert (shown["totalRatings"], shown["userRating"]) == (1, 5)
    assert accepted(house.client(GalleryManager).rating(photoId=photo, userId=first["userId"]))["userRating"] is None


def test_success_without_the_cookie_one_is_somebody_new(house: House, photo: str) -> None:
    ids = {accepted(house.client(GalleryManager).rate(photoId=photo, rating=3))["userId"] for _ in range(3)}
    assert len(ids) == 3


def test_success_forged_cookie_is_somebody_new(house: House, photo: str) -> None:
    visitor = house.client(GalleryManager)
    known = accepted(visitor.rate(photoId=photo, rating=3))["userId"]
    ((name, value),) = visitor.session.cookies.items()
    forger = house.client(GalleryManager)
    forger.session.cookies.set(name, f"{value}x")
    assert accepted(forger.rate(photoId=photo, rating=1))["userId"] != known


def test_success_userid_of_others_is_not_believed(house: House, manager: GalleryManager, photo: str) -> None:
    victim = str(house.other.pk)
    assert accepted(manager.rate(photoId=photo, userId=victim, rating=1))["userId"] == str(house.owner.pk)
    assert accepted(house.client(GalleryManager, house.other).rating(photoId=photo))["userRating"] is None
    assert accepted(manager.rating(photoId=photo, userId=victim))["userRating"] == 1


def test_success_trusted_server_names_its_users(house: House, photo: str) -> None:
    server = house.client(GalleryManager, house.admin, "read", "rate", "on-behalf")
    for user, rating in (("reader-1", 5), ("reader-2", 2)):
        answer = accepted(server.rate(photoId=photo, userId=user, rating=rating))
        assert (answer["userId"], answer["action"]) == (user, "created")
    shown = accepted(server.rating(photoId=photo, userId="reader-2"))
    assert (shown["totalRatings"], shown["averageRating"], shown["userRating"]) == (2, 3.5, 2)
    assert accepted(server.rate(photoId=photo, deviceId="reader-3", rating=1))["userId"] == "reader-3"
    refused(server.rate(photoId=photo, userId="x" * 201, rating=1), 400, "userId")


@pytest.mark.parametrize("rating", [6, -1, 3.5, "5", "", True, None, [5], {}, 10**30])
def test_fail_rating(manager: GalleryManager, photo: str, rating: Any) -> None:
    refused(manager.rate(photoId=photo, rating=rating), 400, "rating")
    refused(manager.rate(photoId=photo), 400, "rating")
    assert accepted(manager.rating(photoId=photo))["totalRatings"] == 0


@pytest.mark.parametrize(("name", "value"), [("photoId", 5), ("photoId", None), ("userId", 5), ("userId", ["x"])])
def test_fail_wrong_type_names_the_field(manager: GalleryManager, photo: str, name: str, value: Any) -> None:
    refused(manager.rate(**{"photoId": photo, "rating": 3, name: value}), 400, name)
    refused(manager.rate(rating=3), 400, "photoId")
    refused(manager.rating(), 400, "photoId")


def test_fail_unknown_and_private_are_the_same(house: House, gallery: Fields) -> None:
    photo = house.photo(gallery["id"], visibility="private")["photoId"]
    for client in (house.client(GalleryManager), house.client(GalleryManager, house.other)):
        assert refused(client.rate(photoId=photo, rating=3), 404) == refused(client.rate(photoId="x", rating=3), 404)
        assert refused(client.rating(photoId=photo), 404) == refused(client.rating(photoId="x"), 404)
    accepted(house.client(GalleryManager, house.owner).rate(photoId=photo, rating=3))


def test_fail_photo_that_is_not_ready(manager: GalleryManager, gallery: Fields) -> None:
    (slot,) = accepted(manager.upload_urls(gallery["id"], [{"filename": "a.jpg"}]))["upload_urls"]
    refused(manager.rate(photoId=slot["photo_id"], rating=3), 409)


def test_fail_token_without_the_scope(house: House, photo: str) -> None:
    for scope in ("read", "upload", "manage"):
        refused(house.client(GalleryManager, house.owner, scope).rate(photoId=photo, rating=3), 403)
    accepted(house.client(GalleryManager, house.owner, "rate").rate(photoId=photo, rating=3))
