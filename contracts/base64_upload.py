"""Contract C: an image as base64 inside JSON, known afterwards by a generated file name."""

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import Actor
from contracts import names, uploads
from contracts.door import acting, body_of, checked
from contracts.shapes import PhotoFields, wording
from gallery_project.errors import Invalid
from photos import services as photos

_NAMES = ("image", "file", "content")  # older clients name the text in one of these ways


def take(request: Request) -> Response:
    body = body_of(request)
    values = checked(PhotoFields, body)
    field = next((name for name in _NAMES if name in body), "")
    if not field:
        raise Invalid("image", "The image as base64 text is needed.")
    actor = acting(request, values)
    file = uploads.File(values.get("filename") or "image", uploads.decoded(body[field], field), wording(values))
    return stored(uploads.take(actor, values.get("galleryId") or "", file), actor)


def stored(found: photos.Shown, actor: Actor) -> Response:
    """201 with the record under its generated name."""
    return Response({**names.photo_of(found, actor), "filename": names.generated_name(found[0])}, status=201)
