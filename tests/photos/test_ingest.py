"""An object in the bucket becomes a ready photo, or a failed one with its reason; once."""

import pytest
import requests
from django.test import Client, override_settings

from accounts.actors import STRANGER
from galleries import lookup as gallery_lookup
from gallery_project.errors import Conflict, NotFound
from photos import events, lookup, storage
from photos import services as photos
from photos.models import Photo
from tests import make

OWNER = make.photographer()


def count(gallery_id: str) -> float:
    gallery = gallery_lookup.find(gallery_id)
    assert gallery
    return gallery.photo_count


def test_success_ready_with_all_that_a_page_needs(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id, (make.PHOTOS / "phone12.jpg").read_bytes(), "IMG 1.jpg")
    assert (photo.status, photo.width, photo.height) == ("ready", 3024, 4032)
    assert photo.renditions["widths"] == [320, 640, 1280, 2048]
    assert photo.placeholder
    assert photo.exif
    assert photo.taken_at
    stored = make.keys_under(f"thumbnails/{gallery_id}/{photo.photo_id}/")
    assert sorted(int(key.split("/")[-1].split(".")[0]) for key in stored) == [320, 640, 1280, 2048]
    assert count(gallery_id) == 1


def test_success_first_ready_photo_becomes_the_cover(gallery_id: str) -> None:
    first = make.ingested(OWNER, gallery_id)
    make.ingested(OWNER, gallery_id)
    gallery = gallery_lookup.find(gallery_id)
    assert gallery
    assert gallery.cover["photoId"] == first.photo_id


