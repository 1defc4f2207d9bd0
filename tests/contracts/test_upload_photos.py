"""Contract A: `POST /galleries?action=upload_photos&id=G`, multipart and JSON."""

import base64
from typing import Any

import pytest
from django.conf import settings

from tests import make
from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.house import House, camera_jpeg, carries_photo
from tests.contracts.http import Fields, accepted, refused

JPEG = "image/jpeg"


def encoded(body: bytes, prefix: str = "") -> str:
    return prefix + base64.b64encode(body).decode()


def stored(gallery_id: str) -> list[str]:
    return make.keys_under(f"galleries/{gallery_id}/") + make.keys_under(f"thumbnails/{gallery_id}/")


def test_success_files_with_json_arrays(manager: GalleryManager, gallery: Fields) -> None:
    files = [(f"{n}.jpg", make.jpeg(), JPEG) for n in range(2)]
    answer = manager.upload(
        gallery["id"], *files, titles=["One", "Two"], descriptions=["First", ""], tags=[["sea"], ["ice", "snow"]]
    )
    body = accepted(answer, 200, 201)
    assert isinstance(body["message"], str)
    assert body["gallery_id"] == gallery["id"]
    assert not body.get("errors")
    first, second = body["uploaded_photos"]
    assert (first["title"], first["description"], first["tags"]) == ("One", "First", ["sea"])
    assert (second["title"], second["description"], second["tags"]) == ("Two", "", ["ice", "snow"])
    for photo in (first, second):
        carries_photo(photo)
    shown = accepted(manager.get(gallery["id"]))
    assert [photo["photoId"] for photo in shown["photos"]] == [first["photoId"], second["photoId"]]
    assert shown["photoCount"] == 2
    assert shown["coverPhotoURL"]


def test_success_repeated_fields(manager: GalleryManager, gallery: Fields) -> None:
    files = [("photos", (f"{n}.jpg", make.jpeg(), JPEG)) for n in range(2)]
    data = [("titles", "[1]"), ("titles", "Two"), ("descriptions", "First"), ("descriptions", "Second")]
    data += [("tags", "sea"), ("tags", "ice"), ("unknown", "ignored")]
    first, second = accepted(manager.act("upload_photos", gallery["id"], files=files, data=data), 200, 201)[
        "uploaded_photos"
    ]
    assert [photo["title"] for photo in (first, second)] == ["[1]", "Two"]
    assert [photo["description"] for photo in (first, second)] == ["First", "Second"]
    assert "sea" in first["tags"]
    assert "ice" in second["tags"]


def test_success_title_from_the_file_name(manager: GalleryManager, gallery: Fields) -> None:
    answer = accepted(manager.upload(gallery["id"], ("Gullfoss im März.jpg", make.jpeg(), JPEG)), 200, 201)
    assert answer["uploaded_photos"][0]["title"] == "Gullfoss im März"


@pytest.mark.parametrize(
    ("tags", "expected"), [(["sea", "ice"], [["sea"], ["ice"]]), (["a", "b", "c"], [["a", "b", "c"]] * 2)]
)
def test_success_plain_tags(manager: GalleryManager, gallery: Fields, tags: list[str], expected: list[Any]) -> None:
    """One for each file where there are as many, else all of them for all; words that are missing are not needed."""
    files = [(f"{n}.jpg", make.jpeg(), JPEG) for n in range(2)]
    photos = accepted(manager.upload(gallery["id"], *files, tags=tags, titles=["One"]))["uploaded_photos"]
    assert [photo["tags"] for photo in photos] == expected
    assert [photo["title"] for photo in photos] == ["One", "1"]


@pytest.mark.parametrize("prefix", ["", "data:image/jpeg;base64,"])
def test_success_json(manager: GalleryManager, gallery: Fields, prefix: str) -> None:
    words = {"title": "Fall", "description": "Wet", "tags": ["sea"]}
    photo = {"filename": "a.jpg", "image": encoded(make.jpeg(), prefix), "contentType": JPEG, "unknown": 1, **words}
    (made,) = accepted(manager.upload_json(gallery["id"], [photo]), 200, 201)["uploaded_photos"]
    carries_photo(made)
    assert {name: made[name] for name in words} == words
    assert accepted(manager.get(gallery["id"]))["photoCount"] == 1


def test_success_as_seen_after_orientation(manager: GalleryManager, gallery: Fields) -> None:
    (photo,) = accepted(manager.upload(gallery["id"], ("a.jpg", camera_jpeg(), JPEG)), 200, 201)["uploaded_photos"]
    assert (photo["width"], photo["height"]) == (60, 80)
    assert "Maker" in str(photo["exifData"])


def test_success_same_bytes_make_two_photos(manager: GalleryManager, gallery: Fields) -> None:
    file = ("a.jpg", make.jpeg(), JPEG)
    answer = accepted(manager.upload(gallery["id"], file, file), 200, 201)
    assert len({photo["photoId"] for photo in answer["uploaded_photos"]}) == 2
    accepted(manager.upload(gallery["id"], file), 200, 201)
    assert accepted(manager.get(gallery["id"]))["photoCount"] == 3


def test_success_one_bad_file_does_not_lose_the_good_ones(manager: GalleryManager, gallery: Fields) -> None:
    files = [("good.jpg", make.jpeg(), JPEG), ("bad.jpg", b"no photo", JPEG), ("fine.jpg", make.jpeg(), JPEG)]
    body = accepted(manager.upload(gallery["id"], *files, titles=["Good", "Bad", "Fine"]), 200, 201)
    assert [photo["title"] for photo in body["uploaded_photos"]] == ["Good", "Fine"]
    assert [error["filename"] for error in body["errors"]] == ["bad.jpg"]
    assert len(make.keys_under(f"galleries/{gallery['id']}/")) == 2
    shown = accepted(manager.get(gallery["id"]))
    assert (len(shown["photos"]), shown["photoCount"]) == (2, 2)


