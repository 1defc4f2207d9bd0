"""Contract A's ratings."""

from rest_framework.request import Request
from rest_framework.response import Response

from accounts import visitors
from contracts.door import acting, body_of, checked, needed
from contracts.manager_shapes import Rating
from photos import services as photos
from photos.presentation import rating_dict
from ratings import services as ratings


def rate(request: Request) -> Response:
    """1..5 rates, 0 takes back. Who has no account gets a visitor's identity with the answer."""
    wish = checked(Rating, body_of(request))
    actor = acting(request, wish)
    actor = actor if actor.user_id else visitors.welcome(request)
    if wish["rating"]:
        rated = ratings.rate(actor=actor, photo_id=wish["photoId"], stars=wish["rating"])
    else:
        rated = ratings.take_back(actor=actor, photo_id=wish["photoId"])
    answer = {"photoId": wish["photoId"], "userId": actor.user_id, "rating": wish["rating"], "action": rated.action}
    response = Response({"message": "The rating is saved.", **answer})
    if actor.role == "visitor":
        visitors.remember(response, actor)
    return response


def read(request: Request) -> Response:
    query = request.query_params.dict()
    actor, photo_id = acting(request, query), needed(query, "photoId")
    photo, _ = photos.get(actor=actor, photo_id=photo_id)
    sums = rating_dict(photo)
    return Response(
        {
            "photoId": photo_id,
            "totalRatings": sums["count"],
            "averageRating": sums["average"] or 0,
            "ratingDistribution": sums["distribution"],
            "userRating": ratings.read(actor=actor, photo_id=photo_id),
        }
    )
