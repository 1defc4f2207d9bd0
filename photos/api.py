"""The native API's doors to photos and their uploads."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.actors import Actor
from accounts.identity import actor_of
from accounts.throttles import throttle_search
from galleries import services as galleries
from galleries.models import Gallery
from galleries.presentation import photo_dicts
from gallery_project.api import ETAG, IF_MATCH, listed, parsed, versioned
from gallery_project.errors import NotAllowed
from gallery_project.idempotency import idempotent
from gallery_project.preconditions import expected_revision
from photos import services as photos
from photos.models import Photo
from photos.serializers import (
    AnnouncedFiles,
    CompletionAnswer,
    Digests,
    KnownFilesAnswer,
    PartNumbers,
    PartUrlsAnswer,
    PhotoAnswer,
    PhotoChanges,
    PhotoFilters,
    PhotoListAnswer,
    TicketAnswer,
    TicketsAnswer,
    UploadsAnswer,
    UploadsWish,
)


class Photos(APIView):
    """Photos of the whole site, the newest first."""

    @extend_schema(operation_id="listPhotos", parameters=[PhotoFilters], responses=PhotoListAnswer)
    def get(self, request: Request) -> Response:
        """List or search: what everybody may see, or, of `owner=me`, all that is yours in any state."""
        throttle_search(request)
        wish, actor = parsed(PhotoFilters, request.query_params), actor_of(request)
        cursor, size = wish.pop("cursor"), wish.pop("limit")
        owner, tags = _owner(wish.pop("owner", ""), actor), tuple(wish.pop("tags", ()))
        filters = photos.Filters(owner=owner, tags=tags, **wish)
        page = photos.listed(actor=actor, filters=filters, cursor=cursor, size=size)
        shown = [photo_dicts(gallery, [photo], actor)[0] for photo, gallery in page.items]
        return listed("photos", shown, page.next_cursor)


def _owner(named: str, actor: Actor) -> str:
    if named == "me" and not actor.is_photographer:
        raise NotAllowed("Sign in to list your own photos.")
    return actor.user_id if named == "me" else named


class OnePhoto(APIView):
    """A photo."""

    @extend_schema(operation_id="getPhoto", responses=PhotoAnswer, parameters=[ETAG])
    def get(self, request: Request, photo_id: str) -> Response:
        """Show a photo."""
        actor = actor_of(request)
        photo, gallery = photos.get(actor=actor, photo_id=photo_id)
        return _one(photo, gallery, actor)

    @extend_schema(operation_id="updatePhoto", request=PhotoChanges, responses=PhotoAnswer, parameters=[IF_MATCH, ETAG])
    def patch(self, request: Request, photo_id: str) -> Response:
        """Change what is said of a photo; what is not sent stays."""
        actor = actor_of(request)
        photo = photos.update(
            actor=actor, photo_id=photo_id, revision=expected_revision(request), **parsed(PhotoChanges, request.data)
        )
        return _one(photo, galleries.managed(actor=actor, gallery_id=photo.gallery_id), actor)

    @extend_schema(operation_id="deletePhoto", responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, photo_id: str) -> Response:
        """Delete a photo with its files."""
        photos.delete(actor=actor_of(request), photo_id=photo_id, revision=expected_revision(request))
        return Response(status=204)


class Retry(APIView):
    """Work through a failed photo's bytes again."""

    @extend_schema(operation_id="retryPhoto", request=None, responses=PhotoAnswer, parameters=[ETAG])
    def post(self, request: Request, photo_id: str) -> Response:
        actor = actor_of(request)
        photo = photos.retry(actor=actor, photo_id=photo_id)
        return _one(photo, galleries.workshop(actor=actor, gallery_id=photo.gallery_id), actor)


class GalleryUploads(APIView):
    """Announce files for a gallery; see how those that are not ready come along."""

    @extend_schema(operation_id="beginUploads", request=AnnouncedFiles, responses={201: TicketsAnswer})
    @idempotent("upload")
    def post(self, request: Request, gallery_id: str) -> Response:
        """Announce files; each gets the way on which to send it straight to the bucket."""
        files = parsed(AnnouncedFiles, request.data)["photos"]
        tickets = photos.begin_upload(actor=actor_of(request), gallery_id=gallery_id, files=files)
        return Response({"uploads": [ticket_dict(ticket) for ticket in tickets]}, status=201)

    @extend_schema(operation_id="listUploads", parameters=[UploadsWish], responses=UploadsAnswer)
    def get(self, request: Request, gallery_id: str) -> Response:
        """Show photos in any state, or all that are not ready yet."""
        wish, actor = parsed(UploadsWish, request.query_params), actor_of(request)
        if "ids" in wish:
            ids = [each for each in wish["ids"].split(",") if each]
            found = photos.several(actor=actor, gallery_id=gallery_id, photo_ids=ids)
        else:
            found = photos.unfinished(actor=actor, gallery_id=gallery_id)
        gallery = galleries.workshop(actor=actor, gallery_id=gallery_id)
        return Response({"photos": photo_dicts(gallery, found, actor)})


