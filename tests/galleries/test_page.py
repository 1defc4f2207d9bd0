"""A gallery's page: who sees it, what it shows, and that its price does not grow with the gallery."""

import base64
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client

from photos import services as photos
from photos.models import Photo
from photos.rows import PhotoFacet
from tests import make
from tests.galleries.stock import OWNER, filled


class Reads(Counter[str]):
    """DynamoDB calls by name, and the bytes they answered under "bytes"."""


@contextmanager
def counted_reads() -> Iterator[Reads]:
    """Counts through botocore's own hooks, so nothing can slip past."""
    from accounts.items import AccountItem, LimitItem, NameItem, SessionItem, TokenItem, UserItem
    from galleries.models import Gallery
    from gallery_project.claims import Claim
    from ratings.models import PhotoRating

    seen = Reads()

    def count(http_response: Any, model: Any, **_: Any) -> None:
        seen[model.name] += 1
        seen["bytes"] += len(http_response.content)

    people = (AccountItem, LimitItem, NameItem, SessionItem, TokenItem, UserItem)
    models = (Gallery, Photo, PhotoFacet, PhotoRating, Claim, *people)
    clients = [model._get_connection().connection.client for model in models]
    for client in clients:
        client.meta.events.register("after-call.dynamodb", count, unique_id="reads")
    try:
        yield seen
    finally:
        for client in clients:
            client.meta.events.unregister("after-call.dynamodb", unique_id="reads")


@pytest.mark.parametrize("extra", [0, 1])
def test_success_pager_shows_every_photo_once(client: Client, extra: int) -> None:
    gallery_id = filled(photos.PAGE_SIZE * 2 + extra)
    titles, cursor, pages = [], "", 0
    while True:
        context = client.get(f"/galleries/{gallery_id}/", {"cursor": cursor}).context
        titles += [photo["title"] for photo in context["photos"]]
        pages += 1
        if not (cursor := context["next_cursor"]):
            break
    assert titles == [f"{n:05}" for n in range(photos.PAGE_SIZE * 2 + extra)]
    assert pages == 2 + extra  # a full last page is known to be the last


@pytest.mark.parametrize(("visibility", "status"), [("public", 200), ("unlisted", 200), ("private", 404)])
def test_success_strangers_see_what_is_not_private(client: Client, visibility: str, status: int) -> None:
    gallery_id = make.gallery(OWNER, visibility=visibility).gallery_id
    photo = make.ingested(OWNER, gallery_id)
    for url in (f"/galleries/{gallery_id}/", f"/photos/{photo.photo_id}/"):
        assert client.get(url).status_code == status
    assert client.get(f"/photos/{photo.photo_id}/image").status_code == (302 if status == 200 else 404)


def test_success_the_way_here_begins_with_all_galleries(client: Client) -> None:
    photo = make.ingested(OWNER, make.gallery(OWNER).gallery_id)
    for address in (f"/galleries/{photo.gallery_id}/", f"/photos/{photo.photo_id}/"):
        page = client.get(address).content.decode()
        assert '<li><a href="/">All galleries</a></li>' in page, address


def test_success_private_answers_like_nothing(client: Client) -> None:
    gallery = make.gallery(OWNER, visibility="private")
    hidden, nothing = (client.get(f"/galleries/{each}/") for each in (gallery.gallery_id, "nothing"))
    assert hidden.content.replace(gallery.gallery_id.encode(), b"nothing") == nothing.content


def test_success_locations_leave_only_when_the_owner_says_so(client: Client, admin_client: Client) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, gallery_id, (make.PHOTOS / "phone12.jpg").read_bytes())
    assert photo.location
    for browser in (client, admin_client):
        shown = browser.get(f"/galleries/{gallery_id}/").context["photos"][0]
        assert shown["location"] is None
    latitude = f"{photo.location[0]:.3f}"
    for url in (f"/galleries/{gallery_id}/", f"/photos/{photo.photo_id}/"):
        assert latitude not in client.get(url).content.decode()
    from galleries import services as galleries

    galleries.update(actor=OWNER, gallery_id=gallery_id, show_locations=True)
    shown = client.get(f"/photos/{photo.photo_id}/").context["photo"]
    assert shown["location"]["latitude"] == photo.location[0]


def test_success_each_width_has_its_place(client: Client) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, gallery_id, make.jpeg(size=(1300, 900)))
    shown = client.get(f"/photos/{photo.photo_id}/").context["photo"]
    assert "/640.webp" in shown["thumbnailURL"]
    assert "/1300.webp" in shown["fullSizeURL"]
    assert [part.split()[1] for part in shown["srcset"].split(", ")] == ["320w", "640w", "1280w", "1300w"]


