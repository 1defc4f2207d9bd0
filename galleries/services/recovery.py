"""What a hard stop can leave behind, found again and finished."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice

from galleries import jobs
from galleries.services import arrivals, claiming, reindexing, trashing
from gallery_project.tables import Refused, conditional
from photos import keys, storage
from photos import services as photos
from photos.models import Photo

log = logging.getLogger(__name__)


@dataclass
class Recovered:
    """How many photos were worked through, how many taken away, how many jobs ended, how many attempts failed."""

    finished: int = 0
    deleted: int = 0
    jobs: int = 0
    failed: int = 0


def reconcile(*, grace: float = 30) -> Recovered:
    """Finish what is unfinished: photos whose file arrived, sidecars, what photos are found by, deletions, jobs.

    What has been in the trash for long enough goes for good.
    An upload younger than `grace` seconds is left to its own event. Reads the sparse indexes of unfinished photos and
    galleries only, so it is cheap to call every few seconds.
    """
    result = Recovered()
    for photo in list(Photo.by_work.scan()):
        with _counting_failure(result, photo.photo_id):
            _resume(photo, result, grace)
    for gallery in list(reindexing.interrupted()):
        with _counting_failure(result, gallery.gallery_id):
            reindexing.finish(gallery)
    with _counting_failure(result, "the trash"):
        _purge(result)
    with _counting_failure(result, "jobs"):
        for job in jobs.resume_all():
            result.jobs += not job.is_running
            result.failed += job.failures > 0
    return result


def _purge(result: Recovered) -> None:
    """Delete for good what has been in the trash for long enough; of galleries the jobs do that."""
    for gallery in list(trashing.expired()):
        with _counting_failure(result, gallery.gallery_id):
            trashing.purge_expired(gallery)
    for photo in photos.expired():
        with _counting_failure(result, photo.photo_id):
            result.deleted += photos.purge_expired(photo=photo)


def waiting() -> int:
    """How many photos wait for a worker. Reads the sparse index of unfinished photos."""
    return sum(photo.lacks_sidecar or photo.status == "awaiting_upload" for photo in Photo.by_work.scan())


@contextmanager
def _counting_failure(result: Recovered, what: str) -> Iterator[None]:
    """One thing's trouble must not cost the others; the next pass tries again."""
    try:
        yield
    except Exception:
        log.exception("Could not finish %s", what)
        result.failed += 1


def break_leases() -> None:
    """Take every photo from its worker. Only for a moment at which no worker runs: then the next one need not wait."""
    for photo in Photo.by_work.scan(Photo.lease_until.exists()):
        with suppress(Refused), conditional():
            photo.update([Photo.lease_until.remove()], condition=Photo.stays())


def _resume(photo: Photo, result: Recovered, grace: float) -> None:
    if photo.is_going:
        photos.finish_deletion(photo)
        result.deleted += 1
    elif not photos.is_leased(photo):
        if photo.lacks_sidecar:
            photos.finish_sidecar(photo)
        if photo.moving_to:
            photos.resume_move(photo=photo)
        result.deleted += photos.forget(photo=photo)
        result.finished += _ingest(photo, grace)


def _ingest(photo: Photo, grace: float) -> int:
    if photo.status == "failed" or (photo.status == "awaiting_upload" and photos.age(photo) < grace):
        return 0
    return int(photos.ingest(gallery_id=photo.gallery_id, photo_id=photo.photo_id) is not None)


def adopt_unrecorded() -> Recovered:
    """Receive every original of the bucket that has no record, as after lost events.

    Lists the whole bucket: for a start, not for a request.
    """
    result = Recovered()
    for gallery_id in claiming.older():
        with _counting_failure(result, gallery_id):
            claiming.claim(gallery_id)
    for key in _unrecorded(storage.listing(keys.ORIGINALS)):
        with _counting_failure(result, key):
            result.finished += arrivals.receive(key=key) is not None
    return result


def _unrecorded(listing: Iterator[str]) -> Iterator[str]:
    while page := list(islice(listing, 100)):
        records = arrivals.records_of(page)
        known = {(photo.gallery_id, photo.photo_id) for photo in Photo.batch_get(sorted(set(records.values())))}
        rest = [key for key, record in records.items() if record not in known]
        claimed = photos.recorded(wanted=rest)
        yield from (key for key in rest if key not in claimed)
