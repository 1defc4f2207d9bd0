"""Contract A, the gallery manager: one resource, `galleries`; the method and a query's `action` say what to do."""

from typing import Any

from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import Actor
from accounts.authentication import SignedInToChange
from accounts.identity import actor_of
from contracts import manager_photos, manager_ratings, manager_scans, names
from contracts.door import Door, body_of, checked, limit_of, needed
from contracts.manager_photos import gallery_id_in, placed
from contracts.manager_shapes import Change, GalleryOrder
from contracts.shapes import GalleryFields
from galleries import services as galleries
from galleries.models import Gallery
from galleries.presentation import gallery_dict
from gallery_project.errors import Invalid, NotFound
from photos import services as photos
from photos.models import Photo

_DEFAULT_GALLERIES = 500
_DEFAULT_PHOTOS = _MOST_PHOTOS = 1000  # older clients know no pages; the answer has to stay below Lambda's 6 MB


class RatingIsOpen(SignedInToChange):
    """Visitors without an account rate; nothing else here is open to them."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return request.query_params.get("action") == "rate_photo" or super().has_permission(request, view)


class Galleries(Door):
    permission_classes = [RatingIsOpen]
    parser_classes = [*Door.parser_classes, MultiPartParser]

    def get(self, request: Request) -> Response:
        return self._act(request, {"": _read, "get_photo_rating": manager_ratings.read})

    def post(self, request: Request) -> Response:
        return self._act(
            request,
            {
                "": _create,
                "upload_photos": manager_photos.upload,
                "get_upload_urls": manager_photos.upload_urls,
                "delete_photo": manager_photos.delete,
                "update_galleries_metadata": manager_scans.galleries_of_bucket,
                "update_GalleryPhotos": manager_scans.photos_of_bucket,
                "update_sort_order": _order_galleries,
                "update_photo_sort_order": manager_photos.order,
                "rate_photo": manager_ratings.rate,
            },
        )

    def put(self, request: Request) -> Response:
        return _change(request)

    def delete(self, request: Request) -> Response:
        return _delete(request)

    def _act(self, request: Request, actions: dict[str, Any]) -> Response:
        action = request.query_params.get("action", "")
        if action not in actions:
            raise Invalid("action", f"Known actions are {', '.join(sorted(filter(None, actions)))}.")
        return actions[action](request)  # type: ignore[no-any-return]


def _shown(actor: Actor, gallery: Gallery, limit: int = _DEFAULT_PHOTOS, cursor: str = "") -> dict[str, Any]:
    """The gallery with its photos; for its owner, those that are not ready come last."""
    page = photos.page(actor=actor, gallery=gallery, cursor=cursor, size=limit)
    found = page.items
    if actor.may_read(gallery.owner) and not page.next_cursor:
        found = found + photos.unfinished(actor=actor, gallery_id=gallery.gallery_id)
    shown = names.photos_of(gallery, found, actor)
    return {**gallery_dict(gallery, actor), "photos": shown, "nextCursor": page.next_cursor}


def _read(request: Request) -> Response:
    actor, cursor = actor_of(request), request.query_params.get("cursor", "")
    if "id" in request.query_params:
        gallery = galleries.find(actor=actor, gallery_id=gallery_id_in(request))
        return Response(_shown(actor, gallery, limit_of(request, _DEFAULT_PHOTOS, _MOST_PHOTOS), cursor))
    page = galleries.listed(actor=actor, cursor=cursor, size=limit_of(request, _DEFAULT_GALLERIES))
    whole = not cursor and not page.next_cursor
    return Response(
        {
            "galleries": [gallery_dict(gallery, actor) for gallery in page.items],
            "total": len(page.items) if whole else galleries.count(actor=actor),
            "lastUpdated": max((gallery.updated_at for gallery in page.items), default=None),
            "nextCursor": page.next_cursor,
        }
    )


def _create(request: Request) -> Response:
    fields = checked(GalleryFields, body_of(request))
    actor = actor_of(request)
    gallery = galleries.create(actor=actor, **fields)
    shown = {**gallery_dict(gallery, actor), "photos": []}
    return Response({"message": "The gallery is created.", "gallery": shown}, status=201)


def _change(request: Request) -> Response:
    body, actor = body_of(request), actor_of(request)
    gallery_id = needed(body, "galleryId", "id")
    fields = checked(Change, body)
    action = request.query_params.get("action") or fields.pop("action", "")
    if action not in ("", "update", "set_cover_photo"):
        raise Invalid("action", "The known action is set_cover_photo.")
    photo_id, renamed = fields.pop("photoId", ""), fields.pop("photos", [])
    if action == "set_cover_photo":
        fields, renamed = {}, []
        galleries.set_cover(actor=actor, gallery_id=gallery_id, photo_id=needed({"photoId": photo_id}, "photoId"))
    titles = {each["photoId"]: each["name"] for each in renamed}
    found = [_inside(actor, gallery_id, photo_id) for photo_id in titles]
    if fields:
        galleries.update(actor=actor, gallery_id=gallery_id, **fields)
    for photo in found:
        photos.update(actor=actor, photo_id=photo.photo_id, title=titles[photo.photo_id])
    gallery = galleries.managed(actor=actor, gallery_id=gallery_id)
    return Response({"message": "The gallery is updated.", "gallery": _shown(actor, gallery)})


def _inside(actor: Actor, gallery_id: str, photo_id: str) -> Photo:
    photo, gallery = photos.get_managed(actor=actor, photo_id=photo_id)
    if gallery.gallery_id != gallery_id:
        raise NotFound("There is no such photo in this gallery.")
    return photo


def _delete(request: Request) -> Response:
    """What takes longer than the request may is finished by itself; asking again tells, and goes on with it too."""
    deleted = galleries.delete(actor=actor_of(request), gallery_id=gallery_id_in(request))
    answer = {
        "message": "The gallery is being deleted." if deleted.job_id else "The gallery is deleted.",
        "s3DeletedObjects": deleted.objects,
        "ddbPhotosDeleted": deleted.photos,
        "ddbGalleryDeleted": not deleted.job_id,
    }
    if deleted.job_id:
        return Response({**answer, "jobId": deleted.job_id}, status=202)
    return Response(answer)


def _order_galleries(request: Request) -> Response:
    wanted = checked(GalleryOrder, body_of(request))["galleries"]
    places = {each["galleryId"]: each["sortOrder"] for each in wanted}
    return placed(galleries.place(actor=actor_of(request), places=places))
