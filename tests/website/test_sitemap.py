"""The sitemap and robots.txt: everything public with its picture, and nothing else."""

from xml.etree import ElementTree

import pytest
from django.http import HttpResponse
from django.test import Client

from galleries import services as galleries
from gallery_project.slugs import url_of
from photos import services as photos
from photos.models import Photo
from tests import make
from tests.galleries.test_page import counted_reads
from website import front, sitemaps

OWNER = make.photographer()
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "i": "http://www.google.com/schemas/sitemap-image/1.1"}


def fetched(client: Client, url: str) -> ElementTree.Element:
    answer = client.get(url)
    assert isinstance(answer, HttpResponse)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    assert answer["Cache-Control"] == "public, max-age=3600"
    return ElementTree.fromstring(answer.content)  # noqa: S314 (our own)


def locations(found: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in found.findall("*/s:loc", NS)]


def file_of(gallery_id: str) -> str:
    return f"http://testserver/sitemaps/galleries/{gallery_id}.xml"


def test_success_index_names_every_public_gallery(client: Client) -> None:
    shown, unlisted, private = (make.gallery(OWNER, visibility=v) for v in ("public", "unlisted", "private"))
    named = locations(fetched(client, "/sitemap.xml"))
    assert named[0] == "http://testserver/sitemaps/pages.xml"
    assert file_of(shown.gallery_id) in named
    assert not {file_of(unlisted.gallery_id), file_of(private.gallery_id)} & set(named)
    galleries.update(actor=OWNER, gallery_id=shown.gallery_id, visibility="unlisted")
    assert file_of(shown.gallery_id) not in locations(fetched(client, "/sitemap.xml"))


def test_success_gallery_with_its_pictures(client: Client) -> None:
    gallery = make.gallery(OWNER)
    shown, hidden = (make.ingested(OWNER, gallery.gallery_id, filename="a & b.jpg") for _ in range(2))
    photos.update(actor=OWNER, photo_id=hidden.photo_id, visibility="private")
    found = fetched(client, file_of(gallery.gallery_id))
    assert locations(found) == [
        f"http://testserver{url_of('gallery', gallery.gallery_id, gallery.name)}",
        f"http://testserver/photos/{shown.photo_id}/",
    ]
    pictures = [each.text for each in found.findall("*/i:image/i:loc", NS)]
    assert pictures == [f"http://testserver/photos/{shown.photo_id}/image"]


@pytest.mark.parametrize("visibility", ["unlisted", "private"])
def test_fail_what_is_not_public_has_no_file(client: Client, admin_client: Client, visibility: str) -> None:
    gallery = make.gallery(OWNER, visibility=visibility)
    nothing = client.get("/sitemaps/galleries/nothing.xml")
    for browser in (client, admin_client):
        assert browser.get(file_of(gallery.gallery_id)).status_code == nothing.status_code == 404


def test_success_large_gallery_fills_several_files(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "SIZE", 3)
    gallery = make.gallery(OWNER)
    with Photo.batch_write() as batch:
        for n in range(7):
            photo = Photo(gallery.gallery_id, f"{gallery.gallery_id}-{n}", description="Long. " * 500, sort_order=n)
            photo.settle()
            batch.save(photo)
    gallery.update([type(gallery).photo_count.set(7)])
    first = file_of(gallery.gallery_id)
    files = [name for name in locations(fetched(client, "/sitemap.xml")) if gallery.gallery_id in name]
    assert files == [first, f"{first}?page=2", f"{first}?page=3"]
    named = [name for file in files for name in locations(fetched(client, file))]
    ids = [f"{gallery.gallery_id}-{n}" for n in range(7)]
    assert named[1:] == [f"http://testserver/photos/{photo_id}/" for photo_id in ids]
    with counted_reads() as reads:
        fetched(client, files[-1])
    assert (reads["Query"], reads["bytes"] < 6000) == (1, True)  # keys, not what each photo says
    for page in ("0", "4", "-1", "x", "01"):
        assert client.get(f"{first}?page={page}").status_code == 404
    monkeypatch.setattr(sitemaps, "MOST_FILES", 2)
    assert client.get(f"{first}?page=3").status_code == 404


def test_success_older_gallery_names_its_photos_once_it_is_upgraded(client: Client) -> None:
    gallery = make.gallery(OWNER)
    make.ingested(OWNER, gallery.gallery_id)
    gallery.update([type(gallery).layout.remove()])
    assert len(locations(fetched(client, file_of(gallery.gallery_id)))) == 1


def test_success_pages_of_places_and_years(client: Client) -> None:
    country = f"Land & {make.photographer().user_id}"
    gallery = make.gallery(OWNER, continent="Oceania", country=country, years=[1907])
    front.refresh()
    with counted_reads() as reads:
        named = locations(fetched(client, "/sitemaps/pages.xml"))
    assert sum(reads.values()) - reads["bytes"] == 1
    assert named[0] == "http://testserver/"
    assert len(named) == len(set(named))
    for url in named:
        assert client.get(url).status_code == 200
    (place,) = [url for url in named if country.split()[-1] in url]
    assert "http://testserver/years/1907/" in named
    galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, visibility="private")
    front.refresh()
    assert place not in locations(fetched(client, "/sitemaps/pages.xml"))


def test_success_robots(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/plain; charset=utf-8", "public, max-age=3600")
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {f"Disallow: /{path}/" for path in ("manage", "accounts", "search", "api")} < set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"
