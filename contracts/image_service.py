"""Contract B, the image service: `images`, and `items`, the record-first face of the same photos."""

from pathlib import PurePosixPath
from typing import Any

from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import Actor
from contracts import lists, names, uploads
from contracts.door import Door, acting, body_of, checked
from contracts.shapes import EncodedImage, Person, PhotoFields, WordingFields, wording
from gallery_project.errors import Invalid, NotFound
from photos import services as photos


class ImageUpload(Door):
    """One image, as multipart or as JSON with its content in base64."""

    parser_classes = [*Door.parser_classes, MultiPartParser]

    def post(self, request: Request) -> Response:
        if "file" in request.FILES:
            values, file = checked(PhotoFields, body_of(request)), request.FILES["file"]
            sent = uploads.File(file.name, file.file, wording(values))
        else:
            values, sent = _encoded(body_of(request))
        actor = acting(request, values)
        found = uploads.take(actor, values.get("galleryId") or "", sent)
        return Response(names.photo_of(found, actor), status=201)


def _encoded(body: dict[str, Any]) -> tuple[dict[str, Any], uploads.File]:
    image = checked(EncodedImage, body).get("image")
    if image is None:
        raise Invalid("file", "An image is needed: a multipart file, or JSON {image: {filename, content}}.")
    values = checked(PhotoFields, body.get("metadata") or {})
    content = uploads.decoded(image["content"], "content")
    return values, uploads.File(image.get("filename") or "image", content, wording(values))


class Images(Door):
    """Images by whose they are and by their tags."""

    list_name = "images"

    def get(self, request: Request) -> Response:
        return lists.answer(request, self.list_name)


class Items(Images):
    """The same, made record first: the file follows by the presigned upload in the answer."""

    list_name = "items"

    def post(self, request: Request) -> Response:
        return uploads.begin(request, "image")


class Image(Door):
    """One image by its id or its generated file name."""

    def get(self, request: Request, photo_id: str) -> Response:
        actor = acting(request, request.query_params.dict())
        found = _found(actor, photo_id)
        shown = names.photo_of(found, actor)
        return Response({**shown, "filename": photo_id} if photo_id != found[0].photo_id else shown)

    def put(self, request: Request, photo_id: str) -> Response:
        body = body_of(request)
        actor = acting(request, checked(PhotoFields, body))
        changed = _id(actor, photo_id)
        photos.update(actor=actor, photo_id=changed, **wording(checked(WordingFields, body)))
        return Response(names.photo_of(photos.get_managed(actor=actor, photo_id=changed), actor))

    def delete(self, request: Request, photo_id: str) -> Response:
        actor = acting(request, checked(Person, {**request.query_params.dict(), **body_of(request)}))
        deleted = _id(actor, photo_id)
        photos.delete(actor=actor, photo_id=deleted)
        return Response({"message": "The image is deleted.", "deleted": True, "id": deleted})


def _found(actor: Actor, name: str) -> photos.Shown:
    """By its id, else by its generated file name; ids of an older system may look like one. Raises NotFound."""
    try:
        return photos.get(actor=actor, photo_id=name)
    except NotFound:
        stem = PurePosixPath(name).stem
        if stem == name:
            raise
        return photos.get(actor=actor, photo_id=stem)


def _id(actor: Actor, name: str) -> str:
    """The id of what `_found` finds, else the name itself: whoever changes it learns there what is wrong."""
    try:
        return _found(actor, name)[0].photo_id
    except NotFound:
        return name
