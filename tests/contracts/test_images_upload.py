"""Contract B: `POST /images/upload`, multipart and JSON."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings

from galleries import lookup
from photos import keys
from tests import make
from tests.contracts.house import House, camera_jpeg, carries_photo
from tests.contracts.http import Fields, accepted, refused
from tests.contracts.image_service import ImageService, encoded

WORDS: Fields = {"description": "A fall", "visibility": "public", "tags": ["sea", "ice"]}


def test_success_form(house: House, images: ImageService) -> None:
    me = str(house.owner.pk)
    made = accepted(images.upload(make.jpeg(), userId=me, unknown="ignored", **WORDS), 201)
    carries_photo(made)
    assert {name: made[name] for name in WORDS} == WORDS
    assert made["userId"] == me
    assert accepted(images.get(made["id"]))["description"] == "A fall"


def test_success_json(house: House, images: ImageService) -> None:
    made = accepted(images.upload_json(encoded(make.jpeg(), "fall.jpg"), {**WORDS, "unknown": 1}), 201)
    carries_photo(made)
    assert {name: made[name] for name in WORDS} == WORDS
    assert (made["userId"], made["title"]) == (str(house.owner.pk), "fall")


def test_success_no_words_at_all(images: ImageService) -> None:
    for answer in (images.upload(make.jpeg()), images.upload_json(encoded(make.jpeg()))):
        made = accepted(answer, 201)
        assert (made["description"], made["tags"], made["visibility"]) == ("", [], "public")


def test_success_default_gallery_is_made_once(house: House) -> None:
    client = house.client(ImageService, make.account())
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: client.upload(make.jpeg()), range(4)))
    assert len({accepted(answer, 201)["galleryId"] for answer in answers}) == 1
    assert accepted(house.client(ImageService).get(answers[0].json()["id"]))["status"] == "ready"


def test_success_gallery_of_ones_choice(house: House, images: ImageService, gallery: Fields) -> None:
    assert house.photo(gallery["id"])["galleryId"] == gallery["id"]
    assert house.photo(gallery["id"], house.admin)["userId"] == str(house.admin.pk)  # it was the admin who sent it
    made = accepted(images.upload_json(encoded(make.jpeg()), {"galleryId": gallery["id"]}), 201)
    assert (made["galleryId"], made["userId"]) == (gallery["id"], str(house.owner.pk))
    refused(images.upload(make.jpeg(), galleryId="nothing"), 404)
    refused(images.upload(make.jpeg(), galleryId=house.gallery(house.other)["id"]), 403)
    refused(images.upload(make.jpeg(), galleryId=house.gallery(house.other, visibility="private")["id"]), 404)


def test_success_orientation_and_camera(images: ImageService) -> None:
    made = accepted(images.upload(camera_jpeg()), 201)
    assert (made["width"], made["height"]) == (60, 80)
    assert "Maker" in str(made["exifData"])


def test_success_userid_of_others_is_not_believed(house: House, images: ImageService) -> None:
    victim = str(house.other.pk)
    for answer in (
        images.upload(make.jpeg(), userId=victim),
        images.upload_json(encoded(make.jpeg()), {"userId": victim}),
    ):
        assert accepted(answer, 201)["userId"] == str(house.owner.pk)


def test_success_trusted_server_names_its_users(house: House) -> None:
    server = house.client(ImageService, house.admin, "read", "upload", "manage", "on-behalf")
    made = accepted(server.upload(make.jpeg(), userId="author-7"), 201)
    assert made["userId"] == "author-7"
    listed = accepted(house.client(ImageService).list(userId="author-7"))["images"]
    assert [image["id"] for image in listed] == [made["id"]]
    other = accepted(server.upload_json(encoded(make.jpeg()), {"userId": "author-8"}), 201)
    assert (other["userId"], other["galleryId"] == made["galleryId"]) == ("author-8", False)


@pytest.mark.parametrize(
    ("name", "value"), [("visibility", "secret"), ("tags", '{"a": 1}'), ("tags", "[1]"), ("tags", '[["x"]]')]
)
def test_fail_form_names_the_field(house: House, name: str, value: str) -> None:
    images = house.client(ImageService, make.account())
    refused(images.upload(make.jpeg(), **{name: value}), 400, name)
    refused(images.upload(None, description="no file"), 400, "file")
    assert accepted(images.list(userId=accepted(images.upload(make.jpeg()), 201)["userId"]))["images"][1:] == []


@pytest.mark.parametrize(
    ("image", "metadata", "name"),
    [
        (None, {}, "image"),
        ("x", {}, "image"),
        ([], {}, "image"),
        ({"filename": "a.jpg"}, {}, "content"),
        ({"content": 5}, {}, "content"),
        ({"content": "not base64 ☃"}, {}, "content"),
        ({"content": "QUJD", "filename": 5}, {}, "filename"),
        (encoded(b"x"), "x", "metadata"),
        (encoded(b"x"), [1], "metadata"),
        (encoded(b"x"), {"description": 5}, "description"),
        (encoded(b"x"), {"visibility": "secret"}, "visibility"),
        (encoded(b"x"), {"visibility": 5}, "visibility"),
        (encoded(b"x"), {"tags": "sea"}, "tags"),
        (encoded(b"x"), {"tags": [5]}, "tags"),
        (encoded(b"x"), {"userId": 5}, "userId"),
    ],
)
def test_fail_json_names_the_field(images: ImageService, image: Any, metadata: Any, name: str) -> None:
    refused(images.upload_json(image, metadata), 400, name)


def test_fail_no_image(images: ImageService) -> None:
    for body in (b"", b"no photo", b"\xff\xd8\xff\xe0", b"<svg/>", make.jpeg()[:200], b"%PDF-1.4"):
        refused(images.upload(body), 400)
        refused(images.upload_json(encoded(body)), 400)


def test_fail_too_large(images: ImageService) -> None:
    large = make.jpeg() + b"\0" * settings.MAX_BODY_BYTES
    refused(images.upload(large), 413, "presigned")
    refused(images.upload_json(encoded(large)), 413, "presigned")


def test_fail_media_type_and_method(images: ImageService) -> None:
    for name in ("text/plain", "application/xml", "application/octet-stream"):
        refused(images.call("POST", "/images/upload", data=b"x", headers={"Content-Type": name}), 415)
    for method in ("PUT", "PATCH"):
        refused(images.call(method, "/images", json={}), 405)


def test_fail_who_may_not(house: House) -> None:
    refused(house.client(ImageService).upload(make.jpeg()), 401)
    refused(house.client(ImageService).upload_json(encoded(make.jpeg())), 401)
    for scope in ("read", "rate"):
        refused(house.client(ImageService, house.owner, scope).upload(make.jpeg()), 403)
    accepted(house.client(ImageService, house.owner, "upload").upload(make.jpeg()), 201)
    newcomer = make.account()
    refused(house.client(ImageService, newcomer, "read").upload(make.jpeg()), 403)
    assert lookup.find(keys.default_gallery_id(str(newcomer.pk))) is None


def test_success_repeated_tags_are_all_kept(house: House) -> None:
    client = house.client(ImageService, house.owner)
    fields = [("tags", "sea"), ("tags", "night")]
    answer = client.call("POST", "/images/upload", files=[("file", ("a.jpg", make.jpeg()))], data=fields)
    assert accepted(answer, 201)["tags"] == ["sea", "night"]


def test_success_somebody_elses_gallery_has_the_default_name(house: House) -> None:
    me = make.account()
    house.gallery(name=f"Uploads of {me.username}", continent="Elsewhere", country="Elsewhere")
    client = house.client(ImageService, me)
    first, second = (accepted(client.upload(make.jpeg()), 201) for _ in range(2))
    assert first["galleryId"] == second["galleryId"]
