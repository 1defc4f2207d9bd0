"""Contract A: `POST /galleries?action=get_upload_urls&id=G`."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from tests import make
from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.house import House, carries_photo
from tests.contracts.http import Fields, accepted, refused
from tests.contracts.small_uploads import put


def test_success_straight_to_the_bucket(
    house: House, manager: GalleryManager, gallery: Fields, deliver: Callable[[], int]
) -> None:
    photos = [
        {"filename": "one.jpg", "contentType": "image/jpeg", "size": 1000, "thumbnailFilename": "one_t.jpg"},
        {"filename": "two.jpg", "unknown": "ignored"},
    ]
    answer = accepted(manager.upload_urls(gallery["id"], photos))
    assert answer["success"] is True
    one, two = answer["upload_urls"]
    for each in (one, two):
        assert each["original_key"].startswith(f"galleries/{gallery['id']}/")
    assert put(one["original_url"], make.jpeg()).status_code == 200
    assert put(two["original_url"], make.jpeg(), "application/octet-stream").status_code == 200
    assert put(one["thumbnail_url"], b"the client's own, shown nowhere").status_code == 200
    assert make.keys_under(one["thumbnail_key"]) == [one["thumbnail_key"]]
    assert "thumbnail_url" not in two
    deliver()
    shown = accepted(house.client(GalleryManager).get(gallery["id"]))
    assert [photo["photoId"] for photo in shown["photos"]] == [one["photo_id"], two["photo_id"]]
    assert [photo["title"] for photo in shown["photos"]] == ["one", "two"]
    for photo in shown["photos"]:
        carries_photo(photo)


def test_success_a_file_that_is_no_photo_fails_with_words(
    manager: GalleryManager, gallery: Fields, deliver: Callable[[], int]
) -> None:
    (slot,) = accepted(manager.upload_urls(gallery["id"], [{"filename": "bad.jpg"}]))["upload_urls"]
    assert put(slot["original_url"], b"no photo").status_code == 200
    deliver()
    (photo,) = accepted(manager.get(gallery["id"]))["photos"]
    carries_photo(photo, "failed")
    assert photo["statusReason"]


def test_success_url_serves_its_own_key_only(manager: GalleryManager, gallery: Fields) -> None:
    (slot,) = accepted(manager.upload_urls(gallery["id"], [{"filename": "a.jpg"}]))["upload_urls"]
    elsewhere = slot["original_url"].replace(slot["photo_id"], "0" * 36)
    assert elsewhere != slot["original_url"]
    assert put(elsewhere, make.jpeg()).status_code == 403


def test_success_names_that_are_paths_are_names(manager: GalleryManager, gallery: Fields) -> None:
    names = ["../../etc/passwd.jpg", "a/b\\c.jpg", "ünï🌋.jpg", "x" * 900 + ".jpg", "a\r\nX-Evil: 1.jpg"]
    answer = manager.upload_urls(gallery["id"], [{"filename": name} for name in names])
    if answer.status_code == 400:  # some of these names may be refused, with words
        refused(answer, 400, "filename")
        return
    for slot in accepted(answer)["upload_urls"]:
        key = slot.get("original_key", f"galleries/{gallery['id']}/x")  # or an entry with an error
        assert key.startswith(f"galleries/{gallery['id']}/")
        assert ".." not in key


@pytest.mark.parametrize("photos", [None, [], {}, "x", 5, [5], [None], [["a.jpg"]]])
def test_fail_no_list_of_photos(manager: GalleryManager, gallery: Fields, photos: Any) -> None:
    refused(manager.upload_urls(gallery["id"], photos), 400, "photos")


@pytest.mark.parametrize(
    ("name", "value"),
    [("filename", 5), ("filename", None), ("filename", ["x"]), ("contentType", 5), ("size", "large"), ("size", -1)],
)
def test_fail_wrong_type_names_the_field(manager: GalleryManager, gallery: Fields, name: str, value: Any) -> None:
    refused(manager.upload_urls(gallery["id"], [{"filename": "a.jpg", name: value}]), 400, name)
    refused(manager.upload_urls(gallery["id"], [{}]), 400, "filename")
    assert accepted(manager.get(gallery["id"]))["photos"] == []


def test_fail_announced_as_larger_than_any_photo(manager: GalleryManager, gallery: Fields) -> None:
    huge = {"filename": "huge.jpg", "size": settings.MAX_PHOTO_BYTES + 1}
    refused(manager.upload_urls(gallery["id"], [huge]), 400, "huge.jpg", "too large")
    just = {"filename": "just.jpg", "size": settings.MAX_PHOTO_BYTES}
    answer = accepted(manager.upload_urls(gallery["id"], [huge, just]))
    assert [slot["filename"] for slot in answer["upload_urls"]] == ["just.jpg"]
    assert [error["filename"] for error in answer["errors"]] == ["huge.jpg"]


def test_success_as_many_as_can_be_announced(manager: GalleryManager, gallery: Fields) -> None:
    names = [{"filename": f"{n}.jpg"} for n in range(1001)]
    refused(manager.upload_urls(gallery["id"], names), 400, "photos")
    assert len(accepted(manager.upload_urls(gallery["id"], names[:101]))["upload_urls"]) == 101
    shown = accepted(manager.get(gallery["id"]))["photos"]
    assert [photo["filename"] for photo in shown] == [name["filename"] for name in names[:101]]
    assert [photo["photoNumber"] for photo in shown] == list(range(1, 102))


def test_fail_who_may_not(house: House, gallery: Fields) -> None:
    photos, hidden = [{"filename": "a.jpg"}], house.gallery(visibility="private")["id"]
    stranger, other = house.client(GalleryManager), house.client(GalleryManager, house.other)
    refused(stranger.upload_urls(gallery["id"], photos), 401)
    refused(other.upload_urls(gallery["id"], photos), 403)
    assert refused(other.upload_urls(hidden, photos), 404) == refused(other.upload_urls("nothing", photos), 404)
    refused(other.upload_urls("", photos), 400, "id")
    for scope in ("read", "rate"):
        refused(house.client(GalleryManager, house.owner, scope).upload_urls(gallery["id"], photos), 403)
    accepted(house.client(GalleryManager, house.owner, "upload").upload_urls(gallery["id"], photos))
