"""Files that come through the site itself, from a program or from a browser without JavaScript."""

from contextlib import suppress
from typing import IO, BinaryIO, cast

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.actors import Actor
from gallery_project.errors import Invalid, NotFound
from photos import imaging, lookup, storage
from photos.models import Photo
from photos.services.deletion import remove
from photos.services.ingest import Busy, ingest
from photos.services.uploads import (
    Announcement,
    Ticket,
    begin_put,
    begin_upload,
    check_announcement,
)
from photos.services.wording import Wording


def take_upload(*, actor: Actor, gallery_id: str, filename: str, body: IO[bytes]) -> Ticket:
    """Store a file that came through the site itself, where a browser cannot send it to the bucket.

    From there it goes the same way as every other. A refused file's ticket has `error`. Raises NotFound, NotAllowed.
    """
    size = _size(body)
    if size > settings.MAX_BODY_BYTES:
        most = settings.MAX_BODY_BYTES // 1024**2
        return Ticket(filename, error=_("Above {most} MB a browser with JavaScript is needed.").format(most=most))
    (ticket,) = begin_upload(actor=actor, gallery_id=gallery_id, files=[{"filename": filename, "size": size}])
    if not ticket.error:
        storage.upload(ticket.key, body, "application/octet-stream", cache="private")
    return ticket


def take(*, actor: Actor, gallery_id: str, filename: str, body: IO[bytes], wording: Wording) -> Photo:
    """Store a file and work through it at once: the ready photo. The same bytes may come twice.

    While another worker has it, the photo is answered as it is, and becomes ready by itself. Raises Invalid for a
    file that is no usable picture, of which nothing is kept; NotFound, NotAllowed.
    """
    announcement: Announcement = {"filename": filename, "size": _size(body), "wording": wording}
    (ticket,) = begin_put(actor=actor, gallery_id=gallery_id, files=[announcement])
    if ticket.error:
        raise Invalid("file", ticket.error)
    storage.upload(ticket.key, body, "application/octet-stream", cache="private")
    photo = _worked_through(gallery_id, ticket.photo_id)
    if photo is None:  # its gallery was deleted meanwhile, perhaps before the file came
        storage.delete([ticket.key])
        raise NotFound(_("There is no such gallery."))
    return photo if photo.status != "failed" else _refuse(photo)


def check_file(*, body: IO[bytes], wording: Wording) -> None:
    """Whether `take` would accept this; costs as much as rendering it. Raises Invalid."""
    check_announcement({"filename": "", "size": _size(body), "wording": wording})
    try:
        imaging.render(cast(BinaryIO, body), settings.RENDITION_FORMATS)
    except imaging.Unusable as error:
        raise Invalid("file", error.reason) from None
    body.seek(0)


def _worked_through(gallery_id: str, photo_id: str) -> Photo | None:
    try:
        return ingest(gallery_id=gallery_id, photo_id=photo_id)
    except Busy:
        return lookup.read(gallery_id, photo_id)


def _refuse(photo: Photo) -> Photo:
    with suppress(NotFound):
        remove(photo)
    raise Invalid("file", photo.shown_reason or _("This file cannot be used."))


def _size(body: IO[bytes]) -> int:
    size = body.seek(0, 2)
    body.seek(0)
    return size
