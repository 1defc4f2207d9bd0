"""Announced files that never came: given up by whoever announced them, all at once."""

from functools import partial

from django.utils.translation import gettext as _

from accounts.actors import Actor
from gallery_project.each import try_each
from gallery_project.errors import Conflict
from photos import storage
from photos.models import Photo
from photos.services.resuming import give_up_upload
from photos.services.under_way import age, under_way

_LONGEST_UPLOAD = 2 * 24 * 3600  # seconds; thousands of files are announced long before the last of them is sent
_AT_ONCE = 8


def is_missing(photo: Photo) -> bool:
    """Whether its file was announced more than two days ago, and nobody has seen it since."""
    is_announced = photo.status == "awaiting_upload" and photo.expires_at is not None
    return is_announced and age(photo) > _LONGEST_UPLOAD


def forget_missing(*, actor: Actor) -> int:
    """Give up the missing files among those of `under_way`; returns how many. One that lies in the bucket stays."""
    missing = [photo for photo in under_way(actor=actor) if is_missing(photo)]
    return try_each(partial(_forget, actor), missing, _AT_ONCE).count(None)


def _forget(actor: Actor, photo: Photo) -> None:
    if storage.head(str(photo.s3_key)):
        raise Conflict(_("This file has arrived already."))
    give_up_upload(actor=actor, gallery_id=photo.gallery_id, photo_id=photo.photo_id)