class KnownUploads(APIView):
    """Which files need not be sent."""

    @extend_schema(operation_id="listKnownFiles", request=Digests, responses=KnownFilesAnswer)
    def post(self, request: Request, gallery_id: str) -> Response:
        """Tell which files the gallery has already, by their digests; what is sent all the same is compared again."""
        digests, actor = parsed(Digests, request.data)["sha256"], actor_of(request)
        found = photos.known(actor=actor, gallery_id=gallery_id, digests=digests)
        gallery = galleries.workshop(actor=actor, gallery_id=gallery_id)
        shown = photo_dicts(gallery, list(found.values()))
        return Response({"known": [_known(digest, photo) for digest, photo in zip(found, shown, strict=True)]})


def _known(digest: str, photo: dict[str, Any]) -> dict[str, Any]:
    shown = {name: photo[name] for name in ("status", "photoId", "title", "thumbnailURL", "url")}
    nowhere = {"thumbnailURL": "", "url": ""} if photo["status"] == "trashed" else {}
    return {"sha256": digest, **shown, **nowhere}


class Upload(APIView):
    """One announced file: sign its way again, or give it up."""

    @extend_schema(operation_id="resumeUpload", request=None, responses=TicketAnswer)
    def post(self, request: Request, gallery_id: str, photo_id: str) -> Response:
        """Sign the way of an announced file again; of one that has arrived, tell how far it is."""
        ticket = photos.resume_upload(actor=actor_of(request), gallery_id=gallery_id, photo_id=photo_id)
        return Response(ticket_dict(ticket))

    @extend_schema(operation_id="abortUpload", responses={204: None})
    def delete(self, request: Request, gallery_id: str, photo_id: str) -> Response:
        """Forget an announced file and what came of it."""
        photos.give_up_upload(actor=actor_of(request), gallery_id=gallery_id, photo_id=photo_id)
        return Response(status=204)


class UploadParts(APIView):
    """URLs for the parts of a large file."""

    @extend_schema(operation_id="signParts", request=PartNumbers, responses=PartUrlsAnswer)
    def post(self, request: Request, gallery_id: str, photo_id: str) -> Response:
        numbers = parsed(PartNumbers, request.data)["partNumbers"]
        urls = photos.sign_parts(actor=actor_of(request), gallery_id=gallery_id, photo_id=photo_id, numbers=numbers)
        return Response({"urls": urls})


class UploadCompletion(APIView):
    """All parts are there; S3 itself says which, whatever the client lists."""

    @extend_schema(operation_id="completeUpload", request=None, responses=CompletionAnswer)
    def post(self, request: Request, gallery_id: str, photo_id: str) -> Response:
        photo = photos.complete_upload(actor=actor_of(request), gallery_id=gallery_id, photo_id=photo_id)
        return Response({"photoId": photo.photo_id})


def _one(photo: Photo, gallery: Gallery, actor: Actor) -> Response:
    (shown,) = photo_dicts(gallery, [photo], actor)
    return versioned(shown, photo.revision)


def ticket_dict(ticket: photos.Ticket) -> dict[str, Any]:
    """A ticket as the upload page reads it."""
    if ticket.error:
        return {"filename": ticket.filename, "error": ticket.error}
    if ticket.arrived:
        return {"photoId": ticket.photo_id, "filename": ticket.filename, "status": ticket.arrived}
    shown: dict[str, Any] = {"photoId": ticket.photo_id, "filename": ticket.filename, "key": ticket.key}
    if ticket.form:
        url, fields = ticket.form
        return {**shown, "post": {"url": url, "fields": fields}}
    multipart = {"uploadId": ticket.upload_id, "partSize": photos.PART_BYTES}
    return {**shown, "multipart": multipart, "parts": ticket.parts}
