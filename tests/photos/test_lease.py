"""One worker at a time has a photo, and it leaves it in order: finished, given back, taken over or taken away."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from threading import Barrier, local
from typing import Any

import pytest
from botocore.exceptions import ClientError

from accounts.actors import STRANGER
from galleries import services as galleries
from gallery_project.errors import Conflict
from photos import events, imaging, keys, lookup, storage
from photos import services as photos
from photos.models import Photo
from tests import make, meanwhile

OWNER = make.photographer()
ingest = import_module("photos.services.ingest")  # the package has a function of this name


def record(gallery_id: str, photo_id: str) -> Photo:
    photo = lookup.read(gallery_id, photo_id)
    assert photo
    return photo


def replaced(photo: Photo, width: int) -> None:
    """Other bytes lie under the photo's key; their event has not come yet."""
    storage.upload(str(photo.s3_key), make.jpeg(size=(width, 40)), "image/jpeg")


def run_out(photo: Photo) -> None:
    """The lease of the photo's worker has passed."""
    Photo(photo.gallery_id, photo.photo_id).update([Photo.lease_until.set(1.0)])


@contextmanager
def starting_together(count: int) -> Iterator[None]:
    """The first UpdateItem of each of `count` threads is sent when all of them have come so far."""
    barrier, seen = Barrier(count, timeout=20), local()

    def wait() -> None:
        if not getattr(seen, "before", False):
            seen.before = True
            barrier.wait()

    with meanwhile.before_each("UpdateItem", wait, Photo):
        yield


