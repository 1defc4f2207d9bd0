"""Contract E: list photos, begin a presigned upload, photo detail."""

from rest_framework.request import Request
from rest_framework.response import Response

from contracts import lists, names, uploads
from contracts.door import Door, acting
from photos import services as photos


class Photos(Door):
    def get(self, request: Request) -> Response:
        return lists.answer(request, "photos")

    def post(self, request: Request) -> Response:
        return uploads.begin(request, "photo")


class PhotoDetail(Door):
    def get(self, request: Request, photo_id: str) -> Response:
        actor = acting(request, request.query_params.dict())
        return Response(names.photo_of(photos.get(actor=actor, photo_id=photo_id), actor))
