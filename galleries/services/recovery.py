"""What a hard stop can leave behind, found again and finished."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from galleries.services import arrivals, deletion
from photos import keys, storage
from photos import services as photos
from photos.models import Photo

log = logging.getLogger(__name__)


@dataclass
class Recovered:
    """How many photos were worked through, deletions finished, and how many attempts failed."""

    finished: int = 0
    deleted: int = 0
    failed: int = 0


def reconcile(*, grace: float = 30) -> Recovered:
    """Finish what is unfinished: photos whose file arrived, sidecars, deletions.

    An upload younger than `grace` seconds is left to its own event. Reads the sparse index of unfinished photos only,
    so it is cheap to call every few seconds.
    """
    result = Recovered()
    for gallery in deletion.interrupted():
        deletion.finish_deletion(gallery)
        result.deleted += 1
    for photo in list(Photo.by_work.scan()):
        _resume(photo, result, grace)
    return result


def break_leases() -> None:
    """Take every photo from its worker. Only for a moment at which no worker runs: then the next one need not wait."""
    for photo in Photo.by_work.scan(Photo.lease_until.exists()):
        photo.update([Photo.lease_until.remove()], condition=Photo.stays())


def _resume(photo: Photo, result: Recovered, grace: float) -> None:
    try:
        if photo.is_going:
            photos.finish_deletion(photo)
            result.deleted += 1
        elif not photos.is_leased(photo):
            if photo.lacks_sidecar:
                photos.finish_sidecar(photo)
            result.finished += _ingest(photo, grace)
    except Exception:  # one photo's trouble must not cost the others; the next pass tries again
        log.exception("Could not finish photo %s", photo.photo_id)
        result.failed += 1


def _ingest(photo: Photo, grace: float) -> int:
    age = time.time() - datetime.fromisoformat(photo.uploaded_at).timestamp()
    if photo.status == "failed" or (photo.status == "awaiting_upload" and age < grace):
        return 0
    return int(photos.ingest(gallery_id=photo.gallery_id, photo_id=photo.photo_id) is not None)


def adopt_unrecorded() -> int:
    """Receive every original of the bucket that has no record, as after lost events; returns how many became photos.

    Lists the whole bucket: for a start, not for a request.
    """
    return sum(arrivals.receive(key=key) is not None for key in _unrecorded(storage.listing(keys.ORIGINALS)))


def _unrecorded(listing: Iterator[str]) -> Iterator[str]:
    while page := list(islice(listing, 50)):  # two possible records each, and DynamoDB gets a hundred at a time
        records = {key: arrivals.records_of(key) for key in page}
        asked = {record for possible in records.values() for record in possible}
        known = {(photo.gallery_id, photo.photo_id) for photo in Photo.batch_get(sorted(asked))}
        yield from (key for key, possible in records.items() if possible and known.isdisjoint(possible))
