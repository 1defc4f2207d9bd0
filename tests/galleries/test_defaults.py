"""What a new gallery gets from the site's settings, and a new photo from its gallery, where nobody says otherwise."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.errors import Invalid
from photos import events, keys, storage
from photos import services as photos
from photos.models import Photo
from tests import make
from website import site

OWNER = make.photographer()
NAMES = ("visibility", "show_locations", "show_exif", "downloads")
STRICT = {"visibility": "private", "show_locations": True, "show_exif": False, "downloads": "large"}


@pytest.fixture
def strict() -> Iterator[None]:
    site.update(actor=make.admin(), **STRICT)  # type: ignore[arg-type]  # by the names of site.Fields
    yield
    site.update(actor=make.admin(), visibility="", downloads="", show_locations=False, show_exif=True)


def settings_of(gallery: Gallery) -> dict[str, Any]:
    return {name: getattr(gallery, name) for name in NAMES}


def test_success_as_it_always_was_while_the_site_says_nothing() -> None:
    plain = {"visibility": "public", "show_locations": False, "show_exif": True, "downloads": "none"}
    assert settings_of(make.gallery(OWNER)) == plain


@pytest.mark.usefixtures("strict")
def test_success_gallery_gets_what_the_site_says() -> None:
    assert settings_of(make.gallery(OWNER)) == STRICT
    own = {"visibility": "unlisted", "show_locations": False, "show_exif": True, "downloads": "original"}
    assert settings_of(make.gallery(OWNER, **own)) == own


@pytest.mark.usefixtures("strict")
def test_success_dropped_in_folder_and_api_get_it_too(admin_client: Client) -> None:
    name = f"Folder {OWNER.user_id}"
    key = f"galleries/Europe/Norway/{name}/1.jpg"
    storage.upload(key, make.jpeg(), "image/jpeg")
    events.handle(make.event(key))
    original = keys.parse_original(key)
    assert original
    photo = Photo.get(keys.folder_gallery_id("Europe", "Norway", name), original.photo_id)
    assert settings_of(Gallery.get(photo.gallery_id)) == STRICT
    place = {"name": f"API {OWNER.user_id}", "continent": "Europe", "country": "Norway", "years": [2020]}
    made = admin_client.post("/api/v1/galleries", place, "application/json")
    assert made.status_code == 201
    said = made.json()
    assert [said[name] for name in ("visibility", "showLocations", "showExif", "downloads")] == [*STRICT.values()]


def test_success_new_photos_get_what_the_gallery_says() -> None:
    defaults = galleries.Fields(photo_defaults={"visibility": "private", "tags": [" Sea ", "sea", "2024"]})
    gallery_id = make.gallery(OWNER, **defaults).gallery_id
    photo = make.ingested(OWNER, gallery_id)
    assert (photo.visibility, photo.tags, photo.public_in) == ("private", ["sea", "2024"], None)
    file = photos.Announcement(filename="b.jpg", wording={"visibility": "public"})
    (ticket,) = photos.begin_upload(actor=OWNER, gallery_id=gallery_id, files=[file])
    own = Photo.get(gallery_id, ticket.photo_id)
    assert (own.visibility, own.tags) == ("public", ["sea", "2024"])


def test_success_dropped_in_photos_get_it_too() -> None:
    gallery_id = make.gallery(OWNER, photo_defaults={"visibility": "private", "tags": ["sea"]}).gallery_id
    storage.upload(f"galleries/{gallery_id}/x.jpg", make.jpeg(), "image/jpeg")
    events.handle(make.event(f"galleries/{gallery_id}/x.jpg"))
    (photo,) = Photo.query(gallery_id)
    assert (photo.visibility, photo.tags, photo.is_ready) == ("private", ["sea"], True)


@pytest.mark.parametrize(
    "fields",
    [{"photo_defaults": {"visibility": "unlisted"}}, {"photo_defaults": {"tags": ["x" * 101]}}, {"downloads": "x"}],
)
def test_fail_unusable(fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        make.gallery(OWNER, **fields)
    assert caught.value.field in fields


def test_success_api_sets_and_shows_them_to_the_owner_alone(client: Client, admin_client: Client) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    url = f"/api/v1/galleries/{gallery_id}"
    assert admin_client.get(url).json()["photoDefaults"] == {"visibility": "public", "tags": []}
    sent = {"showExif": False, "downloads": "large", "photoDefaults": {"visibility": "private", "tags": ["ice"]}}
    token = make.token(make.account("admin"), "read", "manage")
    answer = client.patch(url, sent, "application/json", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in sent} == sent
    assert client.get(url).json()["photoDefaults"] is None
