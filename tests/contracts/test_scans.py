"""Contract A: `update_galleries_metadata` and `update_GalleryPhotos`."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from galleries import services
from photos import storage
from tests import make
from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.house import House, carries_photo
from tests.contracts.http import Answer, Fields, accepted, refused

GALLERY_TOTALS = {"galleries_created", "galleries_updated", "total_processed", "total_folders_scanned"}
PHOTO_TOTALS = {"photos_created", "photos_updated", "total_processed", "total_files_scanned", "galleries_found"}


@pytest.fixture
def operator(house: House) -> GalleryManager:
    return house.client(GalleryManager, house.admin)


def dropped(key: str, body: bytes | None = None) -> str:
    """An object that somebody copied into the bucket; its event is not handled."""
    body = make.jpeg() if body is None else body
    storage.client().put_object(Bucket=settings.BUCKET_NAME, Key=key, Body=body, ContentType="image/jpeg")
    return key


def totals(client: GalleryManager, answer: Answer, names: set[str]) -> Fields:
    """At once, or at the end of the job that the answer names; the same names in both."""
    body = accepted(answer, answer.status_code if answer.status_code == 202 else 200)
    deadline = time.monotonic() + 120
    while answer.status_code == 202 and not body.get("done"):
        assert time.monotonic() < deadline, body
        body = accepted(client.call("GET", f"/v1/jobs/{body.get('jobId') or body['job']['jobId']}"))
    assert all(type(body[name]) is int for name in names), body
    assert isinstance(body["errors"], list)
    return dict(body)


def found(client: GalleryManager, name: str) -> Fields:
    """The gallery of this name, wherever in the list it is."""
    cursor = ""
    while True:
        page = accepted(client.list(limit=200, **({"cursor": cursor} if cursor else {})))
        for gallery in page["galleries"]:
            if gallery["name"] == name:
                return dict(gallery)
        cursor = page["nextCursor"]
        assert cursor, f"no gallery {name}"


def test_success_folders_become_galleries_once(operator: GalleryManager) -> None:
    name = f"Dropped {uuid.uuid4()}"
    dropped(f"galleries/Europe/Portugal/{name}/one.jpg")
    dropped(f"galleries/Europe/Portugal/{name}/thumbnails/one.jpg")
    first = accepted_message(totals(operator, operator.scan_galleries(), GALLERY_TOTALS))
    assert first["galleries_created"] >= 1
    assert first["total_folders_scanned"] >= 1
    gallery = found(operator, name)
    assert (gallery["continent"], gallery["country"]) == ("Europe", "Portugal")
    second = totals(operator, operator.scan_galleries(), GALLERY_TOTALS)
    assert (second["galleries_created"], second["galleries_updated"]) == (0, 0)
    assert found(operator, name)["id"] == gallery["id"]


def accepted_message(body: Fields) -> Fields:
    assert isinstance(body.get("message", ""), str)
    return body


def test_success_files_become_photos_once(operator: GalleryManager, deliver: Callable[[], int]) -> None:
    name = f"Dropped {uuid.uuid4()}"
    for file in ("one.jpg", "two.jpg", "thumbnails/one.jpg"):
        dropped(f"galleries/Europe/Portugal/{name}/{file}")
    first = totals(operator, operator.scan_photos(), PHOTO_TOTALS)
    assert first["photos_created"] >= 2
    assert first["galleries_found"] >= 1
    again = totals(operator, operator.scan_photos(), PHOTO_TOTALS)
    assert again["photos_created"] == 0
    deliver()
    shown = accepted(operator.get(found(operator, name)["id"]))
    assert (len(shown["photos"]), shown["photoCount"]) == (2, 2)
    for photo in shown["photos"]:
        carries_photo(photo)


def test_success_gallery_that_the_api_made_is_not_made_again(house: House, operator: GalleryManager) -> None:
    gallery = house.gallery(house.admin, continent="Africa", country="Namibia")
    house.photo(gallery["id"], house.admin)
    dropped(f"galleries/Africa/Namibia/{gallery['name']}/more.jpg")
    totals(operator, operator.scan_galleries(), GALLERY_TOTALS)
    totals(operator, operator.scan_photos(), PHOTO_TOTALS)
    assert found(operator, gallery["name"])["id"] == gallery["id"]


def test_success_register_objects(
    house: House, manager: GalleryManager, gallery: Fields, deliver: Callable[[], int]
) -> None:
    key = dropped(f"galleries/{gallery['id']}/registered.jpg")
    photos = [{"filename": "registered.jpg", "s3Key": key, "contentType": "image/jpeg", "unknown": 1}]
    answer = manager.scan_photos(galleryId=gallery["id"], photos=photos)
    assert totals(manager, answer, PHOTO_TOTALS)["photos_created"] == 1
    again = totals(manager, manager.scan_photos(galleryId=gallery["id"], photos=photos), PHOTO_TOTALS)
    assert again["photos_created"] == 0
    deliver()
    (photo,) = accepted(house.client(GalleryManager).get(gallery["id"]))["photos"]
    carries_photo(photo)
    assert photo["title"] == "registered"


def test_success_objects_that_are_not_there_are_errors(house: House, manager: GalleryManager, gallery: Fields) -> None:
    elsewhere = house.gallery()["id"]
    house.photo(elsewhere)
    (foreign,) = make.keys_under(f"galleries/{elsewhere}/")
    keys = [f"galleries/{gallery['id']}/nothing.jpg", foreign, "metadata/x.json", "../x.jpg", ""]
    photos = [{"filename": f"{n}.jpg", "s3Key": key} for n, key in enumerate(keys)]
    answer = manager.scan_photos(galleryId=gallery["id"], photos=photos)
    if answer.status_code != 400:
        body = totals(manager, answer, PHOTO_TOTALS)
        assert (body["photos_created"], len(body["errors"])) == (0, len(keys))
    assert accepted(manager.get(gallery["id"]))["photos"] == []


def test_success_no_objects_are_no_scan(manager: GalleryManager, gallery: Fields) -> None:
    body = totals(manager, manager.scan_photos(galleryId=gallery["id"], photos=[]), PHOTO_TOTALS)
    assert (body["photos_created"], body["total_processed"], body["total_files_scanned"]) == (0, 0, 0)


def test_success_scan_that_takes_longer_names_its_job(operator: GalleryManager) -> None:
    with override_settings(JOB_SECONDS=0):
        answer = operator.scan_galleries()
    assert answer.status_code == 202
    assert accepted(answer, 202)["job"]["state"] == "running"
    services.reconcile()
    assert accepted(operator.call("GET", f"/v1/jobs/{answer.json()['job']['jobId']}"))["state"] == "done"


@pytest.mark.parametrize("photos", [{}, "x", 5, [5], [{"filename": "a.jpg", "s3Key": 5}], [{"filename": "a.jpg"}]])
def test_fail_photos_of_the_wrong_type(manager: GalleryManager, gallery: Fields, photos: Any) -> None:
    refused(manager.scan_photos(galleryId=gallery["id"], photos=photos), 400, "photos")


def test_fail_gallery_of_the_wrong_type(manager: GalleryManager) -> None:
    refused(manager.scan_photos(galleryId=5, photos=[]), 400, "galleryId")
    refused(manager.scan_photos(photos=[{"filename": "a.jpg", "s3Key": "galleries/x/a.jpg"}]), 400, "galleryId")


def test_fail_register_who_may_not(house: House, gallery: Fields) -> None:
    photos = [{"filename": "a.jpg", "s3Key": f"galleries/{gallery['id']}/a.jpg"}]
    hidden = house.gallery(visibility="private")["id"]
    other = house.client(GalleryManager, house.other)
    refused(house.client(GalleryManager).scan_photos(galleryId=gallery["id"], photos=photos), 401)
    refused(other.scan_photos(galleryId=gallery["id"], photos=photos), 403)
    for gallery_id in (hidden, "nothing"):
        refused(other.scan_photos(galleryId=gallery_id, photos=photos), 404)


def test_fail_scans_are_for_the_staff(house: House) -> None:
    for client, status in (
        (house.client(GalleryManager), 401),
        (house.client(GalleryManager, house.owner), 403),
        (house.client(GalleryManager, house.admin, "read", "upload", "rate"), 403),
    ):
        refused(client.scan_galleries(), status)
        refused(client.scan_photos(), status)
