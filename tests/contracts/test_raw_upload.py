"""Contract D: `POST /upload` with the image as the body, or as a form."""

import io
from urllib.parse import quote

import pytest
from django.conf import settings
from PIL import Image

from tests import make
from tests.contracts.house import ISO_TIME, House, carries_photo, shows_picture
from tests.contracts.http import Fields, accepted, refused
from tests.contracts.image_service import ImageService
from tests.contracts.small_uploads import RawUpload


@pytest.fixture
def uploads(house: House) -> RawUpload:
    return house.client(RawUpload, house.owner)


def test_success_record(house: House, uploads: RawUpload) -> None:
    for body in (make.jpeg(), make.jpeg()):
        for answer in (uploads.upload(body), uploads.upload_form(body)):
            made = accepted(answer, 201)
            carries_photo(made)
            assert (made["ImageID"], made["size"]) == (made["id"], len(body))
            assert ISO_TIME.fullmatch(made["uploadTime"])
            shows_picture(made["URL"])
            kept = accepted(house.client(ImageService).get(made["ImageID"]))
            assert (kept["ImageID"], kept["size"], kept["uploadTime"]) == (made["id"], len(body), made["uploadTime"])


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Disposition": 'attachment; filename="Gullfoss.jpg"'},
        {"Content_Disposition": "inline; filename=Gullfoss.jpg"},
        {"Content_Disposition": f"attachment; filename*=UTF-8''{quote('Gullfoss.jpg')}"},
        {"X_Filename": "Gullfoss.jpg"},
        {"X_Filename": "photos/2024/Gullfoss.jpg"},
        {"Content_Disposition": "inline; filename=Gullfoss.jpg", "X_Filename": "second.jpg"},
    ],
)
def test_success_name_from_a_header(uploads: RawUpload, headers: dict[str, str]) -> None:
    made = accepted(uploads.upload(make.jpeg(), **headers), 201)
    assert (made["title"], made["filename"]) == ("Gullfoss", f"{made['id']}.jpg")


def test_success_words_and_gallery_of_ones_choice(uploads: RawUpload, gallery: Fields) -> None:
    """From the query beside a raw body, from the other fields of a form, where tags are separated by commas."""
    words = {"title": "Fall", "description": "Wet", "tags": "sea, ,ice", "visibility": "private"}
    sent: Fields = {**words, "galleryId": gallery["id"]}
    raw = uploads.call("POST", "/upload", params=sent, data=make.jpeg(), headers={"Content-Type": "image/jpeg"})
    form = uploads.call("POST", "/upload", files={"file": ("a.jpg", make.jpeg())}, data=sent)
    for made in (accepted(raw, 201), accepted(form, 201)):
        assert {name: made[name] for name in sent} == {**sent, "tags": ["sea", "ice"]}


def test_success_name_of_a_form_file(uploads: RawUpload) -> None:
    assert accepted(uploads.upload_form(make.jpeg(), "Gullfoss im März.jpg"), 201)["title"] == "Gullfoss im März"


def test_success_absurd_names_do_no_harm(house: House, uploads: RawUpload) -> None:
    for name in ("../../etc/passwd", "a" * 3000 + ".jpg", "%00", "....//", '"', ";filename=", "\xe9.jpg"):
        for headers in ({"Content_Disposition": f'attachment; filename="{name}"'}, {"X_Filename": name}):
            answer = uploads.upload(make.jpeg(), **headers)
            if answer.status_code != 400:
                carries_photo(accepted(answer, 201))
    assert [key for key in make.keys_under("") if "passwd" in key or ".." in key] == []


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_success_other_formats(uploads: RawUpload, kind: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, kind)
    for content_type in (f"image/{kind.lower()}", "image/jpeg"):  # the bytes say what it is
        made = accepted(uploads.upload(file.getvalue(), content_type), 201)
        assert (made["width"], made["height"]) == (40, 30)


def test_success_nearly_as_large_as_allowed(uploads: RawUpload) -> None:
    large = make.jpeg() + b"\0" * (settings.MAX_BODY_BYTES - 10_000)
    assert accepted(uploads.upload(large), 201)["size"] == len(large)


def test_fail_other_media_types(uploads: RawUpload) -> None:
    for name in ("text/plain", "application/pdf", "video/mp4", "nonsense"):
        refused(uploads.upload(make.jpeg(), name), 415)


def test_fail_no_image(uploads: RawUpload) -> None:
    for body in (b"", b"no photo", make.jpeg()[:150], b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        for name in ("image/jpeg", "image/svg+xml", "image/png"):
            assert uploads.upload(body, name).status_code in (400, 415)
        refused(uploads.upload(body), 400)
        refused(uploads.upload_form(body), 400)
    refused(uploads.call("POST", "/upload", files={"other": (None, "x")}), 400, "file")


def test_fail_too_large(uploads: RawUpload) -> None:
    large = make.jpeg() + b"\0" * settings.MAX_BODY_BYTES
    refused(uploads.upload(large), 413, "presigned")
    refused(uploads.upload_form(large), 413, "presigned")


def test_fail_who_may_not(house: House) -> None:
    stranger = house.client(RawUpload)
    refused(stranger.upload(make.jpeg()), 401)
    refused(stranger.upload(b"", "text/plain"), 401)
    refused(stranger.upload_form(make.jpeg()), 401)
    for scope in ("read", "rate"):
        refused(house.client(RawUpload, house.owner, scope).upload(make.jpeg()), 403)
    accepted(house.client(RawUpload, house.owner, "upload").upload(make.jpeg()), 201)


@pytest.mark.parametrize("encoding", ["idna''a.jpg", "undefined''a.jpg", "nothing''a.jpg"])
def test_fail_name_in_no_known_encoding(uploads: RawUpload, encoding: str) -> None:
    header = {"Content-Disposition": f"attachment; filename*={encoding}"}
    assert uploads.upload(make.jpeg(), **header).status_code in (201, 400)
    header = {"Content-Disposition": f"attachment; filename*0*={encoding}"}
    assert uploads.upload(make.jpeg(), **header).status_code in (201, 400)


def test_success_name_that_cannot_be_stored_is_cleaned(uploads: RawUpload) -> None:
    halved = {"Content-Disposition": "attachment; filename*=unicode_escape''%5Cud800fjord.jpg"}
    assert accepted(uploads.upload(make.jpeg(), **halved), 201)["title"] == "fjord"
    control = {"Content-Disposition": "attachment; filename*=utf-8''a%00b%07.jpg"}
    assert accepted(uploads.upload(make.jpeg(), **control), 201)["title"] == "ab"


def test_fail_empty_body(uploads: RawUpload) -> None:
    refused(uploads.upload(b""), 400, "file")
