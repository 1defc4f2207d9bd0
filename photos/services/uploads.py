"""Announcing files and signing the ways on which a browser sends them straight to the bucket."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NotRequired, TypedDict

from django.conf import settings
from django.utils.translation import gettext as _
from pynamodb.transactions import TransactWrite

from accounts.actors import Actor
from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project.errors import Invalid, NotFound
from gallery_project.tables import Refused, conditional, iso, now, retrying, transact
from photos import keys, multipart, storage
from photos.models import Photo
from photos.services import numbers
from photos.services.wording import Wording, clean_filename, cleaned

SINGLE_POST_BYTES = 16 * 1024**2  # above this a file goes in parts, so that a broken line costs one part
MOST_FILES = 100
FORGOTTEN_AFTER = timedelta(days=7)  # in which nobody asks where to send it
_AT_ONCE = 50  # of the hundred items that a transaction holds
_TYPES = {f"image/{kind}" for kind in ("jpeg", "png", "webp", "avif", "heic", "heif", "gif")}


class Announcement(TypedDict):
    """A file as its sender describes it, of which nothing is believed when the bytes are read; and its wording."""

    filename: str
    size: NotRequired[int | None]  # bytes
    contentType: NotRequired[str]
    wording: NotRequired[Wording]


@dataclass(frozen=True)
class Ticket:
    """The way for one file: a form to post, a URL to PUT, an upload in parts.

    Or none: `error` is why it was refused, `arrived` how far a photo is whose file is here.
    """

    filename: str
    photo_id: str = ""
    key: str = ""
    form: tuple[str, dict[str, str]] | None = None  # URL, fields
    put_url: str = ""
    upload_id: str = ""
    parts: list[multipart.Part] = field(default_factory=list)  # what S3 has of a multipart upload already
    error: str = ""
    arrived: str = ""  # the status of its photo


def begin_upload(*, actor: Actor, gallery_id: str, files: Sequence[Announcement]) -> list[Ticket]:
    """Make a photo `awaiting_upload` for each file and sign its way, in the order given.

    A file that cannot be accepted gets a ticket with `error` and loses nothing of the others. Raises Invalid for
    more than 100 files and unusable wording, NotFound and NotAllowed.
    """
    announced = _announce(actor, gallery_id, files)
    return [sign(opened(photo)) if isinstance(photo, Photo) else photo for photo in announced]


def begin_put(*, actor: Actor, gallery_id: str, files: Sequence[Announcement]) -> list[Ticket]:
    """As `begin_upload`, but each way is one plain PUT, and the same bytes may come twice: as older clients know it."""
    announced = _announce(actor, gallery_id, files, twins_allowed=True)
    return [_sign_put(photo) if isinstance(photo, Photo) else photo for photo in announced]


def _announce(
    actor: Actor, gallery_id: str, files: Sequence[Announcement], twins_allowed: bool | None = None
) -> list[Photo | Ticket]:
    """The photos, saved; for files that are refused their tickets instead."""
    gallery = galleries.managed(actor, gallery_id, "upload")
    if not 1 <= len(files) <= MOST_FILES:
        raise Invalid("photos", _("Announce between 1 and {most} files at a time.").format(most=MOST_FILES))
    owner_id = actor.user_id or gallery.owner
    photos = [_refusal(file) or _announced(gallery, owner_id, file) for file in files]
    accepted = [photo for photo in photos if isinstance(photo, Photo)]
    for photo, number in zip(accepted, numbers.allot(gallery, len(accepted)), strict=True):
        photo.photo_number, photo.twins_allowed = number, twins_allowed
    for start in range(0, len(accepted), _AT_ONCE):
        _save(gallery, accepted[start : start + _AT_ONCE])
    return photos


def _save(gallery: Gallery, photos: Sequence[Photo]) -> None:
    """Only while the gallery stays: its deletion must not miss what is announced in the same moment."""

    def writes(transaction: TransactWrite) -> None:
        transaction.condition_check(Gallery, gallery.gallery_id, condition=Gallery.stays())
        for photo in photos:
            transaction.save(photo)

    try:
        retrying(lambda: transact(writes))
    except Refused:
        raise NotFound(_("There is no such gallery.")) from None


def check_announcement(file: Announcement) -> None:
    """Whether a file so described can be announced. Raises Invalid."""
    cleaned(file.get("wording", {}))
    if refusal := _refusal(file):
        raise Invalid("size", refusal.error)


def _refusal(file: Announcement) -> Ticket | None:
    size = file.get("size")
    if size is not None and size > settings.MAX_PHOTO_BYTES:
        most = settings.MAX_PHOTO_BYTES // 1024**2
        too_large = _("The file is too large: up to {most} MB can be uploaded.")
        return Ticket(file["filename"], error=too_large.format(most=most))
    return Ticket(file["filename"], error=_("The file is empty.")) if size == 0 else None


def _announced(gallery: Gallery, owner_id: str, file: Announcement) -> Photo:
    """What the announcement does not say of the photo, the gallery says of its new photos."""
    photo_id, filename = keys.new_photo_id(), clean_filename(file["filename"])
    declared = file.get("contentType", "")
    return Photo(
        gallery.gallery_id,
        photo_id,
        owner_id=owner_id or None,
        filename=filename,
        uploaded_at=iso(datetime.fromtimestamp(keys.id_time(photo_id), UTC)),
        content_type=declared if declared in _TYPES else "application/octet-stream",
        size=file.get("size"),
        s3_key=keys.original(gallery.gallery_id, photo_id, filename),
        status="awaiting_upload",
        work_state=f"awaiting_upload#{photo_id}",
        expires_at=now() + FORGOTTEN_AFTER,
        **{**(gallery.photo_defaults or {}), **cleaned(file.get("wording", {}))},
    )


def opened(photo: Photo) -> Photo:
    """With an upload in parts at S3, if the file needs one."""
    if (photo.size or 0) > SINGLE_POST_BYTES:
        upload_id = multipart.start(str(photo.s3_key), str(photo.content_type))
        retrying(lambda: _remember(photo, upload_id))
    return photo


def _remember(photo: Photo, upload_id: str) -> None:
    try:
        with conditional():
            photo.update([Photo.upload_id.set(upload_id)], condition=Photo.stays())
    except Refused:
        multipart.abort(str(photo.s3_key), upload_id)
        raise NotFound(_("There is no such photo.")) from None


def sign(photo: Photo) -> Ticket:
    key = str(photo.s3_key)
    ticket = Ticket(photo.filename, photo.photo_id, key, upload_id=photo.upload_id or "")
    if photo.upload_id:
        return ticket
    form = storage.upload_form(key, str(photo.content_type), SINGLE_POST_BYTES)
    return Ticket(photo.filename, photo.photo_id, key, form=form)


def _sign_put(photo: Photo) -> Ticket:
    key = str(photo.s3_key)
    return Ticket(photo.filename, photo.photo_id, key, put_url=storage.put_url(key))
