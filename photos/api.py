"""The native API's doors to photos, as far as the upload page needs them."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.identity import actor_of
from galleries import services as galleries
from galleries.presentation import photo_dicts
from photos import services as photos


class AnnouncedFile(serializers.Serializer[Any]):
    filename = serializers.CharField(max_length=1000)
    size = serializers.IntegerField(min_value=0, required=False, allow_null=True)
    contentType = serializers.CharField(max_length=200, required=False, allow_blank=True)


class AnnouncedFiles(serializers.Serializer[Any]):
    photos = AnnouncedFile(many=True, allow_empty=False)


class PartNumbers(serializers.Serializer[Any]):
    partNumbers = serializers.ListField(child=serializers.IntegerField(), allow_empty=False)


class GalleryUploads(APIView):
    """Announce files for a gallery; see how those that are not ready come along."""

    def post(self, request: Request, gallery_id: str) -> Response:
        body = AnnouncedFiles(data=request.data)
        body.is_valid(raise_exception=True)
        tickets = photos.begin_upload(
            actor=actor_of(request), gallery_id=gallery_id, files=body.validated_data["photos"]
        )
        return Response({"uploads": [ticket_dict(ticket) for ticket in tickets]}, status=201)

    def get(self, request: Request, gallery_id: str) -> Response:
        gallery = galleries.managed(actor=actor_of(request), gallery_id=gallery_id)
        if "ids" in request.query_params:
            ids = [each for each in request.query_params["ids"].split(",") if each]
            found = photos.several(actor=actor_of(request), gallery_id=gallery_id, photo_ids=ids)
        else:
            found = photos.unfinished(actor=actor_of(request), gallery_id=gallery_id)
        return Response({"photos": photo_dicts(gallery, found)})


class Upload(APIView):
    """One announced file: sign its way again, or give it up."""

    def post(self, request: Request, gallery_id: str, photo_id: str) -> Response:
        return Response(
            ticket_dict(photos.resume_upload(actor=actor_of(request), gallery_id=gallery_id, photo_id=photo_id))
        )

    def delete(self, request: Request, gallery_id: str, photo_id: str) -> Response:
        photos.give_up_upload(actor=actor_of(request), gallery_id=gallery_id, photo_id=photo_id)
        return Response(status=204)


class UploadParts(APIView):
    """URLs for the parts of a large file."""

    def post(self, request: Request, gallery_id: str, photo_id: str) -> Response:
        body = PartNumbers(data=request.data)
        body.is_valid(raise_exception=True)
        urls = photos.sign_parts(
            actor=actor_of(request),
            gallery_id=gallery_id,
            photo_id=photo_id,
            numbers=body.validated_data["partNumbers"],
        )
        return Response({"urls": urls})


class UploadCompletion(APIView):
    """All parts are there; S3 itself says which, whatever the client lists."""

    def post(self, request: Request, gallery_id: str, photo_id: str) -> Response:
        photo = photos.complete_upload(actor=actor_of(request), gallery_id=gallery_id, photo_id=photo_id)
        return Response({"photoId": photo.photo_id})


class Retry(APIView):
    """Work through a failed photo's bytes again."""

    def post(self, request: Request, photo_id: str) -> Response:
        photo = photos.retry(actor=actor_of(request), photo_id=photo_id)
        gallery = galleries.managed(actor=actor_of(request), gallery_id=photo.gallery_id)
        return Response(photo_dicts(gallery, [photo])[0])


def ticket_dict(ticket: photos.Ticket) -> dict[str, Any]:
    """A ticket as the upload page reads it."""
    if ticket.error:
        return {"filename": ticket.filename, "error": ticket.error}
    shown: dict[str, Any] = {"photoId": ticket.photo_id, "filename": ticket.filename, "key": ticket.key}
    if ticket.form:
        url, fields = ticket.form
        return {**shown, "post": {"url": url, "fields": fields}}
    multipart = {"uploadId": ticket.upload_id, "partSize": photos.PART_BYTES}
    return {**shown, "multipart": multipart, "parts": ticket.parts}
