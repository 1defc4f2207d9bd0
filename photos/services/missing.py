"""Announced files that never came: given up all at once, in every gallery that the actor may upload into."""

from datetime import datetime, timedelta
from functools import partial

from django.utils.translation import gettext as _

from accounts.actors import Actor
from gallery_project.each import try_each
from gallery_project.errors import Conflict
from gallery_project.tables import Contended, Refused, now
from photos import storage
from photos.models import Photo
from photos.services.resuming import announced, drop
from photos.services.under_way import under_way
from photos.services.uploads import FORGOTTEN_AFTER

_LONGEST_SILENCE = timedelta(days=2)  # thousands of files are announced long before the last of them is sent
_AT_ONCE = 8


def is_missing(photo: Photo) -> bool:
    """Whether it never came, and for two days nobody has asked where to send it or its parts."""
    is_announced = photo.status == "awaiting_upload" and photo.expires_at is not None
    return is_announced and photo.expires_at < _silent()


def _silent() -> datetime:
    """What expires before this was last asked for more than two days ago; see `resume_upload`."""
    return now() + FORGOTTEN_AFTER - _LONGEST_SILENCE


def forget_missing(*, actor: Actor) -> tuple[int, int]:
    """Give up the missing files among those of `under_way`; returns how many went, and how many stay after all.

    For the site's staff these are everybody's. One that lies in the bucket stays, and so does one that somebody
    goes on sending, or that is in a gallery of somebody else's.
    """
    missing = [photo for photo in under_way(actor=actor) if is_missing(photo)]
    done = try_each(partial(_forget, actor), missing, _AT_ONCE).count(None)
    return done, len(missing) - done


def _forget(actor: Actor, found: Photo) -> None:
    """No object is deleted: one that comes in this very moment is left alone, as all are that have no record."""
    photo = announced(actor, found.gallery_id, found.photo_id)
    if storage.head(photo.s3_key):
        raise Conflict(_("This file has arrived already."))
    try:
        drop(photo, (Photo.status == "awaiting_upload") & (Photo.expires_at < _silent()))
    except Refused:
        raise Contended from None
