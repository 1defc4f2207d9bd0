"""The feeds: the newest photos that strangers may see, with addresses that last."""

import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from photos import services as photos
from photos.models import Photo
from tests import make
from tests.galleries.stock import filled
from tests.galleries.test_page import counted_reads
from website import feeds

OWNER = make.photographer()
MEDIA = "{http://search.yahoo.com/mrss/}content"


def channel(client: Client, url: str) -> ElementTree.Element:
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/rss+xml; charset=utf-8")
    assert answer["Cache-Control"] == "public, max-age=3600"
    found = ElementTree.fromstring(answer.content).find("channel")  # noqa: S314 (our own)
    assert found is not None
    return found


def titles(found: ElementTree.Element) -> list[str | None]:
    return [item.findtext("title") for item in found.findall("item")]


def test_success_site_shows_its_newest_photos_first(client: Client) -> None:
    gallery = make.gallery(OWNER)
    for title in ("First", "Second"):
        photo = make.ingested(OWNER, gallery.gallery_id)
        photos.update(actor=OWNER, photo_id=photo.photo_id, title=title, description="Some *rain*, <b>then</b> none")
    found = channel(client, "/feed/")
    assert titles(found)[:2] == ["Second", "First"]
    item = found.find("item")
    assert item is not None
    address = f"http://testserver/photos/{photo.photo_id}/"
    assert item.findtext("link") == f"{address}second/"
    assert item.findtext("guid") == address
    picture = item.find(MEDIA)
    assert picture is not None
    assert picture.attrib == {"url": f"{address}image", "medium": "image"}
    text = item.findtext("description") or ""
    assert f'<img src="{address}image?size=small" alt="Second">' in text
    assert "<em>rain</em>" in text
    assert "<b>" not in text
    assert gallery.name in text
    assert re.match(r"\w{3}, \d\d \w{3} 20\d\d ", item.findtext("pubDate") or "")


def test_success_gallery_has_a_feed_of_its_own(client: Client) -> None:
    gallery = make.gallery(OWNER, description="Three *weeks*")
    make.ingested(OWNER, make.gallery(OWNER).gallery_id)
    ids = [make.ingested(OWNER, gallery.gallery_id).photo_id for _ in range(3)]
    photos.update(actor=OWNER, photo_id=ids[2], visibility="private")
    found = channel(client, f"/galleries/{gallery.gallery_id}/feed/")
    assert found.findtext("title") == f"{gallery.name} – Gallery"
    assert found.findtext("description") == "Three weeks"
    assert [item.findtext("guid") for item in found.findall("item")] == [
        f"http://testserver/photos/{each}/" for each in (ids[1], ids[0])
    ]


def test_success_upload_is_newer_than_many_dropped_files(client: Client) -> None:
    """Ids of dropped files follow from their names, and mostly sort above those of uploads."""
    gallery_id = make.gallery(OWNER).gallery_id
    with Photo.batch_write() as batch:
        for n in range(feeds.SIZE + 1):
            photo = Photo(gallery_id, f"ffffffff-0000-5000-8000-{gallery_id[:8]}{n:04}", title="Dropped", sort_order=n)
            photo.uploaded_at = "2024-05-01T10:00:00.000Z"
            photo.settle()
            batch.save(photo)
    make.ingested(OWNER, gallery_id, filename="uploaded.jpg")
    assert titles(channel(client, f"/galleries/{gallery_id}/feed/"))[:2] == ["uploaded", "Dropped"]


def test_success_pages_name_their_feeds(client: Client) -> None:
    gallery = make.gallery(OWNER)
    page = client.get(f"/galleries/{gallery.gallery_id}/").content.decode()
    for url in ("/feed/", f"/galleries/{gallery.gallery_id}/feed/"):
        assert re.search(f'<link rel="alternate" type="application/rss.xml" title="[^"]+" href="{url}">', page)


def test_success_unlisted_gallery_is_in_no_feed_but_its_own(client: Client) -> None:
    gallery = make.gallery(OWNER, visibility="unlisted")
    photo = make.ingested(OWNER, gallery.gallery_id, filename="unheard-of.jpg")
    answer = client.get(f"/galleries/{gallery.gallery_id}/feed/")
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex", "private, no-cache")
    assert "unheard-of" in answer.content.decode()
    assert photo.photo_id not in client.get("/feed/").content.decode()


@pytest.mark.parametrize("who", ["client", "admin_client"])
def test_fail_private_gallery_has_no_feed(request: pytest.FixtureRequest, who: str) -> None:
    """For its owner neither: a feed is kept by whoever fetched it."""
    gallery = make.gallery(OWNER, visibility="private")
    assert request.getfixturevalue(who).get(f"/galleries/{gallery.gallery_id}/feed/").status_code == 404


def test_success_feeds_read_little(client: Client) -> None:
    gallery = make.gallery(OWNER)
    with Photo.batch_write() as batch:
        for n in range(200):
            photo = Photo(gallery.gallery_id, f"{gallery.gallery_id}-{n:03}", title=f"{n:03}", sort_order=n)
            photo.uploaded_at = f"2024-05-01T10:{n // 60:02}:{n % 60:02}.000Z"
            photo.settle()
            batch.save(photo)
    with counted_reads() as reads:
        found = channel(client, f"/galleries/{gallery.gallery_id}/feed/")
    assert titles(found) == [f"{n:03}" for n in range(199, 199 - feeds.SIZE, -1)]
    assert sum(reads.values()) - reads["bytes"] == 3
    with counted_reads() as reads:
        channel(client, "/feed/")
    assert sum(reads.values()) - reads["bytes"] <= 3


def test_success_private_photos_make_no_feed_dearer(client: Client) -> None:
    prices = []
    for private in (0, 150):
        gallery_id = filled(60)
        with Photo.batch_write() as batch:
            for n in range(private):
                batch.save(Photo(gallery_id, f"{gallery_id}-9{n:05}", visibility="private", sort_order=n))
        with counted_reads() as reads:
            assert titles(channel(client, f"/galleries/{gallery_id}/feed/"))[0] == "00059"
        prices.append(reads)
    assert prices[0] == prices[1]


def test_success_character_that_no_xml_holds_breaks_no_feed(client: Client) -> None:
    gallery = make.gallery(OWNER, description="Form\x0cfeed")
    photo = make.ingested(OWNER, gallery.gallery_id)
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Low\x0btide", description="\x1b[31m")
    for url in ("/feed/", f"/galleries/{gallery.gallery_id}/feed/"):
        assert titles(channel(client, url))[0] == "Lowtide"


def test_success_photo_of_an_older_system(client: Client) -> None:
    gallery = make.gallery(OWNER)
    gallery.update([type(gallery).layout.remove()])
    for n, uploaded in enumerate(("yesterday", "2019-05-04T10:00:00")):
        Photo(gallery.gallery_id, f"o{n}-{gallery.gallery_id}", old_title=uploaded, uploaded_at=uploaded).save()
    found = channel(client, f"/galleries/{gallery.gallery_id}/feed/")
    dates = {item.findtext("title"): item.findtext("pubDate") for item in found.findall("item")}
    assert dates == {"yesterday": None, "2019-05-04T10:00:00": "Sat, 04 May 2019 10:00:00 +0000"}
