"""What a hard stop can leave behind, found again and finished."""

import logging
import random
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from galleries import jobs
from galleries.services import arrivals, claiming, deletion, emptying, reindexing, scanning, trashing
from gallery_project import about
from gallery_project.tables import Refused, conditional
from photos import keys, storage
from photos import services as photos
from photos.models import Photo
from photos.services import bulk, failures, sorting

# The kinds of jobs that they register are known here even where services are imported on demand (a slim package).
_REGISTER_JOBS = (bulk, deletion, emptying, failures, scanning, sorting)
log = logging.getLogger(__name__)
T = TypeVar("T")
_SEGMENTS = 16  # of the index of unfinished photos
_SOON = 3600  # seconds for which every pass looks whether an announced file has come
_SELDOM = 0.02  # of the passes look for one that was announced earlier: its own event is to tell


@dataclass
class Recovered:
    """How many photos were worked through, how many taken away, how many jobs ended, how many attempts failed.

    `longest` is for how many seconds a photo, of those that were found in processing, had been so.
    """

    finished: int = 0
    deleted: int = 0
    jobs: int = 0
    failed: int = 0
    longest: float = 0


def reconcile(*, grace: float = 30, seconds: float = float("inf")) -> Recovered:
    """Finish what is unfinished: photos whose file arrived, sidecars, what photos are found by, deletions, jobs.

    What has been in the trash for long enough goes for good.
    An upload younger than `grace` seconds is left to its own event; at 0 every file is looked for. After some `seconds`
    nothing more is begun, and the next pass goes on. Reads the sparse indexes of unfinished photos and galleries only,
    so it is cheap to call every few seconds.
    """
    result, start = Recovered(), time.monotonic()
    # No part may take the time of those behind it.
    for photo in _until(start + seconds * 0.4, _unfinished()):
        result.longest = max(result.longest, photos.processing_for(photo))
        with _counting_failure(result, photo.photo_id):
            _resume(photo, result, grace)
    for gallery in _until(start + seconds * 0.6, list(reindexing.interrupted())):
        with _counting_failure(result, gallery.gallery_id):
            reindexing.finish(gallery, start + seconds * 0.6)
    with _counting_failure(result, "the trash"):
        _purge(result, start + seconds * 0.7)
    with _counting_failure(result, "jobs"):
        for job in jobs.resume_all(start + seconds - time.monotonic()):
            result.jobs += not job.is_running
            result.failed += job.failures > 0
    return result


def _unfinished() -> Iterator[Photo]:
    """All unfinished photos, a page at a time; in an order that is another one each time, so that none is always last.

    There may be more than there is memory, or time, for.
    """
    for segment in random.sample(range(_SEGMENTS), _SEGMENTS):
        yield from Photo.by_work.scan(segment=segment, total_segments=_SEGMENTS)


def _until(deadline: float, things: Iterable[T]) -> Iterator[T]:
    for thing in things:
        if time.monotonic() > deadline:
            return
        yield thing


def _purge(result: Recovered, deadline: float) -> None:
    """Delete for good what has been in the trash for long enough; of galleries the jobs do that."""
    for gallery in _until(deadline, list(trashing.expired())):
        with _counting_failure(result, gallery.gallery_id):
            trashing.purge_expired(gallery)
    for photo in _until(deadline, photos.expired()):
        with _counting_failure(result, photo.photo_id):
            result.deleted += photos.purge_expired(photo=photo)


def waiting() -> int:
    """How many photos wait for a worker. Reads the sparse index of unfinished photos."""
    return sum(photo.lacks_sidecar or photo.status == "awaiting_upload" for photo in Photo.by_work.scan())


@contextmanager
def _counting_failure(result: Recovered, what: str) -> Iterator[None]:
    """One thing's trouble must not cost the others; the next pass tries again."""
    with about.work():
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
    if photo.status == "failed" or (photo.status == "awaiting_upload" and not _may_have_come(photo, grace)):
        return 0
    return int(photos.ingest(gallery_id=photo.gallery_id, photo_id=photo.photo_id) is not None)


def _may_have_come(photo: Photo, grace: float) -> bool:
    """Whether to look for its file. Thousands may be on their way for a week, and each look is two calls."""
    age = photos.age(photo)
    is_looked_for = not grace or age < _SOON or random.random() < _SELDOM  # noqa: S311 (no secret)
    return age >= grace and is_looked_for


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
