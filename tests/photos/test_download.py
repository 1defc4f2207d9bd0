"""Taking a photo home: what its gallery allows, and that no original leaves with what the gallery does not tell."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.conf import settings
from django.test import Client, override_settings
from django.utils.http import content_disposition_header
from PIL import Image

from galleries import services as galleries
from photos import keys, storage
from photos import services as photos
from photos.models import Photo
from tests import make
from tests.photos import drawn

OWNER = make.photographer()
SHOT = drawn.shot()  # it knows where it was taken


def world(body: bytes | None = None, **fields: Any) -> Photo:
    gallery_id = make.gallery(OWNER, **fields).gallery_id
    return make.ingested(OWNER, gallery_id, make.jpeg(size=(900, 600)) if body is None else body, "IMG_7.JPG")


def wanted(client: Client, photo: Photo, size: str = "") -> str:
    """`original`, `large` or the code of a refusal."""
    answer = client.get(f"/photos/{photo.photo_id}/download", {"size": size} if size else {})
    if answer.status_code != 302:
        return str(answer.status_code)
    return "original" if "/galleries/" in urlsplit(answer["Location"]).path else "large"


@pytest.mark.parametrize(
    ("downloads", "sizes"),
    [
        ("none", {"": "403", "large": "403", "original": "403"}),
        ("large", {"": "large", "large": "large", "original": "large"}),
        ("original", {"": "original", "large": "large", "original": "original"}),
    ],
)
def test_success_strangers_get_what_the_gallery_allows(client: Client, downloads: str, sizes: dict[str, str]) -> None:
    photo = world(downloads=downloads)
    assert {size: wanted(client, photo, size) for size in sizes} == sizes
    shown = client.get(f"/photos/{photo.photo_id}/").context["photo"]["downloadURL"]
    assert shown == ("" if downloads == "none" else f"/photos/{photo.photo_id}/download")
    tile = client.get(f"/galleries/{photo.gallery_id}/", follow=True).content.decode()
    assert ('data-download="/photos/' in tile) == (downloads != "none"), "what the viewer's button leads to"


def test_success_owner_always_gets_it(admin_client: Client) -> None:
    photo = world(SHOT)
    assert wanted(admin_client, photo) == "original"
    assert wanted(admin_client, photo, "large") == "large"


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ({}, "large"),
        ({"show_locations": True}, "original"),
        ({"show_locations": True, "show_exif": False}, "large"),
    ],
)
def test_success_original_stays_where_it_tells_what_the_gallery_does_not(
    client: Client, fields: dict[str, Any], size: str
) -> None:
    assert wanted(client, world(SHOT, downloads="original", **fields), "original") == size


@pytest.mark.parametrize("own", [[], [1.5, 2.5]])
@pytest.mark.parametrize("shown", [True, False])
def test_success_place_that_a_person_took_off_is_still_in_the_file(
    client: Client, own: list[float], shown: bool
) -> None:
    photo = world(SHOT, downloads="original", show_locations=shown)
    photo.update([Photo.location.remove(), Photo.own_location.set(own)])
    assert wanted(client, photo, "original") == "large"


def test_success_original_that_nobody_has_read_stays(client: Client) -> None:
    photo = world(downloads="original")
    photo.update([Photo.etag.remove()])
    assert wanted(client, photo, "original") == "large"
    other = world(downloads="original")
    storage.upload(str(other.s3_key), SHOT, "image/jpeg")  # its event is still on its way
    assert wanted(client, other, "original") == wanted(client, other) == "large"


def test_success_original_of_an_older_photo_that_could_not_be_read_stays(client: Client) -> None:
    gallery_id = make.gallery(OWNER, downloads="original").gallery_id
    key = f"galleries/{gallery_id}/old.jpg"
    storage.upload(key, SHOT[:-200], "image/jpeg")
    older = Photo(gallery_id, keys.new_photo_id(), s3_key=key, thumbnail_url="https://old.example/1.jpg", sort_order=1)
    older.settle()
    older.save()
    photos.ingest(gallery_id=gallery_id, photo_id=older.photo_id)
    assert wanted(client, older) == "403"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ring road", "Ring road"),
        ("Straße nach Süden", "Straße nach Süden"),
        ('../a/b: "c"\r\nX: y?', "a b c X y"),
        ("", "IMG_7"),
        ("...", None),
        ("氷" * 200, "氷" * 150),
    ],
)
def test_success_file_has_a_good_name(client: Client, title: str, name: str | None) -> None:
    photo = world(downloads="large")
    photos.update(actor=OWNER, photo_id=photo.photo_id, title=title)
    answer = client.get(f"/photos/{photo.photo_id}/download")
    (said,) = parse_qs(urlsplit(answer["Location"]).query)["response-content-disposition"]
    assert said == content_disposition_header(True, f"{name or photo.photo_id}.webp")


def test_success_link_saves_the_file_and_is_kept_by_nobody(client: Client) -> None:
    photo = world(downloads="original")
    for size, kind in (("large", "WEBP"), ("original", "JPEG")):
        answer = client.get(f"/photos/{photo.photo_id}/download", {"size": size})
        assert "no-store" in answer["Cache-Control"]
        assert parse_qs(urlsplit(answer["Location"]).query)["X-Amz-Expires"] == ["300"]
        got = requests.get(answer["Location"], timeout=10, stream=True)
        assert got.headers["Content-Disposition"].startswith("attachment")
        with Image.open(got.raw) as picture:
            assert picture.format == kind


@override_settings(CDN_DOMAIN="cdn.example.org")
def test_success_behind_a_cdn_the_link_leads_to_the_bucket() -> None:
    url = storage.attachment_url("thumbnails/g/p/12345678/640.webp", "a.webp")
    assert urlsplit(url).netloc == urlsplit(settings.S3_ENDPOINT).netloc


def test_fail_what_may_not_be_seen(client: Client) -> None:
    photo = world(downloads="original")
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    assert wanted(client, photo) == wanted(client, Photo("x", "nothing")) == "404"
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="public")
    galleries.update(actor=OWNER, gallery_id=photo.gallery_id, visibility="private")
    assert wanted(client, photo) == "404"


def test_fail_unknown_size_and_what_is_not_ready(client: Client, admin_client: Client) -> None:
    assert wanted(client, world(downloads="large"), "huge") == "400"
    failed = make.ingested(OWNER, make.gallery(OWNER).gallery_id, b"no photo")
    assert wanted(admin_client, failed) == "403"
