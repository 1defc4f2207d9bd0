"""Contract D: the image as the request's body, or as multipart; and `/upload`, which contracts B to D share."""

from email.message import Message
from pathlib import PurePosixPath

from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from contracts import base64_upload, uploads
from contracts.base64_upload import stored
from contracts.door import Door, acting, body_of, checked
from contracts.shapes import PhotoFields, wording
from gallery_project.errors import Invalid


class Upload(Door):
    """One address for all of them; the content type says which."""

    parser_classes = [*Door.parser_classes, MultiPartParser, uploads.RawParser, uploads.RawBytesParser]

    def post(self, request: Request) -> Response:
        if isinstance(request.data, uploads.Raw):
            return _raw(request, request.data)
        if request.content_type.startswith(("image/", "application/octet-stream")):
            raise Invalid("file", "The body is empty, or came without its Content-Length.")
        if request.content_type.startswith("multipart/"):
            return _multipart(request)
        return base64_upload.take(request)


def _raw(request: Request, raw: uploads.Raw) -> Response:
    values = checked(PhotoFields, request.query_params)
    actor = acting(request, values)
    file = uploads.File(_filename(request), raw.body, wording(values))
    return stored(uploads.take(actor, values.get("galleryId") or "", file), actor)


def _filename(request: Request) -> str:
    """From `Content-Disposition` or `X-Filename`; of a path only the last part."""
    header = Message()
    header["Content-Disposition"] = request.headers.get("Content-Disposition", "attachment")
    try:
        named = header.get_filename()
    except (LookupError, ValueError):  # an unknown or broken encoding
        raise Invalid("filename", "The file name in Content-Disposition cannot be read.") from None
    return PurePosixPath(named or request.headers.get("X-Filename") or "image").name


def _multipart(request: Request) -> Response:
    file = next(iter(request.FILES.values()), None)
    if file is None:
        raise Invalid("file", "A file is needed.")
    values = checked(PhotoFields, body_of(request))
    actor = acting(request, values)
    sent = uploads.File(file.name, file.file, wording(values))
    return stored(uploads.take(actor, values.get("galleryId") or "", sent), actor)
