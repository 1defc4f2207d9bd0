"""A public photo is made private: what strangers know of it must open nothing any more."""

import pytest
import requests

from galleries.presentation import photo_dicts
from gallery_project.errors import Stale
from photos import lookup
from photos import services as photos
from tests import make

OWNER = make.photographer()


def picture(photo_id: str) -> str:
    found, gallery = photos.get(actor=OWNER, photo_id=photo_id)
    return str(photo_dicts(gallery, [found])[0]["fullSizeURL"])


def test_success_a_kept_address_opens_nothing(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    kept = picture(photo.photo_id)
    assert requests.get(kept, timeout=30).status_code == 200
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    assert requests.get(kept, timeout=30).status_code == 404
    answer = requests.get(picture(photo.photo_id), timeout=30)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert "immutable" in answer.headers["Cache-Control"]


def test_success_it_moves_once_and_leaves_nothing_behind(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id, make.jpeg(size=(800, 600)))
    prefix = f"thumbnails/{gallery_id}/{photo.photo_id}/"
    before = make.keys_under(prefix)
    for visibility in ("private", "private", "public"):
        photos.update(actor=OWNER, photo_id=photo.photo_id, visibility=visibility)
    after = make.keys_under(prefix)
    assert len(after) == len(before) > 1
    assert not set(after) & set(before)
    assert make.json_under(f"metadata/{gallery_id}/{photo.photo_id}.json")["renditions"]
    photos.delete(actor=OWNER, photo_id=photo.photo_id)
    assert make.keys_under(prefix) == []


def test_fail_stale_edit_moves_nothing(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    before = make.keys_under(f"thumbnails/{gallery_id}/")
    with pytest.raises(Stale):
        photos.update(actor=OWNER, photo_id=photo.photo_id, revision=0, visibility="private")
    assert make.keys_under(f"thumbnails/{gallery_id}/") == before
    current = lookup.read(gallery_id, photo.photo_id)
    assert current
    assert current.visibility == "public"
