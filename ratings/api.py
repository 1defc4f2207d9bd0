"""The native API's doors to ratings; visitors without an account rate too."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import visitors
from accounts.actors import Actor
from accounts.identity import actor_of
from gallery_project.api import parsed
from photos import services as photos
from photos.models import Photo
from photos.presentation import rating_dict
from ratings import services as ratings
from ratings.serializers import RatingAnswer, Stars


class Rating(APIView):
    """A photo's stars, and yours. Whoever rates without an account gets a visitor's cookie with the answer."""

    permission_classes: list[type[BasePermission]] = []

    @extend_schema(operation_id="getRating", responses=RatingAnswer)
    def get(self, request: Request, photo_id: str) -> Response:
        """Show the sums, and your stars."""
        actor = actor_of(request)
        photo, _ = photos.get(actor=actor, photo_id=photo_id)
        return Response(_shown(photo, ratings.read(actor=actor, photo_id=photo_id)))

    @extend_schema(operation_id="ratePhoto", request=Stars, responses=RatingAnswer)
    def put(self, request: Request, photo_id: str) -> Response:
        """Give stars, in place of those that you gave before."""
        stars, actor = parsed(Stars, request.data)["rating"], _rater(request)
        response = Response(_shown(ratings.rate(actor=actor, photo_id=photo_id, stars=stars).photo, stars))
        if actor.role == "visitor":
            visitors.remember(response, actor)
        return response

    @extend_schema(operation_id="unratePhoto", responses={200: RatingAnswer})
    def delete(self, request: Request, photo_id: str) -> Response:
        """Take your stars back."""
        actor = actor_of(request)
        if actor.user_id:
            return Response(_shown(ratings.take_back(actor=actor, photo_id=photo_id).photo, None))
        photo, _ = photos.get(actor=actor, photo_id=photo_id)
        return Response(_shown(photo, None))


def _rater(request: Request) -> Actor:
    actor = actor_of(request)
    return actor if actor.user_id else visitors.welcome(request)


def _shown(photo: Photo, stars: int | None) -> dict[str, Any]:
    return {"photoId": photo.photo_id, **rating_dict(photo), "yours": stars}