def test_success_eight_deliveries_at_once_are_one_piece_of_work(
    gallery_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    stored, upload = [], storage.upload

    def noted(key: str, *rest: Any, **more: Any) -> None:
        stored.append(key)
        upload(key, *rest, **more)

    monkeypatch.setattr(storage, "upload", noted)
    with starting_together(8), ThreadPoolExecutor(8) as threads:
        list(threads.map(events.handle, [make.event(ticket.key)] * 8))
    assert [key for key in stored if key.startswith("thumbnails/")] == make.keys_under(f"thumbnails/{gallery_id}/")
    assert record(gallery_id, ticket.photo_id).status == "ready"


def test_success_work_that_broke_off_is_done_by_the_next_delivery_at_once(
    gallery_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    monkeypatch.setattr(ingest, "PATIENCE_SECONDS", 1)
    with monkeypatch.context() as patch:
        patch.setattr(imaging, "render", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            events.handle(make.event(ticket.key))
    events.handle(make.event(ticket.key))
    assert record(gallery_id, ticket.photo_id).status == "ready"


def test_fail_event_comes_again_while_another_worker_is_busy(gallery_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    Photo(gallery_id, ticket.photo_id).update([Photo.status.set("processing"), Photo.lease_until.set(4e9)])
    monkeypatch.setattr(ingest, "PATIENCE_SECONDS", 0.1)
    with pytest.raises(photos.Busy):
        events.handle(make.event(ticket.key))
    storage.delete([ticket.key])  # its worker may have the bytes already
    events.handle(make.event(ticket.key))
    assert record(gallery_id, ticket.photo_id).status == "processing"


def test_success_photo_that_became_ready_in_the_last_moment_is_not_lost(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    make.worker_killed(gallery_id, photo.photo_id)
    storage.delete([str(photo.s3_key)])

    def slow_worker_finishes() -> None:
        Photo(gallery_id, photo.photo_id).update([Photo.status.set("ready"), Photo.revision.add(1)])

    with meanwhile.before_first_transaction(slow_worker_finishes):
        events.handle(make.event(str(photo.s3_key)))
    assert record(gallery_id, photo.photo_id).status == "ready"


def test_success_old_picture_stays_on_its_page_until_the_new_one_is_ready(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    replaced(photo, 70)
    seen: list[Any] = []

    def look() -> None:
        seen.append(photos.get(actor=STRANGER, photo_id=photo.photo_id)[0].width)

    with meanwhile.before_first_upload("thumbnails/", look):
        photos.ingest(gallery_id=gallery_id, photo_id=photo.photo_id)
    assert (seen, record(gallery_id, photo.photo_id).width) == ([64], 70)


def test_success_reworking_that_died_is_found_even_after_an_edit(
    gallery_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos_ready = [make.ingested(OWNER, gallery_id) for _ in range(2)]
    for photo in photos_ready:
        replaced(photo, 70)
        with monkeypatch.context() as patch:
            patch.setattr(imaging, "render", lambda *_: (_ for _ in ()).throw(SystemExit))  # no Exception: a kill
            with pytest.raises(SystemExit):
                photos.ingest(gallery_id=gallery_id, photo_id=photo.photo_id)
    photos.update(actor=OWNER, photo_id=photos_ready[0].photo_id, title="Edited meanwhile")
    for photo in photos_ready:
        run_out(photo)
    galleries.reconcile()
    assert [record(gallery_id, photo.photo_id).width for photo in photos_ready] == [70, 70]


def test_success_late_worker_spoils_nothing_for_the_one_that_took_over(gallery_id: str) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    done: list[Photo | None] = []

    def take_over() -> None:
        run_out(record(gallery_id, ticket.photo_id))
        done.append(photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id))
        replaced(record(gallery_id, ticket.photo_id), 70)
        done.append(photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id))

    with meanwhile.before_first_upload("thumbnails/", take_over):
        assert photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id) is None
    current = record(gallery_id, ticket.photo_id)
    assert [photo.width for photo in done if photo] == [64, 70]
    assert (current.status, current.width) == ("ready", 70)
    left = make.keys_under(f"thumbnails/{gallery_id}/")  # the late one takes back what it stored
    assert left == keys.made(gallery_id, ticket.photo_id, current.renditions)


def test_fail_bytes_that_change_under_the_worker_are_never_taken_for_the_others(
    gallery_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make.ingested(OWNER, gallery_id)
    replaced(photo, 70)
    download = storage.download

    def too_late(key: str, *rest: Any) -> str:
        replaced(photo, 80)
        return download(key, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "download", too_late)
        with pytest.raises(ClientError):
            photos.ingest(gallery_id=gallery_id, photo_id=photo.photo_id)
    assert photos.ingest(gallery_id=gallery_id, photo_id=photo.photo_id).width == 80  # type: ignore[union-attr]


def test_success_event_of_a_photo_whose_deletion_was_cut_off(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    meanwhile.photo_deletion_cut_off(OWNER, photo.photo_id)
    replaced(photo, 70)
    events.handle(make.event(str(photo.s3_key)))
    photos.finish_sidecar(photo)
    assert make.keys_under(f"metadata/{gallery_id}/") == [f"metadata/{gallery_id}/gallery.json"]
    galleries.reconcile()
    assert lookup.read(gallery_id, photo.photo_id) is None
    assert make.keys_under(str(photo.s3_key)) == []


def test_success_worker_takes_back_what_a_deleted_gallery_would_keep(gallery_id: str) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    with meanwhile.before_first_upload("thumbnails/", lambda: meanwhile.gallery_deletion_cut_off(OWNER, gallery_id)):
        assert photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id) is None
    assert [key for key in make.keys_under("") if gallery_id in key] == []


def test_success_gallery_that_is_deleted_in_the_last_moment_gets_no_photo(gallery_id: str) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    with meanwhile.before_first_transaction(lambda: meanwhile.gallery_deletion_cut_off(OWNER, gallery_id)):
        assert photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id) is None
    assert [key for key in make.keys_under("") if gallery_id in key] == []


def test_success_good_bytes_after_bad_ones_that_killed_workers(gallery_id: str) -> None:
    ticket = make.arrived(OWNER, gallery_id, b"imagine that this kills")
    make.worker_killed(gallery_id, ticket.photo_id, times=2)
    make.post(ticket, make.jpeg())
    photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert record(gallery_id, ticket.photo_id).status == "ready"


def test_success_ready_photo_whose_new_bytes_were_taken_away_is_left_in_peace(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    make.worker_killed(gallery_id, photo.photo_id)
    Photo(gallery_id, photo.photo_id).update([Photo.status.set("ready")])
    storage.delete([str(photo.s3_key)])
    photos.ingest(gallery_id=gallery_id, photo_id=photo.photo_id)
    current = record(gallery_id, photo.photo_id)
    assert (current.status, current.work_state, current.lease_until) == ("ready", None, None)


def test_success_trouble_with_others_says_nothing_about_the_file(gallery_id: str) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    for _ in range(4):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("photos.services.outcome.changes.apply", contended)
            with pytest.raises(Conflict):
                photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert record(gallery_id, ticket.photo_id).status == "ready"


def contended(*_: object, **__: object) -> Photo:
    raise Conflict("Many changes are being made here at this moment.")
