"""Turning a photo."""

from functools import partial

from django.utils.translation import gettext as _

from accounts.actors import Actor
from gallery_project.errors import Conflict, Invalid
from photos import changes, lookup, storage
from photos.models import Photo
from photos.services.ingest import Busy, ingest, is_leased

TURNS = (90, 180, 270)


def rotate(*, actor: Actor, photo_id: str, degrees: int) -> Photo:
    """Turn a ready photo by 90, 180 or 270 degrees clockwise and render it again from its original.

    It stays so when the file is worked through again. Raises Invalid, NotFound, NotAllowed; Conflict when the photo is
    being worked on, or its original is not there.
    """
    check(degrees)
    photo, _gallery = lookup.managed(actor, photo_id)
    need_original(photo)
    return render(changes.edited(photo, partial(turn, degrees=degrees)))


def check(degrees: int) -> int:
    """Raises Invalid for what is no quarter turn."""
    if degrees not in TURNS:
        raise Invalid("rotation", _("A photo can be turned by 90, 180 or 270 degrees."))
    return degrees


def need_original(photo: Photo) -> None:
    """Raises Conflict when there is nothing from which a photo could be rendered."""
    if storage.head(photo.s3_key) is None:
        raise Conflict(_("The original of this photo is not there any more."))


def turn(photo: Photo, degrees: int) -> None:
    """An edit: it is to be turned, and its renditions do not show that yet. Whoever finds it so may render it."""
    if not photo.is_ready or is_leased(photo):
        raise _busy()
    photo.rotation, photo.etag = (int(photo.rotation or 0) + degrees) % 360 or None, None


def render(photo: Photo) -> Photo:
    """Work through a photo whose renditions are out of date. Raises Conflict."""
    try:
        return ingest(gallery_id=photo.gallery_id, photo_id=photo.photo_id) or photo
    except Busy:
        raise _busy() from None


def _busy() -> Conflict:
    return Conflict(_("This photo is being worked on. Please try again in a moment."))