def test_success_sidecar_says_what_the_table_says(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    assert f"metadata/{gallery_id}/{photo.photo_id}.json" in make.keys_under(f"metadata/{gallery_id}/")
    current = lookup.read(gallery_id, photo.photo_id)
    assert current
    assert current.work_state is None


@pytest.mark.parametrize("body", [make.jpeg("delivered often"), b"no photo"], ids=["photo", "text"])
def test_success_later_deliveries_change_nothing(gallery_id: str, body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = make.ingested(OWNER, gallery_id, body)
    before = [each.serialize() for each in Photo.query(gallery_id)]
    monkeypatch.setattr(storage, "upload", lambda *a, **k: pytest.fail("something was stored again"))
    for _ in range(3):
        events.handle(make.event(str(photo.s3_key)))
    assert [each.serialize() for each in Photo.query(gallery_id)] == before


def test_success_what_has_arrived_is_kept_for_good(gallery_id: str) -> None:
    for body in (make.jpeg(), b"no photo"):
        ticket = make.arrived(OWNER, gallery_id, body)
        assert Photo.get(gallery_id, ticket.photo_id).expires_at
        photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
        assert Photo.get(gallery_id, ticket.photo_id).expires_at is None


def test_fail_more_bytes_than_allowed(gallery_id: str) -> None:
    with override_settings(MAX_PHOTO_BYTES=100):
        photo = make.ingested(OWNER, gallery_id)
    assert (photo.status, "too large" in str(photo.status_reason)) == ("failed", True)


def test_fail_text_with_a_photo_name_keeps_its_bytes(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id, b"Dear diary, this is no photo.", "diary.jpg")
    assert photo.status == "failed"
    assert "text" in str(photo.status_reason)
    assert make.keys_under(str(photo.s3_key)) == [photo.s3_key]
    assert count(gallery_id) == 0


def test_success_new_bytes_under_the_same_key_replace_the_picture(gallery_id: str) -> None:
    ticket = make.arrived(OWNER, gallery_id, b"no photo")
    failed = photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert failed
    assert failed.status == "failed"
    make.post(ticket, make.jpeg(size=(50, 40)))
    ready = photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert ready
    assert (ready.status, ready.width) == ("ready", 50)
    make.post(ticket, make.jpeg(size=(70, 40)))
    replaced = photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert replaced
    assert (replaced.width, count(gallery_id)) == (70, 1)
    assert make.keys_under(f"thumbnails/{gallery_id}/") == [
        f"thumbnails/{gallery_id}/{ready.photo_id}/{replaced.renditions['hash']}/70.webp"
    ]


def test_success_a_file_can_be_replaced_as_often_as_one_likes(gallery_id: str) -> None:
    ticket = make.announced(OWNER, gallery_id)
    widths = list(range(50, 55))
    for width in widths:
        make.post(ticket, make.jpeg(size=(width, 40)))
        photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
        current = lookup.read(gallery_id, ticket.photo_id)
        assert current
        assert (current.status, current.width) == ("ready", width)


def test_fail_new_bytes_that_are_no_photo_take_it_from_the_page(gallery_id: str, client: Client) -> None:
    photo = make.ingested(OWNER, gallery_id)
    storage.upload(str(photo.s3_key), b"no photo", "image/jpeg")
    events.handle(make.event(str(photo.s3_key)))
    page = client.get(f"/galleries/{gallery_id}/").context
    assert (page["photos"], page["gallery"]["photoCount"], page["gallery"]["cover"]) == ([], 0, None)
    assert client.get(f"/photos/{photo.photo_id}/").status_code == 404
    (shown,) = photos.unfinished(actor=OWNER, gallery_id=gallery_id)
    assert shown.photo_id == photo.photo_id


def test_success_nothing_happens_before_the_file_has_come(gallery_id: str) -> None:
    ticket = make.announced(OWNER, gallery_id)
    assert photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id) is None
    assert photos.ingest(gallery_id=gallery_id, photo_id="nobody") is None


def test_success_dead_worker_leaves_its_photo_to_the_next(gallery_id: str) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    Photo(gallery_id, ticket.photo_id).update(
        [Photo.status.set("processing"), Photo.lease_until.set(1.0), Photo.attempts.set(1)]
    )
    photo = photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert photo
    assert photo.status == "ready"


def test_fail_a_file_that_kills_its_worker_each_time_ends_failed(gallery_id: str) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    make.worker_killed(gallery_id, ticket.photo_id, times=2)
    photo = photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert photo
    assert photo.status == "failed"
    assert "several attempts" in str(photo.status_reason)


def test_fail_file_that_was_taken_away_in_the_middle(gallery_id: str) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    make.worker_killed(gallery_id, ticket.photo_id)
    storage.delete([ticket.key])
    photo = photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert photo
    assert (photo.status, "no longer in the bucket" in str(photo.status_reason)) == ("failed", True)


def test_success_crash_between_record_and_sidecar_is_mended_by_the_next_delivery(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    sidecar = f"metadata/{gallery_id}/{photo.photo_id}.json"
    storage.delete([sidecar])
    Photo(gallery_id, photo.photo_id).update([Photo.work_state.set(f"sidecar#{photo.photo_id}")])
    photos.ingest(gallery_id=gallery_id, photo_id=photo.photo_id)
    assert make.keys_under(sidecar) == [sidecar]


def test_success_retry_works_through_the_bytes_again(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    Photo(gallery_id, photo.photo_id).update([Photo.status.set("failed"), Photo.sort_order.remove()])
    assert photos.retry(actor=OWNER, photo_id=photo.photo_id).status == "ready"


def test_fail_retry_of_what_did_not_fail(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    with pytest.raises(Conflict, match="nothing to try again"):
        photos.retry(actor=OWNER, photo_id=photo.photo_id)


def test_success_retry_counts_its_attempts_anew(gallery_id: str) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    Photo(gallery_id, ticket.photo_id).update([Photo.status.set("failed"), Photo.attempts.set(3)])
    assert photos.retry(actor=OWNER, photo_id=ticket.photo_id).status == "ready"


def test_fail_retry_without_bytes_or_by_somebody_else(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id, b"no photo")
    for actor in (make.photographer(), make.visitor(), STRANGER):
        with pytest.raises(NotFound):
            photos.retry(actor=actor, photo_id=photo.photo_id)
    storage.delete([str(photo.s3_key)])
    with pytest.raises(Conflict, match="upload the file once more"):
        photos.retry(actor=OWNER, photo_id=photo.photo_id)
    assert [each.status for each in photos.unfinished(actor=OWNER, gallery_id=gallery_id)] == ["failed"]


def test_success_avif_by_setting(gallery_id: str, client: Client) -> None:
    with override_settings(RENDITION_FORMATS=("webp", "avif")):
        photo = make.ingested(OWNER, gallery_id, make.jpeg(size=(700, 500)))
    names = [key.split("/")[-1] for key in make.keys_under(f"thumbnails/{gallery_id}/")]
    assert sorted(names) == ["320.avif", "320.webp", "640.avif", "640.webp", "700.avif", "700.webp"]
    page = client.get(f"/photos/{photo.photo_id}/").content.decode()
    assert 'type="image/avif"' in page


def test_success_links_work_as_they_stand_and_only_signed(gallery_id: str, client: Client) -> None:
    make.ingested(OWNER, gallery_id)
    (shown,) = client.get(f"/galleries/{gallery_id}/").context["photos"]
    answer = requests.get(shown["fullSizeURL"], timeout=10)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert "immutable" in answer.headers["Cache-Control"]
    assert requests.get(shown["fullSizeURL"].split("?")[0], timeout=10).status_code == 403
    assert "X-Amz-Expires=172800" in shown["fullSizeURL"]  # a page may lie in a cache till the end of its day
