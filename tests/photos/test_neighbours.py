"""A photo's page: what lies before and behind it, what it tells of the camera, and its price in reads."""

from typing import Any

import pytest
from django.test import Client

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from photos import lookup
from tests import make
from tests.galleries.stock import filled, photo_id
from tests.galleries.test_page import counted_reads
from tests.photos import drawn

OWNER = make.photographer()


def around(client: Client, gallery_id: str, n: int, **asked: str) -> list[int | None]:
    context = client.get(f"/photos/{photo_id(gallery_id, n)}/", asked).context
    return [each and int(each["title"]) for each in (context["previous"], context["next"])]


def test_success_before_and_behind(client: Client, admin_client: Client) -> None:
    gallery_id = filled(6, private=1)
    assert around(client, gallery_id, 3) == [2, 4]
    assert around(client, gallery_id, 1) == [None, 2]  # the first of those that strangers see
    assert around(admin_client, gallery_id, 1) == [0, 2]
    assert around(client, gallery_id, 5) == [4, None]
    assert around(client, gallery_id, 3, sort="date") == [4, 2]
    assert around(client, gallery_id, 3, sort="-date") == [2, 4]
    assert around(client, gallery_id, 5, sort="date") == [None, 4]


def test_success_by_stars_they_are_those_of_the_page(client: Client) -> None:
    gallery_id = filled(7)
    page = galleries.get(actor=STRANGER, gallery_id=gallery_id, sort="rating").photos.items
    shown = [int(str(photo.title)) for photo in page]
    for place, n in enumerate(shown):
        before, behind = (shown[at] if 0 <= at < len(shown) else None for at in (place - 1, place + 1))
        assert around(client, gallery_id, n, sort="rating") == [before, behind]


def test_success_the_browser_knows_how_large_it_is(client: Client) -> None:
    """The picture, and the next one that is loaded ahead."""
    text = client.get(f"/photos/{photo_id(filled(2), 0)}/").content.decode()
    sizes = "(min-width: 75rem) min(100vw - 30rem, 1.5000 * 80vh), min(100vw, 1.5000 * 72vh)"
    assert f' sizes="{sizes}"' in text
    assert f' data-sizes="{sizes}"' in text


def test_success_price_of_a_page(client: Client) -> None:
    """Whose key, the photo with its gallery, before, behind; a visitor's own stars."""
    gallery_id = filled(5)
    url = f"/photos/{photo_id(gallery_id, 2)}/"
    prices = []
    for _ in ("stranger", "visitor"):
        for asked in ({}, {"sort": "rating"}):
            with counted_reads() as reads:
                assert client.get(url, asked).status_code == 200
            prices.append(sum(reads.values()) - reads["bytes"])
        client.post(f"{url}rating", {"rating": "5"})
    assert prices == [4, 4, 5, 5]


def test_success_older_gallery_and_unfinished_photos_have_none(admin_client: Client) -> None:
    gallery_id = filled(3)
    Gallery(gallery_id).update([Gallery.layout.set(1)])
    assert around(admin_client, gallery_id, 1, sort="date") == [0, 2]  # its own order
    Gallery(gallery_id).update([Gallery.layout.remove()])
    assert around(admin_client, gallery_id, 1) == [None, None]
    failed = make.ingested(OWNER, make.gallery(OWNER).gallery_id, b"no photo")
    context = admin_client.get(f"/photos/{failed.photo_id}/").context
    assert (context["previous"], context["next"]) == (None, None)


def test_fail_unknown_sort(client: Client) -> None:
    assert client.get(f"/photos/{photo_id(filled(1), 0)}/", {"sort": "size"}).status_code == 400


@pytest.mark.parametrize("show_exif", [True, False])
def test_success_camera_is_told_as_far_as_the_gallery_says(
    client: Client, admin_client: Client, show_exif: bool
) -> None:
    gallery_id = make.gallery(OWNER, show_exif=show_exif).gallery_id
    photo = make.ingested(OWNER, gallery_id, drawn.shot())
    assert photo.exif
    camera, taken_at = photo.exif.as_dict()["camera"], photo.taken_at
    for url in (f"/photos/{photo.photo_id}/", f"/galleries/{gallery_id}/", f"/api/v1/photos/{photo.photo_id}"):
        shown: Any = client.get(url)
        assert (camera in shown.content.decode()) == (str(taken_at)[:19] in shown.content.decode()) == show_exif
        assert camera in admin_client.get(url).content.decode()


def test_success_camera_is_as_right_as_its_clock_was_put(client: Client) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, gallery_id, drawn.shot())
    photo.taken_at = "2001-02-03T04:05:06+02:00"
    photo.save()
    assert lookup.read(gallery_id, photo.photo_id)
    shown = client.get(f"/photos/{photo.photo_id}/").context["photo"]
    assert shown["takenAt"] == shown["exifData"]["takenAt"] == "2001-02-03T04:05:06+02:00"
