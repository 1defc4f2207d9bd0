"""From an object in the bucket to a ready photo, once, whatever is delivered twice, late or in parallel."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from pynamodb.expressions.update import Action

from gallery_project import about, claims, metrics
from gallery_project.errors import Conflict
from gallery_project.tables import Contended, Refused, conditional
from photos import changes, imaging, index, lookup, reasons, storage
from photos.models import Photo
from photos.services import away, outcome

LEASE_SECONDS = 60  # longer than the event function may run (its timeout), so a living worker is never robbed
PATIENCE_SECONDS = 45
_NO_BYTES = "none"  # in place of an ETag
MOST_ATTEMPTS = 2  # the third delivery, Lambda's last, then says so instead of dying too


class Busy(Exception):
    """Another worker holds this photo and has not finished: deliver the event again later."""


def never(photo: Photo) -> bool:
    """For `ingest`: what is done with stays as it is."""
    return False


def ingest(
    *, gallery_id: str, photo_id: str, patience: float | None = None, is_due: Callable[[Photo], bool] = never
) -> Photo | None:
    """Work through the bytes of a recorded photo and return it `ready` or `failed`.

    Safe to call any number of times, at once: bytes that were worked through are not touched again, new bytes under
    the same key are, and so is a photo whose renditions `is_due` calls old. None when there is no such photo (any more)
    or its file has not arrived. Raises Busy when another worker holds it for longer than `patience` (seconds,
    PATIENCE_SECONDS by default), and whatever S3 or DynamoDB raise; then the event comes again.
    """
    about.note(galleryId=gallery_id, photoId=photo_id)
    deadline = time.monotonic() + (PATIENCE_SECONDS if patience is None else patience)
    photo = lookup.read(gallery_id, photo_id)
    stored = storage.head(photo.s3_key) if photo else None
    if photo is None or stored is None:
        return _without_bytes(photo)
    claimed = _claim(photo, stored, deadline, is_due)
    if claimed is None:
        return _settled(photo)
    started = time.monotonic()
    with _lease(claimed):
        worked = _work(claimed, stored, deadline)
    if worked and not claimed.rerender:
        _tell(worked, time.monotonic() - started)
    return worked


def _tell(photo: Photo, seconds: float) -> None:
    """Once for each outcome, by the worker that wrote it: others find it settled. A crash may keep it back."""
    if photo.status == "ready":
        took = metrics.Metric("IngestSeconds", round(seconds, 3), "Seconds")
        metrics.tell("photo ready", [metrics.Metric("PhotosIngested", 1), took])
    else:  # a twin's sentence names the other photo, which is nothing for a log
        metrics.count("PhotosFailed", reason="a twin" if photo.duplicate_of else photo.status_reason)


def _without_bytes(photo: Photo | None) -> Photo | None:
    """Mostly the file is still to come; but one that was being worked on has been taken away."""
    if photo and (photo.work_state or "").startswith("processing") and not is_leased(photo):
        lost = changes.apply(photo, _lose)
        if photo.status == "processing" and lost.status == "failed":
            metrics.count("PhotosFailed", reason=lost.status_reason)
        return lost
    return None


def _lose(photo: Photo) -> None:
    photo.lease_until, photo.rerender, photo.etag = None, None, photo.etag or _NO_BYTES
    if photo.status == "processing":
        photo.status, photo.status_reason = "failed", reasons.GONE


def _settled(photo: Photo) -> Photo | None:
    """Nothing to do, unless a crash came between the record and its sidecar."""
    current = lookup.read(photo.gallery_id, photo.photo_id)
    if current and current.lacks_sidecar:
        changes.write_sidecar(current)
    return current


def _claim(photo: Photo, stored: storage.Stored, deadline: float, is_due: Callable[[Photo], bool]) -> Photo | None:
    """Take the lease, waiting for another holder to finish; None when these bytes are done with."""
    while True:
        current = lookup.read(photo.gallery_id, photo.photo_id)
        if current is None or current.is_going or (_is_done(current, stored) and not is_due(current)):
            return None
        if not is_leased(current) and _take_lease(current, stored.etag):
            return current
        _wait_until(deadline, photo.photo_id)


def _is_done(photo: Photo, stored: storage.Stored) -> bool:
    """What is in the trash stays there, unless its file has come anew since."""
    if photo.is_trashed:
        return stored.modified <= away.since(photo)
    return photo.status in ("ready", "failed") and photo.etag == stored.etag and not photo.rerender


def is_leased(photo: Photo) -> bool:
    """Whether a worker is on this photo now."""
    return (photo.lease_until or 0) > time.time()


def _take_lease(photo: Photo, etag: str) -> bool:
    lease = time.time() + LEASE_SECONDS
    actions: list[Action] = [
        Photo.lease_until.set(lease),
        Photo.attempts.set(photo.attempts + 1 if photo.attempted_etag == etag else 1),
        Photo.attempted_etag.set(etag),
        Photo.work_state.set(f"processing#{photo.photo_id}"),
        Photo.revision.add(1),
        Photo.expires_at.remove(),
    ]
    if photo.status != "ready":  # a ready photo stays on its page until its new bytes are ready too
        actions.append(Photo.status.set("processing"))
    # So that whoever finds it goes on with it, should this worker die.
    is_again = photo.is_ready and photo.etag == etag
    actions.append(Photo.rerender.set(True) if is_again else Photo.rerender.remove())
    try:
        with conditional():
            photo.update(actions, condition=index.unchanged(photo))
    except (Refused, Contended):
        return False
    return True


@contextmanager
def _lease(photo: Photo) -> Iterator[None]:
    """Give the lease back at once when the work breaks off, so that the next delivery need not wait for its end."""
    try:
        yield
    except (Busy, Conflict):  # others were in the way, which says nothing about the file
        _give_back(photo, attempts=1)
        raise
    except Exception:
        _give_back(photo)
        raise


def _give_back(photo: Photo, attempts: int = 0) -> None:
    actions = [Photo.lease_until.remove(), Photo.attempts.add(-attempts)]
    with suppress(Refused, Contended), conditional():  # whatever broke the work is the error to report, not this
        photo.update(actions, condition=Photo.lease_until == photo.lease_until)


def _work(photo: Photo, stored: storage.Stored, deadline: float) -> Photo | None:
    if photo.attempts > MOST_ATTEMPTS:
        return outcome.fail(photo, stored, reasons.ATTEMPTS)
    if stored.size > settings.MAX_PHOTO_BYTES:
        most = settings.MAX_PHOTO_BYTES // 1024**2
        return outcome.fail(photo, stored, reasons.TOO_LARGE.format(most=most))
    with tempfile.TemporaryFile() as file:
        sha256 = storage.download(str(photo.s3_key), stored.etag, file)
        is_known = photo.twins_allowed or photo.rerender  # what is shown already has no twin to make way for
        if not is_known and (twin := _twin(photo, sha256, deadline)):
            return outcome.refuse_twin(photo, stored, twin)
        try:
            rendered = imaging.render(file, settings.RENDITION_FORMATS, int(photo.rotation or 0))
        except imaging.Unusable as error:
            return outcome.fail(photo, stored, error.reason, sha256)
    return outcome.finish(photo, stored, sha256, rendered)


def _twin(photo: Photo, sha256: str, deadline: float) -> Photo | None:
    """The ready photo of this gallery with the same bytes, after claiming them for this one if there is none.

    One in the trash comes back: somebody wants these bytes in the gallery.
    """
    claim = claims.photo_digest(photo.gallery_id, sha256)
    holder = claims.take(claim, photo.photo_id)
    while holder != photo.photo_id:
        other = lookup.read(photo.gallery_id, holder)
        if other and other.sha256 == sha256 and (other.is_ready or other.is_trashed):
            return changes.apply(other, away.bring_back) if other.is_trashed else other
        if other and is_leased(other):  # not yet known how that ends
            _wait_until(deadline, holder)
            holder = claims.take(claim, photo.photo_id)
        else:
            holder = claims.take(claim, photo.photo_id, instead_of=holder)
    return None


def _wait_until(deadline: float, photo_id: str) -> None:
    if time.monotonic() > deadline:
        raise Busy(f"{photo_id} is being worked on")
    time.sleep(0.2)
