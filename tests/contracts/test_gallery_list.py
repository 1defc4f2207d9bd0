"""Contract A: `GET /galleries`, all of them or one."""

import pytest
import requests

from galleries.models import Gallery
from tests import make
from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.house import ISO_TIME, House, carries_photo, shows_picture
from tests.contracts.http import Fields, accepted, refused


def walked(client: GalleryManager, limit: int) -> list[Fields]:
    """Every gallery, page by page."""
    galleries: list[Fields] = []
    query: Fields = {"limit": limit}
    while True:
        page = accepted(client.list(**query))
        assert len(page["galleries"]) <= limit
        galleries += page["galleries"]
        if not page["nextCursor"]:
            return galleries
        query["cursor"] = page["nextCursor"]


def test_success_pages_hold_every_gallery_once_in_order(house: House, manager: GalleryManager) -> None:
    ours = [house.gallery()["galleryId"] for _ in range(3)]
    places = [{"galleryId": each, "sortOrder": order} for each, order in zip(ours, (-3, -5, -4), strict=True)]
    accepted(manager.sort_galleries(places))
    found = walked(house.client(GalleryManager), limit=7)
    ids = [gallery["galleryId"] for gallery in found]
    assert len(ids) == len(set(ids))
    assert [each for each in ids if each in ours] == [ours[1], ours[2], ours[0]]
    assert found == sorted(found, key=lambda gallery: (gallery["sortOrder"], gallery["createdAt"]))


def test_success_same_sort_order_goes_by_creation(house: House, manager: GalleryManager) -> None:
    ours = [house.gallery()["galleryId"] for _ in range(3)]
    accepted(manager.sort_galleries([{"galleryId": each, "sortOrder": -9} for each in reversed(ours)]))
    found = [gallery["galleryId"] for gallery in walked(house.client(GalleryManager), limit=50)]
    assert [each for each in found if each in ours] == ours


def test_success_answer_has_every_name(house: House, gallery: Fields) -> None:
    stranger = house.client(GalleryManager)
    page = accepted(stranger.list(unknown="ignored"))
    assert ISO_TIME.fullmatch(page["lastUpdated"])
    assert page["lastUpdated"] == max(each["updatedAt"] for each in page["galleries"])
    assert page["total"] == len(walked(stranger, limit=200))
    if len(page["galleries"]) < page["total"]:
        assert page["nextCursor"]
    for each in page["galleries"]:
        assert each["id"] == each["galleryId"]
        assert {"name", "continent", "country", "description", "years", "photoCount", "sortOrder"} <= set(each)


def test_success_every_page_says_how_many_there_are_in_all(house: House, gallery: Fields) -> None:
    house.gallery()
    stranger = house.client(GalleryManager)
    total = len(walked(stranger, limit=200))
    query: Fields = {"limit": min(200, total - 1), "cursor": None}
    while query["cursor"] != "":
        page = accepted(stranger.list(**query))
        assert page["total"] == total
        query["cursor"] = page["nextCursor"]


def test_success_older_clients_know_no_pages(house: House) -> None:
    """Without a limit they get five hundred, and the total."""
    author = make.account()
    with Gallery.batch_write() as batch:
        for n in range(51):
            known = {"owner_id": str(author.pk), "shelf": "private", "continent": "Europe", "layout": 2}
            batch.save(Gallery(f"{author.pk} {n}", sort_order=n, **known))
    page = accepted(house.client(GalleryManager, author).list())
    assert page["total"] >= 51
    assert len(page["galleries"]) == min(500, page["total"])


@pytest.mark.parametrize("limit", ["0", "-1", "201", "1000000000000", "9" * 5000, "ten", "1.5", "", "²", "1e2"])
def test_fail_limit(manager: GalleryManager, limit: str) -> None:
    refused(manager.list(limit=limit), 400, "limit")


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é" * 50, "x" * 5000, "eyJhIjogMX0="])
def test_fail_cursor(manager: GalleryManager, cursor: str) -> None:
    refused(manager.list(cursor=cursor), 400, "cursor")


def test_success_private_galleries_are_in_the_list_of_their_owner_only(house: House) -> None:
    hidden = house.gallery(visibility="private")["galleryId"]
    before = accepted(house.client(GalleryManager).list())["total"]
    rater = house.client(GalleryManager, house.owner, "rate")
    found = {who: house.client(GalleryManager, who) for who in (None, house.other, house.owner, house.admin)}
    for client, shown in zip((rater, *found.values()), (False, False, False, True, True), strict=True):
        ids = [each["galleryId"] for each in walked(client, limit=200)]
        assert (hidden in ids) == shown
        assert len(ids) == len(set(ids)) == accepted(client.list())["total"]
    house.gallery(visibility="private")
    assert accepted(house.client(GalleryManager).list())["total"] == before