def test_success_photo_of_an_older_system(client: Client) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    Photo(
        gallery_id,
        f"older-{gallery_id}",
        old_title="Sunrise",
        old_thumbnail_url="https://older.example/small.jpg",
        old_full_size_url="https://older.example/large.jpg",
        sort_order=1,
        public_in=gallery_id,
    ).save()
    (shown,) = client.get(f"/galleries/{gallery_id}/").context["photos"]
    assert [shown[name] for name in ("title", "thumbnailURL", "fullSizeURL")] == [
        "Sunrise",
        "https://older.example/small.jpg",
        "https://older.example/large.jpg",
    ]


def test_success_private_photo_is_on_nobody_elses_page(client: Client, admin_client: Client) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, gallery_id)
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private", title="My secret")
    assert "My secret" not in client.get(f"/galleries/{gallery_id}/").content.decode()
    assert "My secret" in admin_client.get(f"/galleries/{gallery_id}/").content.decode()


def hide(gallery_id: str, count: int) -> None:
    """Make that many photos at the gallery's beginning private, straight in the table."""
    with Photo.batch_write() as batch:
        for photo in list(Photo.query(gallery_id))[:count]:
            photo.visibility = "private"
            photo.settle()
            batch.save(photo)


def test_success_private_photos_leave_no_gap_and_no_cursor(client: Client) -> None:
    gallery_id = filled(photos.PAGE_SIZE + 3)
    hide(gallery_id, 4)
    page = client.get(f"/galleries/{gallery_id}/")
    shown = [photo["title"] for photo in page.context["photos"]]
    assert shown == [f"{n:05}" for n in range(4, photos.PAGE_SIZE + 3)]
    assert page.context["next_cursor"] == ""


def test_success_gallery_of_private_photos_reads_like_an_empty_one(client: Client) -> None:
    prices, pages = [], []
    for count in (0, photos.PAGE_SIZE + 1):
        gallery_id = filled(count)
        hide(gallery_id, count)
        with counted_reads() as reads:
            pages.append(client.get(f"/galleries/{gallery_id}/").context)
        prices.append((reads["GetItem"], reads["Query"], sum(reads.values()) - reads["bytes"]))
    assert prices == [(1, 1, 2)] * 2
    assert [(page["photos"], page["next_cursor"]) for page in pages] == [([], "")] * 2


def test_success_cursor_tells_nothing_of_what_it_goes_by(client: Client) -> None:
    gallery_id = filled(photos.PAGE_SIZE + 1)
    cursor = client.get(f"/galleries/{gallery_id}/").context["next_cursor"]
    inside = base64.urlsafe_b64decode(cursor + "==")
    assert gallery_id.encode() not in inside
    assert b"sortOrder" not in inside


def test_success_only_public_pages_may_be_indexed(client: Client) -> None:
    for visibility, wanted in (("public", False), ("unlisted", True)):
        gallery_id = make.gallery(OWNER, visibility=visibility).gallery_id
        photo = make.ingested(OWNER, gallery_id)
        for url in (f"/galleries/{gallery_id}/", f"/photos/{photo.photo_id}/"):
            assert (b"noindex" in client.get(url).content) == wanted


def test_success_items_of_the_older_system_read_as_they_are(client: Client) -> None:
    gallery_id = f"older-{make.gallery(OWNER).gallery_id}"
    tables: Any = Photo._get_connection().connection.client
    gallery = {
        "galleryId": gallery_id,
        "name": "Slides",
        "continent": "Europe",
        "country": "Norway",
        "coverPhotoURL": "https://x/c.jpg",
    }
    photo = {
        "galleryId": gallery_id,
        "photoId": f"p-{gallery_id}",
        "name": "Fjord",
        "thumbnail": "https://x/t.jpg",
        "image": "https://x/i.jpg",
    }
    years = {"years": {"L": [{"S": "1999"}]}}
    tables.put_item(TableName="Galleries", Item={**strings(gallery), **years})
    tables.put_item(TableName="GalleryPhotos", Item={**strings(photo), "sortOrder": {"N": "1"}})
    page = client.get(f"/galleries/{gallery_id}/")
    assert (page.context["gallery"]["years"], page.context["gallery"]["coverPhotoURL"]) == ([1999], "https://x/c.jpg")
    (shown,) = page.context["photos"]
    assert (shown["title"], shown["thumbnailURL"], shown["status"]) == ("Fjord", "https://x/t.jpg", "ready")
    assert client.get(f"/photos/{photo['photoId']}/").status_code == 200


def strings(item: dict[str, str]) -> dict[str, Any]:
    return {name: {"S": value} for name, value in item.items()}
