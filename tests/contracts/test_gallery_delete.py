"""Contract A: `DELETE /galleries?id=G`."""

import requests
from django.test import override_settings

from galleries import services
from tests import make
from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.house import House
from tests.contracts.http import Fields, accepted, refused

TOPS = ("galleries", "thumbnails", "metadata")


def test_success_everything_of_it_goes(house: House, manager: GalleryManager, gallery: Fields) -> None:
    photos = [house.photo(gallery["id"]) for _ in range(2)]
    stored = [key for top in TOPS for key in make.keys_under(f"{top}/{gallery['id']}/")]
    answer = accepted(manager.delete(gallery["id"]))
    assert isinstance(answer["message"], str)
    assert (answer["ddbPhotosDeleted"], answer["ddbGalleryDeleted"]) == (2, True)
    assert answer["s3DeletedObjects"] == len(stored)
    refused(manager.get(gallery["id"]), 404)
    for top in TOPS:
        assert make.keys_under(f"{top}/{gallery['id']}/") == []
    assert requests.get(photos[0]["thumbnailURL"], timeout=30).status_code in (403, 404)
    for photo in photos:
        refused(manager.call("GET", f"/photos/{photo['photoId']}"), 404)


def test_success_deletion_that_takes_longer_names_its_job(
    house: House, manager: GalleryManager, gallery: Fields
) -> None:
    house.photo(gallery["id"])
    with override_settings(JOB_SECONDS=0):
        answer = accepted(manager.delete(gallery["id"]), 202)
    assert answer["ddbGalleryDeleted"] is False
    refused(manager.get(gallery["id"]), 404)
    services.reconcile()
    assert accepted(manager.call("GET", f"/v1/jobs/{answer['jobId']}"))["state"] == "done"
    assert [key for top in TOPS for key in make.keys_under(f"{top}/{gallery['id']}/")] == []


def test_success_name_is_free_again(house: House, manager: GalleryManager, gallery: Fields) -> None:
    accepted(manager.delete(gallery["id"]))
    assert house.gallery(name=gallery["name"])["id"] != gallery["id"]


def test_fail_twice(manager: GalleryManager, gallery: Fields) -> None:
    accepted(manager.delete(gallery["id"]))
    refused(manager.delete(gallery["id"]), 404)


def test_fail_no_id(manager: GalleryManager) -> None:
    refused(manager.call("DELETE", "/galleries"), 400, "id")
    refused(manager.delete(""), 400, "id")


def test_fail_who_may_not(house: House, manager: GalleryManager, gallery: Fields) -> None:
    hidden = house.gallery(visibility="private")["id"]
    stranger, other = house.client(GalleryManager), house.client(GalleryManager, house.other)
    refused(stranger.delete(gallery["id"]), 401)
    refused(stranger.delete("nothing"), 401)
    refused(other.delete(gallery["id"]), 403)
    assert refused(other.delete(hidden), 404) == refused(other.delete("nothing"), 404)
    for scope in ("read", "upload", "rate"):
        refused(house.client(GalleryManager, house.owner, scope).delete(gallery["id"]), 403)
    assert accepted(manager.get(gallery["id"]))["id"] == gallery["id"]
    accepted(house.client(GalleryManager, house.admin).delete(gallery["id"]))
