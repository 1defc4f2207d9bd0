"""Files that a gallery has already are named before a byte of them is sent."""

import hashlib
from typing import Any

import pytest
from django.test import Client

from gallery_project import claims
from gallery_project.errors import Invalid, NotAllowed
from photos import services as photos
from tests import make

OWNER = make.photographer()


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def test_success_only_what_this_gallery_has(gallery_id: str) -> None:
    here, elsewhere = make.jpeg(), make.jpeg()
    photo = make.ingested(OWNER, gallery_id, here)
    make.ingested(OWNER, make.gallery(OWNER).gallery_id, elsewhere)
    asked = [sha256(here), sha256(elsewhere), "0" * 64]
    found = photos.known(actor=OWNER, gallery_id=gallery_id, digests=asked)
    assert {digest: one.photo_id for digest, one in found.items()} == {sha256(here): photo.photo_id}


def test_success_a_claim_alone_makes_nothing_known(gallery_id: str) -> None:
    """Somebody who is working on the bytes, or died over them, may fail yet."""
    ticket = make.announced(OWNER, gallery_id)
    claims.take(claims.photo_digest(gallery_id, "1" * 64), ticket.photo_id)
    claims.take(claims.photo_digest(gallery_id, "2" * 64), "nobody")
    assert photos.known(actor=OWNER, gallery_id=gallery_id, digests=["1" * 64, "2" * 64]) == {}


def test_success_an_announced_digest_is_never_believed(gallery_id: str) -> None:
    """Whatever was asked before, the bytes that come decide."""
    body = make.jpeg()
    first = make.ingested(OWNER, gallery_id, body)
    photos.known(actor=OWNER, gallery_id=gallery_id, digests=["0" * 64])
    again = make.ingested(OWNER, gallery_id, body)
    assert (first.status, again.status) == ("ready", "failed")


def test_success_api_shows_where_it_is(gallery_id: str, admin_client: Client) -> None:
    body = make.jpeg()
    photo = make.ingested(OWNER, gallery_id, body, "sea.jpg")
    (found,) = ask(admin_client, gallery_id, [sha256(body), "0" * 64]).json()["known"]
    assert found["thumbnailURL"].startswith("http")
    assert f"/photos/{photo.photo_id}/" in found["url"]
    assert (found["sha256"], found["status"], found["title"]) == (sha256(body), "ready", "sea")


@pytest.mark.parametrize("digests", [["A" * 64], ["0" * 63], ["0" * 64] * 101, [], "0" * 64, [1]])
def test_fail_what_is_no_digest(gallery_id: str, admin_client: Client, digests: Any) -> None:
    assert ask(admin_client, gallery_id, digests).status_code == 400


def test_fail_for_others(gallery_id: str) -> None:
    with pytest.raises(NotAllowed):
        photos.known(actor=make.photographer(), gallery_id=gallery_id, digests=["0" * 64])
    with pytest.raises(Invalid):
        photos.known(actor=OWNER, gallery_id=gallery_id, digests=["0" * 64] * 101)


def ask(client: Client, gallery_id: str, digests: Any) -> Any:
    url = f"/api/v1/galleries/{gallery_id}/uploads/known"
    return client.post(url, {"sha256": digests}, content_type="application/json")
