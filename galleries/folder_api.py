"""The native API's door for folders that become galleries."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.identity import actor_of
from galleries import services as galleries
from galleries.presentation import gallery_dict
from galleries.serializers import GalleryAnswer, NewGallery
from gallery_project.api import parsed, versioned


class Folders(APIView):
    """The galleries of folders."""

    @extend_schema(operation_id="openFolder", request=NewGallery, responses={200: GalleryAnswer, 201: GalleryAnswer})
    def post(self, request: Request) -> Response:
        """Answer your gallery of this name and place as it is, or make it."""
        actor = actor_of(request)
        gallery, is_new = galleries.open_folder(actor=actor, **parsed(NewGallery, request.data))
        address = reverse("api-gallery", args=[gallery.gallery_id])
        return versioned(gallery_dict(gallery, actor), gallery.revision, 201 if is_new else 200, address)
