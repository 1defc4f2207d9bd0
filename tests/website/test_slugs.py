"""Addresses that people can read: what names become, and where an old name leads."""

import pytest
from django.test import Client

from galleries import services as galleries
from gallery_project.slugs import slug_of, url_of
from photos import services as photos
from tests import make
from tests.galleries.test_page import counted_reads

OWNER = make.photographer()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Highlands in September", "highlands-in-september"),
        ("Ísland – Höfn & co.", "ísland-höfn-co"),
        ("東京 2024", "東京-2024"),
        ("../../etc/passwd?x=1#y", "etcpasswdx1y"),
        ("💥 ☂", ""),
        ("", ""),
        ("Feed", ""),  # /galleries/{id}/feed/ is something else
        ("x" * 500, "x" * 80),
    ],
)
def test_success_name_becomes_a_slug(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_success_thing_without_a_slug_has_the_short_address() -> None:
    assert url_of("photo", "1", "💥") == "/photos/1/"
    assert url_of("gallery", "1", "Köln") == "/galleries/1/k%C3%B6ln/"


@pytest.mark.parametrize("name", ["Fjords & fells", "Ísland: Höfn", "京都の秋"])
def test_success_gallery_and_photo_at_their_full_addresses(client: Client, name: str) -> None:
    gallery = make.gallery(OWNER, name=f"{name} {make.photographer().user_id}")
    photo = make.ingested(OWNER, gallery.gallery_id)
    photos.update(actor=OWNER, photo_id=photo.photo_id, title=name)
    page = client.get(f"/galleries/{gallery.gallery_id}/")
    (shown,) = page.context["photos"]
    for short, url in (
        (f"/galleries/{gallery.gallery_id}/", page.context["gallery"]["url"]),
        (f"/photos/{photo.photo_id}/", shown["url"]),
    ):
        assert url.startswith(short)
        assert len(url) > len(short)
        for each in (short, url):
            answer = client.get(each)
            assert answer.status_code == 200
            assert f'<link rel="canonical" href="http://testserver{url}">' in answer.content.decode()


def test_success_old_name_leads_to_the_new_one(client: Client) -> None:
    gallery = make.gallery(OWNER)
    old = client.get(f"/galleries/{gallery.gallery_id}/").context["gallery"]["url"]
    name = f"Renamed {make.photographer().user_id}"
    galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, name=name)
    answer = client.get(f"{old}?sort=date&photo=x%20y")
    new = f"/galleries/{gallery.gallery_id}/{slug_of(name)}/"
    assert (answer.status_code, answer["Location"]) == (301, f"{new}?sort=date&photo=x%20y")
    assert client.head(old)["Location"] == new
    assert client.get(new).status_code == 200


def test_success_name_of_signs_only_leads_to_the_short_address(client: Client) -> None:
    photo = make.ingested(OWNER, make.gallery(OWNER).gallery_id)
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="☂")
    answer = client.get(f"/photos/{photo.photo_id}/low-tide/")
    assert (answer.status_code, answer["Location"]) == (301, f"/photos/{photo.photo_id}/")


def test_fail_no_name_tells_of_a_private_gallery(client: Client) -> None:
    gallery = make.gallery(OWNER, visibility="private")
    right = f"/galleries/{gallery.gallery_id}/{slug_of(gallery.name)}/"
    for url in (right, f"/galleries/{gallery.gallery_id}/wrong/", "/galleries/nothing/wrong/"):
        assert client.get(url).status_code == 404


def test_success_slug_costs_no_read(client: Client) -> None:
    gallery = make.gallery(OWNER)
    counts = []
    for slug in ("", f"{slug_of(gallery.name)}/"):
        with counted_reads() as reads:
            assert client.get(f"/galleries/{gallery.gallery_id}/{slug}").status_code == 200
        counts.append(sum(reads.values()) - reads["bytes"])
    assert counts[0] == counts[1] <= 2
