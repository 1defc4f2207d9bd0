"""A public photo is made private: what strangers know of it must open nothing any more."""

from typing import Any

import pytest
import requests

from galleries.presentation import photo_dicts
from galleries.services import reconcile
from gallery_project.errors import Stale
from gallery_project.tables import Contended
from photos import changes, keys, lookup, storage
from photos import services as photos
from photos.models import Photo
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


def assert_has_its_pictures_and_no_others(photo: Photo) -> Photo:
    current = lookup.read(photo.gallery_id, photo.photo_id)
    assert current
    own = (photo.gallery_id, photo.photo_id)
    assert make.keys_under(keys.renditions(*own)) == keys.made(*own, current.renditions)
    return current


def test_success_rendered_anew_while_it_is_being_hidden(gallery_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make.ingested(OWNER, gallery_id)
    copy, shown = storage.copy, set()

    def rotated_meanwhile(old: str, new: str) -> bool:
        if not shown:
            turned = photos.rotate(actor=OWNER, photo_id=photo.photo_id, degrees=90)
            shown.add(turned.renditions["hash"])
        return copy(old, new)

    monkeypatch.setattr(storage, "copy", rotated_meanwhile)
    assert photos.trash(actor=OWNER, photo_ids=[photo.photo_id]).errors == []
    assert assert_has_its_pictures_and_no_others(photo).renditions["hash"] not in shown


def test_success_what_is_stored_stays_although_the_sidecar_could_not_follow(
    gallery_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make.ingested(OWNER, gallery_id)

    def contended(_photo: Photo) -> Any:
        raise Contended

    with monkeypatch.context() as patch:
        patch.setattr(changes, "write_sidecar", contended)
        with pytest.raises(Contended):
            photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    reconcile()
    hidden = assert_has_its_pictures_and_no_others(photo)
    assert (hidden.visibility, hidden.renditions["hash"] == photo.renditions["hash"]) == ("private", False)


@pytest.mark.parametrize("trashed", [True, False])
def test_success_a_lost_rendition_is_no_obstacle_and_made_anew(gallery_id: str, trashed: bool) -> None:
    photo = make.ingested(OWNER, gallery_id, make.jpeg(size=(800, 600)))
    storage.delete(keys.made(gallery_id, photo.photo_id, photo.renditions)[:1])
    if trashed:
        assert photos.trash(actor=OWNER, photo_ids=[photo.photo_id]).errors == []
        photos.restore(actor=OWNER, photo_ids=[photo.photo_id])
    else:
        photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    reconcile()
    hidden = assert_has_its_pictures_and_no_others(photo)
    assert (hidden.work_state, hidden.renditions["hash"] == photo.renditions["hash"]) == (None, False)


def test_fail_stale_edit_moves_nothing(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    before = make.keys_under(f"thumbnails/{gallery_id}/")
    with pytest.raises(Stale):
        photos.update(actor=OWNER, photo_id=photo.photo_id, revision=0, visibility="private")
    assert make.keys_under(f"thumbnails/{gallery_id}/") == before
    current = lookup.read(gallery_id, photo.photo_id)
    assert current
    assert current.visibility == "public"
