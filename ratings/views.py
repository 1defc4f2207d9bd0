"""The stars under a photo: a plain form, or a fragment for htmx."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import visitors
from accounts.actors import Actor
from accounts.addresses import is_path_here
from accounts.identity import actor_of
from accounts.throttles import throttle_changes
from galleries.presentation import photo_dicts
from gallery_project.errors import Invalid
from photos import services as photos
from ratings import services as ratings

WISHES = {"0", "1", "2", "3", "4", "5"}  # 0 takes back


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, photo_id: str) -> HttpResponse:
    """The reader's own stars; a POST gives 1..5 or takes back with 0.

    Who has no account gets a visitor's identity with the answer to a rating.
    """
    return _given(request, photo_id) if request.method == "POST" else _shown(request, photo_id)


def _shown(request: HttpRequest, photo_id: str) -> HttpResponse:
    """The fragment of these stars; whoever opens its address by hand is led to the photo."""
    actor = actor_of(request)
    fragment = _stars(request, actor, photo_id, ratings.read(actor=actor, photo_id=photo_id) or 0)
    response = fragment if "HX-Request" in request.headers else redirect("photo", photo_id)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _given(request: HttpRequest, photo_id: str) -> HttpResponse:
    wish = request.POST.get("rating", "")
    if wish not in WISHES:
        raise Invalid("rating", _("A rating is a whole number from 1 to 5."))
    throttle_changes(request)
    stars, actor = int(wish), actor_of(request)
    if stars:
        actor = actor if actor.user_id else visitors.welcome(request)
        ratings.rate(actor=actor, photo_id=photo_id, stars=stars)
    elif actor.user_id:
        ratings.take_back(actor=actor, photo_id=photo_id)
    response = _answer(request, actor, photo_id, stars)
    if actor.role == "visitor":
        visitors.remember(response, actor)
    return response


def _answer(request: HttpRequest, actor: Actor, photo_id: str, stars: int) -> HttpResponse:
    if "HX-Request" in request.headers:
        return _stars(request, actor, photo_id, stars)
    return _back(request, photo_id)


def _stars(request: HttpRequest, actor: Actor, photo_id: str, stars: int) -> HttpResponse:
    found, gallery = photos.get(actor=actor, photo_id=photo_id)
    (shown,) = photo_dicts(gallery, [found], actor)
    return render(request, "ratings/_stars.html", {"photo": shown, "my_rating": stars})


def _back(request: HttpRequest, photo_id: str) -> HttpResponse:
    wanted = request.POST.get("next", "")
    return HttpResponseRedirect(wanted) if is_path_here(wanted) else redirect("photo", photo_id)