@pytest.mark.parametrize("image", ["not base64 ☃", encoded(b"no photo"), "", "data:image/jpeg;base64,%%%", "data:,"])
def test_success_json_lists_its_bad_files_too(manager: GalleryManager, gallery: Fields, image: str) -> None:
    photos = [{"filename": "bad.jpg", "image": image}, {"image": encoded(make.jpeg())}]
    body = accepted(manager.upload_json(gallery["id"], photos), 200, 201)
    assert [error["filename"] for error in body["errors"]] == ["bad.jpg"]
    assert [photo["title"] for photo in body["uploaded_photos"]] == ["photo"]


def test_fail_nothing_but_bad_files(manager: GalleryManager, gallery: Fields) -> None:
    refused(manager.upload(gallery["id"], ("bad.jpg", b"no photo", JPEG)), 400, "bad.jpg")
    assert stored(gallery["id"]) == []
    assert accepted(manager.get(gallery["id"]))["photos"] == []


@pytest.mark.parametrize(
    "photos", [None, [], {}, "x", 5, [5], ["x"], [None], [{"filename": "a.jpg"}], [{"filename": 5, "image": "aaaa"}]]
)
def test_fail_json_of_the_wrong_type(manager: GalleryManager, gallery: Fields, photos: Any) -> None:
    refused(manager.upload_json(gallery["id"], photos), 400, "photos")
    assert stored(gallery["id"]) == []


def test_fail_image_of_the_wrong_type(manager: GalleryManager, gallery: Fields) -> None:
    for image in (5, None, ["x"], {"x": 1}, True):
        refused(manager.upload_json(gallery["id"], [{"filename": "a.jpg", "image": image}]), 400, "image")


@pytest.mark.parametrize(
    ("name", "value"), [("titles", '[["x"]]'), ("titles", "[5]"), ("tags", "[5]"), ("tags", '[["a"], [5]]')]
)
def test_fail_words_of_the_wrong_type(manager: GalleryManager, gallery: Fields, name: str, value: str) -> None:
    files = [("photos", (f"{n}.jpg", make.jpeg(), JPEG)) for n in range(2)]
    refused(manager.act("upload_photos", gallery["id"], files=files, data={name: value}), 400, name)
    assert stored(gallery["id"]) == []


def test_fail_no_files_and_no_gallery(manager: GalleryManager, gallery: Fields) -> None:
    refused(manager.act("upload_photos", gallery["id"], files=[("titles", (None, "[]"))]), 400, "photos")
    refused(manager.act("upload_photos", gallery["id"]), 400, "photos")
    file = ("a.jpg", make.jpeg(), JPEG)
    refused(manager.upload("", file), 400, "id")
    refused(manager.upload("nothing", file), 404)


def test_fail_other_media_types(manager: GalleryManager, gallery: Fields) -> None:
    for name in ("application/xml", "text/plain", "application/octet-stream"):
        answer = manager.act("upload_photos", gallery["id"], data=b"x", headers={"Content-Type": name})
        refused(answer, 415)


def test_fail_too_large(manager: GalleryManager, gallery: Fields) -> None:
    large = make.jpeg() + b"\0" * settings.MAX_BODY_BYTES
    refused(manager.upload(gallery["id"], ("a.jpg", large, JPEG)), 413, "presigned")
    refused(manager.upload_json(gallery["id"], [{"filename": "a.jpg", "image": encoded(large)}]), 413, "presigned")
    assert stored(gallery["id"]) == []


def test_fail_truncated_form(manager: GalleryManager, gallery: Fields) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    for body in (b"", b"--x", b"--x\r\nContent-Disposition: form-data; name=photos\r\n\r\nabc"):
        refused(manager.act("upload_photos", gallery["id"], data=body, headers=headers), 400)
    refused(
        manager.act("upload_photos", gallery["id"], data=b"x", headers={"Content-Type": "multipart/form-data"}), 400
    )


def test_fail_who_may_not(house: House, gallery: Fields) -> None:
    file, hidden = ("a.jpg", make.jpeg(), JPEG), house.gallery(visibility="private")["id"]
    stranger, other = house.client(GalleryManager), house.client(GalleryManager, house.other)
    refused(stranger.upload(gallery["id"], file), 401)
    refused(stranger.upload("nothing", file), 401)
    refused(other.upload(gallery["id"], file), 403)
    assert refused(other.upload(hidden, file), 404) == refused(other.upload("nothing", file), 404)
    for scope in ("read", "rate"):
        refused(house.client(GalleryManager, house.owner, scope).upload(gallery["id"], file), 403)
    assert stored(gallery["id"]) == []
    accepted(house.client(GalleryManager, house.owner, "upload").upload(gallery["id"], file), 200, 201)
    accepted(house.client(GalleryManager, house.admin).upload(gallery["id"], file), 200, 201)


def test_success_fifty_files(manager: GalleryManager, gallery: Fields) -> None:
    files = [(f"{n:02}.jpg", make.jpeg(), JPEG) for n in range(50)]
    answer = accepted(manager.upload(gallery["id"], *files), 200, 201)
    assert [photo["title"] for photo in answer["uploaded_photos"]] == [f"{n:02}" for n in range(50)]
    shown = accepted(manager.get(gallery["id"]))
    assert shown["photoCount"] == 50
    assert [photo["title"] for photo in shown["photos"]] == [f"{n:02}" for n in range(50)]
