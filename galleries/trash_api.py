"""The native API's doors to the trash of galleries; DELETE on a gallery goes past it, for good."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.identity import actor_of
from galleries import services as galleries
from galleries.presentation import gallery_dict
from galleries.serializers import GalleryAnswer
from gallery_project.api import ETAG, IF_MATCH, parsed, versioned
from gallery_project.fields import Text, Whole
from gallery_project.preconditions import expected_revision
from gallery_project.trash import days_left


class NewName(serializers.Serializer[Any]):
    name = Text(required=False, default="", max_length=200, help_text="Another name, where its own is taken by now.")


@extend_schema_serializer(component_name="TrashedGallery")
class TrashAnswer(serializers.Serializer[Any]):
    galleryId = Text()
    trashedAt = Text()
    daysLeft = Whole(help_text="Until it is deleted for good.")


class GalleryTrash(APIView):
    """The way into the trash."""

    @extend_schema(operation_id="trashGallery", request=None, responses=TrashAnswer, parameters=[IF_MATCH])
    def post(self, request: Request, gallery_id: str) -> Response:
        """Move a gallery to the trash, from which it can be restored for 30 days; until then nobody finds it."""
        gallery = galleries.trash(actor=actor_of(request), gallery_id=gallery_id, revision=expected_revision(request))
        left = days_left(gallery.trashed_at)
        return Response({"galleryId": gallery_id, "trashedAt": gallery.trashed_at, "daysLeft": left})


class GalleryRestoration(APIView):
    """The way back."""

    @extend_schema(operation_id="restoreGallery", request=NewName, responses=GalleryAnswer, parameters=[ETAG])
    def post(self, request: Request, gallery_id: str) -> Response:
        """Bring a gallery back from the trash; one that is not there stays as it is."""
        actor = actor_of(request)
        gallery = galleries.restore(actor=actor, gallery_id=gallery_id, **parsed(NewName, request.data))
        shown: dict[str, Any] = gallery_dict(gallery, actor)
        return versioned(shown, gallery.revision)
