"""The native API's doors to galleries."""

from dataclasses import asdict
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.identity import actor_of
from galleries import services as galleries
from galleries.models import Gallery
from galleries.presentation import gallery_dict, photo_dicts
from galleries.serializers import DeletionAnswer, GalleryAnswer, GalleryListAnswer, GalleryPatch, NewGallery
from gallery_project.api import ETAG, IF_MATCH, LOCATION, PageWish, listed, parsed, versioned
from gallery_project.idempotency import idempotent
from gallery_project.preconditions import expected_revision
from photos import services as photos
from photos.serializers import NewOrder, OrderAnswer, PhotoListAnswer


class Galleries(APIView):
    """The public galleries, and your own."""

    @extend_schema(operation_id="listGalleries", parameters=[PageWish], responses=GalleryListAnswer)
    def get(self, request: Request) -> Response:
        """List the public galleries and your own, in their order."""
        wish = parsed(PageWish, request.query_params)
        actor = actor_of(request)
        page = galleries.listed(actor=actor, cursor=wish["cursor"], size=wish["limit"])
        return listed("galleries", [gallery_dict(gallery, actor) for gallery in page.items], page.next_cursor)

    @extend_schema(
        operation_id="createGallery",
        request=NewGallery,
        responses={201: GalleryAnswer},
        parameters=[ETAG, LOCATION],
    )
    @idempotent("manage")
    def post(self, request: Request) -> Response:
        """Make a gallery."""
        gallery = galleries.create(actor=actor_of(request), **parsed(NewGallery, request.data))
        return _one(request, gallery, 201, reverse("api-gallery", args=[gallery.gallery_id]))


class OneGallery(APIView):
    """A gallery without its photos."""

    @extend_schema(operation_id="getGallery", responses=GalleryAnswer, parameters=[ETAG])
    def get(self, request: Request, gallery_id: str) -> Response:
        """Show a gallery without its photos."""
        return _one(request, galleries.find(actor=actor_of(request), gallery_id=gallery_id))

    @extend_schema(
        operation_id="updateGallery", request=GalleryPatch, responses=GalleryAnswer, parameters=[IF_MATCH, ETAG]
    )
    def patch(self, request: Request, gallery_id: str) -> Response:
        """Change a gallery; what is not sent stays."""
        gallery = galleries.update(
            actor=actor_of(request),
            gallery_id=gallery_id,
            revision=expected_revision(request),
            **parsed(GalleryPatch, request.data),
        )
        return _one(request, gallery)

    @extend_schema(
        operation_id="deleteGallery", responses={200: DeletionAnswer, 202: DeletionAnswer}, parameters=[IF_MATCH]
    )
    def delete(self, request: Request, gallery_id: str) -> Response:
        """Delete a gallery with all its photos and files; 202 names the job that goes on with what takes longer."""
        deleted = galleries.delete(actor=actor_of(request), gallery_id=gallery_id, revision=expected_revision(request))
        totals = {"deletedObjects": deleted.objects, "deletedPhotos": deleted.photos}
        job = reverse("api-job", args=[deleted.job_id]) if deleted.job_id else None
        return Response({"galleryId": gallery_id, **totals, "job": job}, status=202 if job else 200)


class GalleryPhotos(APIView):
    """The ready photos of a gallery in their order; its owner sees private ones too."""

    @extend_schema(operation_id="listGalleryPhotos", parameters=[PageWish], responses=PhotoListAnswer)
    def get(self, request: Request, gallery_id: str) -> Response:
        wish = parsed(PageWish, request.query_params)
        actor = actor_of(request)
        found = galleries.get(actor=actor, gallery_id=gallery_id, cursor=wish["cursor"], size=wish["limit"])
        return listed("photos", photo_dicts(found.gallery, found.photos.items, actor), found.photos.next_cursor)


class GalleryOrder(APIView):
    """The order of a gallery's photos."""

    @extend_schema(operation_id="orderPhotos", request=NewOrder, responses=OrderAnswer)
    def put(self, request: Request, gallery_id: str) -> Response:
        wish, actor = parsed(NewOrder, request.data), actor_of(request)
        if "photoIds" in wish:
            placed = photos.arrange(actor=actor, gallery_id=gallery_id, photo_ids=wish["photoIds"])
            return Response(asdict(placed))
        photos.move(actor=actor, gallery_id=gallery_id, photo_id=wish["photoId"], after=wish["after"])
        return Response(asdict(photos.Placed(updated=1)))


def _one(request: Request, gallery: Gallery, status: int = 200, location: str = "") -> Response:
    shown: dict[str, Any] = gallery_dict(gallery, actor_of(request))
    return versioned(shown, gallery.revision, status, location)
