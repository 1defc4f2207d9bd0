"""An announced file on its way: signed again, in parts, joined, or given up."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from pynamodb.expressions.condition import Condition

from accounts.actors import Actor
from galleries import lookup as galleries
from gallery_project.errors import Conflict, Invalid, NotFound, TooLarge
from gallery_project.tables import Contended, Refused, conditional, now, retrying
from photos import index, lookup, multipart, storage
from photos.models import Photo
from photos.services.uploads import FORGOTTEN_AFTER, Ticket, opened, sign

_RENEWED_EVERY = timedelta(hours=1)  # a large file asks for its next parts every few seconds


def resume_upload(*, actor: Actor, gallery_id: str, photo_id: str) -> Ticket:
    """Sign an announced file's way again, with the parts that S3 has; none for one that has arrived."""
    photo = _renewed(actor, gallery_id, photo_id)
    if photo.status != "awaiting_upload":
        return Ticket(photo.filename, photo.photo_id, arrived=photo.status)
    parts = multipart.parts(str(photo.s3_key), photo.upload_id) if photo.upload_id else []
    if parts is None:  # S3 gave it up, as it does after some days
        photo, parts = opened(photo), []
    ticket = sign(photo)
    ticket.parts.extend(parts)
    return ticket


def sign_parts(*, actor: Actor, gallery_id: str, photo_id: str, numbers: Sequence[int]) -> dict[int, str]:
    """URLs to which to PUT these parts (1..10000, at most 100 at a time)."""
    photo = _awaiting(_renewed(actor, gallery_id, photo_id))
    if not photo.upload_id:
        raise Conflict(_("This file is not uploaded in parts."))
    if len(numbers) > 100 or any(not 1 <= number <= 10_000 for number in numbers):
        raise Invalid("partNumbers", _("Up to 100 part numbers from 1 to 10000."))
    return {number: multipart.part_url(str(photo.s3_key), photo.upload_id, number) for number in numbers}


def complete_upload(*, actor: Actor, gallery_id: str, photo_id: str) -> Photo:
    """Join the parts that S3 received. Raises TooLarge above the limit, Conflict when S3 gave the upload up."""
    photo = _awaiting(_renewed(actor, gallery_id, photo_id))
    if not photo.upload_id:
        raise Conflict(_("This file is not uploaded in parts."))
    received = multipart.parts(str(photo.s3_key), photo.upload_id)
    if not received:
        raise Conflict(_("Nothing of this file has arrived. Please upload it again."))
    if sum(part["size"] for part in received) > settings.MAX_PHOTO_BYTES:
        multipart.abort(str(photo.s3_key), photo.upload_id)
        raise TooLarge(_("Up to {most} MB can be uploaded.").format(most=settings.MAX_PHOTO_BYTES // 1024**2))
    multipart.complete(str(photo.s3_key), photo.upload_id, received)
    return photo


def give_up_upload(*, actor: Actor, gallery_id: str, photo_id: str) -> None:
    """Forget an announced file that will not come, and what came of it."""
    photo = _awaiting(announced(actor, gallery_id, photo_id))
    try:
        drop(photo, Photo.status == "awaiting_upload")
    except Refused:
        raise _arrived("processing") from None
    storage.delete([str(photo.s3_key)])


def drop(photo: Photo, condition: Condition) -> None:
    """Forget an announcement and the parts that came of it, if the condition holds; else Refused is raised."""
    with conditional():
        photo.delete(condition=condition)
    index.clear([photo])
    if photo.upload_id:
        multipart.abort(str(photo.s3_key), photo.upload_id)


def _renewed(actor: Actor, gallery_id: str, photo_id: str) -> Photo:
    """The announced photo; one that still awaits its file has its full time again from now on."""

    def renew() -> Photo:
        photo, until = announced(actor, gallery_id, photo_id), now() + FORGOTTEN_AFTER
        if photo.expires_at is None or until - photo.expires_at < _RENEWED_EVERY:
            return photo
        try:
            with conditional():
                photo.update([Photo.expires_at.set(until)], condition=Photo.expires_at == photo.expires_at)
        except Refused:  # it has arrived in this moment, or was given up
            raise Contended from None
        return photo

    return retrying(renew)


def _awaiting(photo: Photo) -> Photo:
    if photo.status != "awaiting_upload":
        raise _arrived(photo.status)
    return photo


def announced(actor: Actor, gallery_id: str, photo_id: str) -> Photo:
    """By the full key: the index by photo alone may not know yet what was announced a moment ago."""
    gallery = galleries.managed(actor, gallery_id, "upload")
    photo = lookup.read(gallery.gallery_id, photo_id)
    if photo is None or photo.is_away:
        raise NotFound(_("There is no such photo."))
    return photo


def _arrived(status: str) -> Conflict:
    """`details` tells a program that its bytes are safe, and how far they are."""
    return Conflict(_("This file has arrived already."), {"status": status})
