"""Contract C: `POST /upload` with JSON, and the record by its file name."""

import base64
from typing import Any

import pytest
import requests
from django.conf import settings

from tests import make
from tests.contracts.house import House, carries_photo, shows_picture
from tests.contracts.http import Fields, accepted, refused
from tests.contracts.image_service import ImageService
from tests.contracts.small_uploads import Base64Upload

RECORD = {"filename", "originalUrl", "thumbnailUrl", "timestamp"}


@pytest.fixture
def uploads(house: House) -> Base64Upload:
    return house.client(Base64Upload, house.owner)


@pytest.mark.parametrize("field", ["image", "file", "content"])
def test_success_record_by_file_name(house: House, uploads: Base64Upload, field: str) -> None:
    made = accepted(uploads.upload(make.jpeg(), field, unknown="ignored"), 201)
    carries_photo(made)
    record = accepted(house.client(Base64Upload).record(made["filename"]))
    assert set(record) >= RECORD
    assert record["filename"] == made["filename"]
    assert record["timestamp"]
    assert made["filename"] == f"{made['id']}.jpg"
    assert (record["thumbnailUrl"], record["URL"]) == (made["thumbnailURL"], made["fullSizeURL"])
    shows_picture(record["thumbnailUrl"])
    original = requests.get(record["originalUrl"], timeout=30)
    assert (original.status_code, original.headers["Content-Type"].split("/")[0]) == (200, "image")


def test_success_name_is_generated(uploads: Base64Upload) -> None:
    names = {accepted(uploads.upload(make.jpeg(), filename="a.jpg"), 201)["filename"] for _ in range(2)}
    assert len(names) == 2
    for wished in ("../../etc/passwd", "a/b.jpg", "x\r\nX-Evil: 1", "☃" * 3000, ""):
        answer = uploads.upload(make.jpeg(), filename=wished)
        if answer.status_code != 400:  # a name that nothing could have may be refused
            name = accepted(answer, 201)["filename"]
            assert not set(name) & set("/\\\r\n")
            assert ".." not in name


def test_success_data_url_and_line_breaks(uploads: Base64Upload) -> None:
    encoded = base64.encodebytes(make.jpeg()).decode()
    accepted(uploads.upload_json({"image": encoded}), 201)
    accepted(uploads.upload_json({"image": f"data:image/jpeg;base64,{encoded}"}), 201)
    refused(uploads.upload_json({"image": f"{encoded[:40]}****{encoded[40:]}"}), 400, "image")


def test_success_a_large_image_with_line_breaks_and_without_padding(uploads: Base64Upload) -> None:
    body = make.jpeg()
    body += bytes(999_999 + 1 - len(body) % 3)  # one byte is left over, for which there would be "=="
    encoded = base64.encodebytes(body).decode()
    assert encoded.endswith("==\n")
    assert accepted(uploads.upload_json({"image": encoded.rstrip("=\n")}), 201)["size"] == len(body)


def test_success_name_words_and_gallery_of_ones_choice(house: House, uploads: Base64Upload, gallery: Fields) -> None:
    words: Fields = {"description": "Wet", "tags": ["sea"], "visibility": "private"}
    made = accepted(uploads.upload(make.jpeg(), filename="Fall.jpg", galleryId=gallery["id"], **words), 201)
    assert (made["title"], made["galleryId"]) == ("Fall", gallery["id"])
    assert {name: made[name] for name in words} == words
    answer = accepted(house.client(ImageService, house.owner).delete(made["filename"]))
    assert answer["id"] == made["id"]
    refused(uploads.record(made["filename"]), 404)


@pytest.mark.parametrize("value", [5, None, True, ["x"], {"x": 1}, "", "not base64 ☃"])
@pytest.mark.parametrize("field", ["image", "file", "content"])
def test_fail_image_that_is_no_base64(uploads: Base64Upload, field: str, value: Any) -> None:
    refused(uploads.upload_json({field: value}), 400, field)


def test_fail_no_image(uploads: Base64Upload) -> None:
    refused(uploads.upload_json({}), 400, "image")
    refused(uploads.upload_json({"filename": "a.jpg"}), 400, "image")
    refused(uploads.upload_json({"image": "QUJD", "filename": 5}), 400, "filename")
    for body in (b"no photo", make.jpeg()[:150], b"GIF89a"):
        refused(uploads.upload(body), 400)
    for image in ("QUJ", "data:image/jpeg;base64,", "data:,", "data:image/jpeg,QUJD"):
        refused(uploads.upload_json({"image": image}), 400)
    for text in (b"", b"[]", b'"x"', b"{"):
        refused(uploads.call("POST", "/upload", data=text, headers={"Content-Type": "application/json"}), 400)


def test_fail_too_large(uploads: Base64Upload) -> None:
    refused(uploads.upload(make.jpeg() + b"\0" * settings.MAX_BODY_BYTES), 413, "presigned")


def test_fail_who_may_not(house: House) -> None:
    refused(house.client(Base64Upload).upload(make.jpeg()), 401)
    for scope in ("read", "rate"):
        refused(house.client(Base64Upload, house.owner, scope).upload(make.jpeg()), 403)


def test_fail_unknown_and_private_records(house: House, uploads: Base64Upload) -> None:
    hidden = accepted(uploads.upload(make.jpeg()), 201)["filename"]
    accepted(uploads.call("PUT", f"/images/{hidden}", json={"visibility": "private"}))
    stranger = house.client(Base64Upload)
    assert refused(stranger.record(hidden), 404) == refused(stranger.record("nothing.jpg"), 404)
    assert accepted(uploads.record(hidden))["filename"] == hidden


def test_fail_methods(uploads: Base64Upload) -> None:
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        answer = uploads.call(method, "/upload")
        refused(answer, 405)
        assert "POST" in answer.headers["Allow"]
