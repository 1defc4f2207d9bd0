"""How the work on a file ends: a ready photo, a failure in words, or a file that is here already."""

import hashlib
import secrets
from datetime import datetime

from django.conf import settings

from galleries import lookup as galleries
from gallery_project import claims
from gallery_project.errors import NotFound
from photos import changes, imaging, keys, lookup, reasons, storage
from photos.models import Photo
from photos.services import away, dates
from photos.services.deletion import finish_deletion
from photos.storage import Stored

RECIPE = "1"  # changes when renditions of the same bytes change, so that caches see a new address


def finish(photo: Photo, stored: Stored, sha256: str, rendered: imaging.Rendered) -> Photo | None:
    """Store the renditions, then make the photo ready; None when it was deleted or taken over meanwhile."""
    made = _store_renditions(photo, sha256, rendered)

    def edit(fresh: Photo) -> None:
        _settle(fresh, "ready", stored, sha256)
        fresh.sort_order = arrival(fresh) if fresh.sort_order is None else fresh.sort_order
        if fresh.renditions and fresh.renditions["hash"] != made["hash"]:
            changes.leave(fresh, keys.made(fresh.gallery_id, fresh.photo_id, fresh.renditions))
        fresh.renditions = made
        fresh.width, fresh.height = rendered.width, rendered.height
        fresh.content_type = rendered.content_type
        fresh.exif = rendered.exif
        fresh.taken_at = dates.shifted(rendered.taken_at, fresh.date_shift or 0)
        fresh.location = list(rendered.location) if rendered.location else None
        fresh.placeholder, fresh.colour = rendered.placeholder, rendered.colour

    return _conclude(photo, edit, sha256)


def fail(photo: Photo, stored: Stored, reason: str, sha256: str = "", duplicate_of: str | None = None) -> Photo | None:
    """Make the photo failed with a reason for its photographer; its bytes stay. None as for `finish`.

    An older photo that is shown by addresses of its own goes on being shown by these.
    """

    def edit(fresh: Photo) -> None:
        if fresh.is_ready and fresh.renditions is None and (fresh.thumbnail_url or fresh.old_thumbnail_url):
            return _settle(fresh, "ready", stored, None)
        _settle(fresh, "failed", stored, None)
        fresh.status_reason, fresh.duplicate_of = reason, duplicate_of
        fresh.sort_order = None

    failed = _conclude(photo, edit, sha256)
    if failed and sha256:
        claims.release(claims.photo_digest(photo.gallery_id, sha256), photo.photo_id)
    return failed


def refuse_twin(photo: Photo, stored: Stored, twin: Photo) -> Photo | None:
    """Fail a file whose bytes are in the gallery already. An upload's copy is removed, a dropped-in one left alone."""
    name = twin.title or twin.filename or twin.photo_id
    reason = reasons.TWIN.format(name=name)
    failed = fail(photo, stored, reason, duplicate_of=twin.photo_id)
    now = storage.head(str(photo.s3_key))
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
    away.forget(photo)
    photo.status, photo.status_reason, photo.duplicate_of = status, None, None
    photo.etag, photo.size, photo.sha256 = stored.etag, stored.size, sha256
    photo.lease_until, photo.upload_id, photo.attempts = None, None, 0


def arrival(photo: Photo) -> float:
    """A place at the end of the gallery: milliseconds since 1970 at which the photo was announced.

    Ids of one batch differ by a millisecond at least, so a batch keeps its order however its events arrive.
    """
    return round(datetime.fromisoformat(photo.uploaded_at).timestamp() * 1000)


def _store_renditions(photo: Photo, sha256: str, rendered: imaging.Rendered) -> dict[str, object]:
    formats = settings.RENDITION_FORMATS
    hash8 = _hash(photo, f"{sha256}/{RECIPE}/{formats}")
    for made in rendered.renditions:
        key = keys.rendition(photo.gallery_id, photo.photo_id, hash8, made.width, made.format)
        storage.upload(key, made.body, f"image/{made.format}")
    widths = sorted({made.width for made in rendered.renditions})
    return {"hash": hash8, "widths": widths, "formats": list(formats)}


def _hash(photo: Photo, made_of: str) -> str:
    """Follows from the content, so that doing the work twice makes nothing twice; but no stranger may guess it.

    Turned and turned back, a photo that has become private would else be found at an address of its public days.
    """
    if photo.visibility != "public":
        return secrets.token_hex(4)
    turned = f"/{int(photo.rotation)}" if photo.rotation else ""
    return hashlib.sha256(f"{made_of}{turned}".encode()).hexdigest()[:8]
