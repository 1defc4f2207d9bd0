"""The same bytes are in a gallery once, whoever brings them first, and however the first one ends."""

import hashlib
from importlib import import_module

import pytest

from galleries import lookup as gallery_lookup
from gallery_project import claims
from photos import lookup, storage
from photos import services as photos
from tests import make, meanwhile

OWNER = make.photographer()


def count(gallery_id: str) -> float:
    gallery = gallery_lookup.find(gallery_id)
    assert gallery
    return gallery.photo_count


def claimed(gallery_id: str, body: bytes, holder: str) -> None:
    """A worker that has come as far as its claim on these bytes."""
    claims.take(claims.photo_digest(gallery_id, hashlib.sha256(body).hexdigest()), holder)


def test_fail_same_bytes_twice_are_reported_and_not_kept(gallery_id: str) -> None:
    first = make.ingested(OWNER, gallery_id, make.jpeg("twin"), "first.jpg")
    second = make.ingested(OWNER, gallery_id, make.jpeg("twin"), "second.jpg")
    assert second.status == "failed"
    assert "already in the gallery, as “first.jpg”" in str(second.status_reason)
    assert make.keys_under(f"galleries/{gallery_id}/") == [first.s3_key]
    assert count(gallery_id) == 1


def test_success_same_bytes_again_after_the_first_was_deleted(gallery_id: str) -> None:
    first = make.ingested(OWNER, gallery_id, make.jpeg("comes back"))
    photos.delete(actor=OWNER, photo_id=first.photo_id)
    assert make.ingested(OWNER, gallery_id, make.jpeg("comes back")).status == "ready"


def test_fail_twin_of_a_photo_that_is_being_worked_on(gallery_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = make.jpeg()
    first, second = (make.arrived(OWNER, gallery_id, body) for _ in range(2))
    monkeypatch.setattr(import_module("photos.services.ingest"), "PATIENCE_SECONDS", 0.1)

    def other() -> None:
        with pytest.raises(photos.Busy):  # nobody knows yet how the first one ends
            photos.ingest(gallery_id=gallery_id, photo_id=second.photo_id)

    with meanwhile.before_first_upload("thumbnails/", other):
        photos.ingest(gallery_id=gallery_id, photo_id=first.photo_id)
    late = photos.ingest(gallery_id=gallery_id, photo_id=second.photo_id)
    assert late
    assert (late.status, count(gallery_id)) == ("failed", 1)


def test_success_bytes_that_killed_one_worker_may_come_again(gallery_id: str) -> None:
    body = make.jpeg()
    ticket = make.arrived(OWNER, gallery_id, body)
    make.worker_killed(gallery_id, ticket.photo_id, times=2)
    claimed(gallery_id, body, ticket.photo_id)
    assert photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id).status == "failed"  # type: ignore[union-attr]
    assert make.ingested(OWNER, gallery_id, body).status == "ready"


def test_success_bytes_of_a_photo_that_is_no_more(gallery_id: str) -> None:
    body = make.jpeg()
    claimed(gallery_id, body, "gone without a trace")
    assert make.ingested(OWNER, gallery_id, body).status == "ready"


def test_success_bytes_that_were_replaced_may_come_again(gallery_id: str) -> None:
    older, newer = make.jpeg(), make.jpeg()
    photo = make.ingested(OWNER, gallery_id, older)
    storage.upload(str(photo.s3_key), newer, "image/jpeg")
    photos.ingest(gallery_id=gallery_id, photo_id=photo.photo_id)
    assert make.ingested(OWNER, gallery_id, older).status == "ready"
    assert make.ingested(OWNER, gallery_id, newer).status == "failed"
    assert lookup.read(gallery_id, photo.photo_id).status == "ready"  # type: ignore[union-attr]


def test_success_a_claim_is_released_by_its_holder_alone(gallery_id: str) -> None:
    claim = claims.photo_digest(gallery_id, "0" * 64)
    claims.take(claim, "holder")
    claims.release(claim, "somebody else")
    assert claims.take(claim, "somebody else") == "holder"
    claims.release(claim, "holder")
    assert claims.take(claim, "somebody else") == "somebody else"
