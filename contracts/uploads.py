"""Files in a request's body: multipart, base64, data URLs or raw bytes, and what they become."""

import base64
import binascii
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from django.conf import settings
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import Actor
from contracts.door import acting, body_of, checked
from contracts.names import photo_of
from contracts.shapes import PhotoFields, wording
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.errors import Invalid
from gallery_project.parsers import too_large
from photos import services as photos
from photos.models import Photo

_DATA_URL = re.compile(r"data:[\w.+/-]*(;[\w.+-]+=[\w.+-]+)*;base64,", re.ASCII)
_SPACE = re.compile(r"\s+")
_SLICE = 4 * 256 * 1024  # characters; base64 decodes four at a time
_CHUNK = 256 * 1024


@dataclass(frozen=True)
class File:
    """One file of a request, on disk and not in memory."""

    name: str
    body: IO[bytes]
    wording: photos.Wording = field(default_factory=lambda: photos.Wording())


@dataclass(frozen=True)
class Raw:
    """A request's body that is itself the file."""

    body: IO[bytes]


class RawParser(BaseParser):
    """For clients that send the image and nothing around it."""

    media_type = "image/*"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        file = tempfile.TemporaryFile()  # noqa: SIM115 (the request ends it)
        while chunk := stream.read(_CHUNK):
            file.write(chunk)
            if file.tell() > settings.MAX_BODY_BYTES:
                raise too_large()
        return Raw(file)


class RawBytesParser(RawParser):
    """The same for clients that do not know what kind of image they send."""

    media_type = "application/octet-stream"


def decoded(text: object, field_name: str) -> IO[bytes]:
    """What a base64 text or data URL holds, as a file. Raises Invalid naming the field."""
    if not isinstance(text, str) or not text:
        raise Invalid(field_name, "The image as base64 text, or as a data URL, is needed.")
    start = prefix.end() if (prefix := _DATA_URL.match(text[:200])) else 0
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the request ends it)
    try:
        _decode(text, start, file)
    except (binascii.Error, ValueError):
        raise Invalid(field_name, "This is not base64.") from None
    return file


def _decode(text: str, start: int, file: IO[bytes]) -> None:
    """Slice by slice, so that the decoded image is never in memory beside the text."""
    rest = ""
    for position in range(start, len(text), _SLICE):
        piece = rest + _SPACE.sub("", text[position : position + _SLICE])
        whole = len(piece) - len(piece) % 4
        file.write(base64.b64decode(piece[:whole], validate=True))
        rest = piece[whole:]
    if rest:  # some encoders leave the padding out
        file.write(base64.b64decode(rest + "=" * (-len(rest) % 4), validate=True))


def take(actor: Actor, gallery_id: str, file: File) -> tuple[Photo, Gallery]:
    """Store the file in the gallery, or in the actor's default one for "", and work through it at once."""
    gallery = _gallery(actor, gallery_id, lambda: photos.check_file(body=file.body, wording=file.wording))
    photo = photos.take(
        actor=actor,
        gallery_id=gallery.gallery_id,
        filename=file.name,
        body=file.body,
        wording=file.wording,
    )
    return photo, gallery


def _gallery(actor: Actor, gallery_id: str, check: Callable[[], None]) -> Gallery:
    """A refused first upload must leave nothing behind, so it is checked before it makes its gallery."""
    if gallery_id:
        return galleries.managed(actor=actor, gallery_id=gallery_id, scope="upload")
    return galleries.default_gallery(actor=actor, before_making=check)


def begin(request: Request, name: str) -> Response:
    """Announce the file that the body describes: 201 with its photo, and the presigned upload as older systems name it.

    `name` is what the file is called when the client does not say.
    """
    values = checked(PhotoFields, body_of(request))
    actor = acting(request, values)
    file: photos.Announcement = {
        "filename": values.get("filename") or name,
        "size": values.get("size"),
        "contentType": values.get("contentType") or "",
        "wording": wording(values),
    }
    photos.check_announcement(file)
    gallery = _gallery(actor, values.get("galleryId") or "", lambda: None)
    (ticket,) = photos.begin_put(actor=actor, gallery_id=gallery.gallery_id, files=[file])
    (photo,) = photos.several(actor=actor, gallery_id=gallery.gallery_id, photo_ids=[ticket.photo_id])
    upload = {"method": "PUT", "url": ticket.put_url, "key": ticket.key}
    way = {"uploadUrl": ticket.put_url, "key": ticket.key, "upload": upload}
    return Response({**photo_of((photo, gallery), actor), **way}, status=201)
