"""What a link to a page shows elsewhere, and what search engines read of it."""

import json
import re
from typing import Any

from django.test import Client

from galleries import services as galleries
from photos import services as photos
from tests import make

OWNER = make.photographer()
NASTY = "</script><script>alert(1)</script>\"'&"


def meta(page: str) -> dict[str, str]:
    """The page's og: and twitter: tags."""
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page))


def facts(page: str) -> list[dict[str, Any]]:
    """Its JSON-LD, as a browser would cut it out."""
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)]


def test_success_photo_is_shared_with_its_picture(client: Client) -> None:
    gallery = make.gallery(OWNER)
    photo = make.ingested(OWNER, gallery.gallery_id, make.jpeg(size=(3000, 2000)))
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Low tide", description="Nobody but *gulls*")
    said = meta(client.get(f"/photos/{photo.photo_id}/").content.decode())
    picture = f"http://testserver/photos/{photo.photo_id}/image"
    assert said | {"og:site_name": ""} == {
        "og:site_name": "",
        "og:type": "article",
        "og:url": f"http://testserver/photos/{photo.photo_id}/low-tide/",
        "og:title": "Low tide",
        "og:description": "Nobody but gulls",
        "og:image": picture,
        "og:image:width": "2048",
        "og:image:height": "1365",
        "og:image:alt": "Low tide",
        "twitter:card": "summary_large_image",
    }
    assert "/2048.webp" in client.get(picture)["Location"]
    assert "/640.webp" in client.get(f"{picture}?size=small")["Location"]


def test_success_gallery_is_shared_with_its_cover(client: Client) -> None:
    gallery = make.gallery(OWNER, description="Three weeks of rain")
    page = client.get(f"/galleries/{gallery.gallery_id}/").content.decode()
    assert meta(page)["twitter:card"] == "summary"
    assert client.get(f"/galleries/{gallery.gallery_id}/cover").status_code == 404
    make.ingested(OWNER, gallery.gallery_id)
    said = meta(client.get(f"/galleries/{gallery.gallery_id}/").content.decode())
    assert said["og:image"] == f"http://testserver/galleries/{gallery.gallery_id}/cover"
    assert said["og:description"] == "Three weeks of rain"
    assert (said["og:image:width"], said["og:image:height"]) == ("64", "48")
    answer = client.get(said["og:image"])
    assert (answer.status_code, answer["Cache-Control"]) == (302, "public, max-age=30")
    assert "/64.webp" in answer["Location"]


def test_success_photo_says_what_it_is_to_search_engines(client: Client) -> None:
    gallery = make.gallery(OWNER)
    photo = make.ingested(OWNER, gallery.gallery_id, (make.PHOTOS / "phone12.jpg").read_bytes())
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Low tide", tags=["sea", "gulls"])
    url = f"/photos/{photo.photo_id}/"
    (said,) = facts(client.get(url).content.decode())
    assert (said["@type"], said["name"], said["keywords"]) == ("ImageObject", "Low tide", "sea, gulls")
    assert said["contentUrl"] == f"http://testserver{url}image"
    assert said["thumbnailUrl"] == f"http://testserver{url}image?size=small"
    assert said["dateCreated"] == photo.taken_at
    assert said["contentLocation"] == {"@type": "Place", "name": "Iceland, Europe"}
    galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, show_locations=True, show_exif=False)
    (said,) = facts(client.get(url).content.decode())
    assert photo.location
    assert said["contentLocation"]["geo"]["latitude"] == photo.location[0]
    assert "dateCreated" not in said


def test_success_gallery_names_its_public_pictures_only(client: Client, admin_client: Client) -> None:
    gallery = make.gallery(OWNER)
    shown, hidden = (make.ingested(OWNER, gallery.gallery_id).photo_id for _ in range(2))
    photos.update(actor=OWNER, photo_id=hidden, visibility="private")
    for browser in (client, admin_client):
        (said,) = facts(browser.get(f"/galleries/{gallery.gallery_id}/").content.decode())
        assert (said["@type"], said["name"]) == ("ImageGallery", gallery.name)
        assert [each["contentUrl"] for each in said["image"]] == [f"http://testserver/photos/{shown}/image"]


def test_success_what_is_not_public_is_not_for_search_engines(client: Client, admin_client: Client) -> None:
    for visibility, browser in (("unlisted", client), ("private", admin_client)):
        gallery = make.gallery(OWNER, visibility=visibility)
        photo = make.ingested(OWNER, gallery.gallery_id)
        for url in (f"/galleries/{gallery.gallery_id}/", f"/photos/{photo.photo_id}/"):
            page = browser.get(url).content.decode()
            assert facts(page) == []
            assert '<meta name="robots" content="noindex">' in page


def test_success_no_text_of_people_ends_the_data_block(client: Client) -> None:
    gallery = make.gallery(OWNER, description=NASTY)
    photo = make.ingested(OWNER, gallery.gallery_id)
    photos.update(actor=OWNER, photo_id=photo.photo_id, title=NASTY, description=NASTY, tags=[NASTY])
    for url in (f"/galleries/{gallery.gallery_id}/", f"/photos/{photo.photo_id}/"):
        page = client.get(url).content.decode()
        assert len(facts(page)) == 1
        assert "<script>" not in page
    assert facts(page)[0]["name"] == NASTY
