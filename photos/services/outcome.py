"""How the work on a file ends: a ready photo, a failure in words, or a file that is here already."""

from datetime import datetime

from django.conf import settings

from galleries import lookup as galleries
from gallery_project import claims
from gallery_project.errors import NotFound
from photos import changes, imaging, keys, lookup, reasons, storage
from photos.models import Photo
from photos.services import away, dates, trial
from photos.services.deletion import finish_deletion
from photos.services.trial import Made
from photos.storage import Stored


def finish(photo: Photo, stored: Stored, sha256: str, rendered: imaging.Rendered) -> Photo | None:
    """Store the renditions, then make the photo ready; None when it was deleted, trashed or taken over meanwhile."""
    made = trial.new(sorted({each.width for each in rendered.renditions}), settings.RENDITION_FORMATS)

    def edit(fresh: Photo) -> None:
        _settle(fresh, "ready", stored, sha256)
        fresh.sort_order = arrival(fresh) if fresh.sort_order is None else fresh.sort_order
        if fresh.renditions:
            changes.leave(fresh, keys.made(fresh.gallery_id, fresh.photo_id, fresh.renditions))
        fresh.renditions = made
        fresh.width, fresh.height = rendered.width, rendered.height
        fresh.content_type = rendered.content_type
        fresh.exif = rendered.exif
        fresh.taken_at = dates.shifted(rendered.taken_at, fresh.date_shift or 0)
        fresh.location = list(rendered.location) if rendered.location else None
        fresh.tells_no_place = rendered.tells_no_place
        fresh.placeholder, fresh.colour = rendered.placeholder, rendered.colour

    with trial.unused_deleted(photo) as stored_renditions:
        stored_renditions.append(made)
        _store_renditions(photo, made, rendered)
        return _conclude(photo, edit, sha256)


def fail(photo: Photo, stored: Stored, reason: str, sha256: str = "", duplicate_of: str | None = None) -> Photo | None:
    """Make the photo failed with a reason for its photographer; its bytes stay. None as for `finish`.

    An older photo that is shown by addresses of its own goes on being shown by these, and one that was only to be
    rendered again by the renditions that it has.
    """

    def edit(fresh: Photo) -> None:
        if fresh.is_ready and fresh.rerender and fresh.etag == stored.etag:
            return _keep(fresh)
        if fresh.is_ready and fresh.renditions is None and (fresh.thumbnail_url or fresh.old_thumbnail_url):
            return _settle(fresh, "ready", stored, None)
        _settle(fresh, "failed", stored, None)
        fresh.status_reason, fresh.duplicate_of = reason, duplicate_of

    failed = _conclude(photo, edit, sha256)
    if failed and sha256 and failed.sha256 != sha256:
        claims.release(claims.photo_digest(photo.gallery_id, sha256), photo.photo_id)
    return failed


def refuse_twin(photo: Photo, stored: Stored, twin: Photo) -> Photo | None:
    """Fail a file whose bytes are in the gallery already. An upload's copy is removed, a dropped-in one left alone."""
    name = twin.title or twin.filename or twin.photo_id
    reason = reasons.TWIN.format(name=name)
    failed = fail(photo, stored, reason, duplicate_of=twin.photo_id)
    now = storage.head(photo.s3_key)
    if failed and was_announced(photo) and now and now.etag == stored.etag:
        storage.delete([str(photo.s3_key)])
    return failed


def was_announced(photo: Photo) -> bool:
    """Whether its original lies where an announcement sends it, and is nobody else's."""
    return photo.s3_key == keys.original(photo.gallery_id, photo.photo_id, photo.filename)


def _conclude(photo: Photo, edit: changes.Edit, sha256: str) -> Photo | None:
    """Write the outcome if the lease still holds; else take back what the work left behind."""
    try:
        concluded = changes.apply(photo, edit, lease=photo.lease_until)
    except (changes.Lost, NotFound):
        if _is_gone(photo):
            photo.sha256 = sha256 or photo.sha256
            finish_deletion(photo)
        return None
    if photo.sha256 and photo.sha256 != concluded.sha256:  # the bytes changed: their old digest is free again
        claims.release(claims.photo_digest(photo.gallery_id, photo.sha256), photo.photo_id)
    return concluded


def _is_gone(photo: Photo) -> bool:
    current = lookup.read(photo.gallery_id, photo.photo_id)
    return current is None or current.is_going or galleries.find(photo.gallery_id) is None


def _settle(photo: Photo, status: str, stored: Stored, sha256: str | None) -> None:
    if photo.is_trashed:  # since the work began, and nobody but a person takes it out of there
        raise changes.Lost
    away.forget(photo)
    photo.status, photo.status_reason, photo.duplicate_of = status, None, None
    photo.etag, photo.size, photo.sha256 = stored.etag, stored.size, sha256
    photo.tells_no_place = None
    photo.lease_until, photo.upload_id, photo.attempts, photo.rerender = None, None, 0, None


def _keep(photo: Photo) -> None:
    """It stays as it was before the work on it began."""
    photo.lease_until, photo.attempts, photo.rerender = None, 0, None


def arrival(photo: Photo) -> float:
    """A place at the end of the gallery: milliseconds since 1970 at which the photo was announced.

    Ids of one batch differ by a millisecond at least, so a batch keeps its order however its events arrive.
    """
    return round(datetime.fromisoformat(photo.uploaded_at).timestamp() * 1000)


def _store_renditions(photo: Photo, made: Made, rendered: imaging.Rendered) -> None:
    for each in rendered.renditions:
        key = keys.rendition(photo.gallery_id, photo.photo_id, made["hash"], each.width, each.format)
        storage.upload(key, each.body, f"image/{each.format}")