def test_success_one_with_its_photos_in_order(house: House, gallery: Fields) -> None:
    made = [house.photo(gallery["id"], title=f"Photo {n}") for n in range(3)]
    shown = accepted(house.client(GalleryManager).get(gallery["id"]))
    assert [photo["photoId"] for photo in shown["photos"]] == [photo["photoId"] for photo in made]
    assert (shown["id"], shown["galleryId"], shown["photoCount"]) == (gallery["id"], gallery["id"], 3)
    for photo in shown["photos"]:
        carries_photo(photo)
        assert photo["galleryId"] == gallery["id"]


def test_success_one_with_its_photos_page_by_page(manager: GalleryManager, house: House, gallery: Fields) -> None:
    """What is not ready comes once, behind all that is."""
    (waiting,) = accepted(manager.upload_urls(gallery["id"], [{"filename": "later.jpg"}]))["upload_urls"]
    made = [house.photo(gallery["id"])["photoId"] for _ in range(3)]
    first = accepted(manager.list(id=gallery["id"], limit=2))
    last = accepted(manager.list(id=gallery["id"], limit=2, cursor=first["nextCursor"]))
    assert [photo["photoId"] for photo in first["photos"]] == made[:2]
    assert [photo["photoId"] for photo in last["photos"]] == [made[2], waiting["photo_id"]]
    assert (last["nextCursor"], last["photoCount"]) == ("", 3)


def test_success_only_who_manages_it_gets_the_original(house: House, manager: GalleryManager, gallery: Fields) -> None:
    """It may tell where it was taken; names for our own pages stay in our own pages."""
    house.photo(gallery["id"])
    (mine,) = accepted(manager.get(gallery["id"]))["photos"]
    assert make.keys_under(f"galleries/{gallery['id']}/") == [mine["s3Key"]]
    assert requests.get(mine["originalUrl"], timeout=30).content.startswith(b"\xff\xd8")  # as it was taken
    narrow = [house.client(GalleryManager, house.owner, scope) for scope in ("read", "upload", "rate")]
    for client in (house.client(GalleryManager), house.client(GalleryManager, house.other), *narrow):
        (photo,) = accepted(client.get(gallery["id"]))["photos"]
        assert "s3Key" not in photo
        shows_picture(photo["originalUrl"])
        assert not {"srcset", "placeholder", "colour"} & set(photo)


def test_success_owner_also_sees_what_is_not_ready(house: House, manager: GalleryManager, gallery: Fields) -> None:
    ready = house.photo(gallery["id"])
    accepted(manager.upload_urls(gallery["id"], [{"filename": "later.jpg"}]))
    mine = {photo["status"]: photo for photo in accepted(manager.get(gallery["id"]))["photos"]}
    assert set(mine) == {"ready", "awaiting_upload"}
    carries_photo(mine["awaiting_upload"], "awaiting_upload")
    for who in (None, house.other):
        shown = accepted(house.client(GalleryManager, who).get(gallery["id"]))
        assert ([photo["photoId"] for photo in shown["photos"]], shown["photoCount"]) == ([ready["photoId"]], 1)


def test_success_private_photos_count_for_their_owner_only(
    house: House, manager: GalleryManager, gallery: Fields
) -> None:
    house.photo(gallery["id"], visibility="public")
    house.photo(gallery["id"], visibility="private")
    for client, count in ((manager, 2), (house.client(GalleryManager), 1)):
        shown = accepted(client.get(gallery["id"]))
        assert (len(shown["photos"]), shown["photoCount"]) == (count, count)


def test_fail_unknown_and_private_are_the_same(house: House) -> None:
    hidden = house.gallery(visibility="private")["id"]
    stranger, other = house.client(GalleryManager), house.client(GalleryManager, house.other)
    for client in (stranger, other):
        assert refused(client.get(hidden), 404) == refused(client.get("nothing"), 404)
    for who in (house.owner, house.admin):
        assert accepted(house.client(GalleryManager, who).get(hidden))["id"] == hidden


@pytest.mark.parametrize("gallery_id", ["nothing", "../x", "x" * 3000, "a\u0000b", "🏔", "%00", "' OR 1=1"])
def test_fail_absurd_ids(manager: GalleryManager, gallery_id: str) -> None:
    refused(manager.get(gallery_id), 404)
