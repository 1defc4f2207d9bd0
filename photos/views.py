"""The pages visitors see of one photo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.identity import actor_of
from galleries.presentation import gallery_dict, photo_dicts
from gallery_project.errors import NotFound
from photos import services as photos
from ratings import services as ratings


def photo(request: HttpRequest, photo_id: str) -> HttpResponse:
    found, gallery = photos.get(actor=actor_of(request), photo_id=photo_id)
    (shown,) = photo_dicts(gallery, [found])
    context = {
        "photo": shown,
        "gallery": gallery_dict(gallery, actor_of(request)),
        "my_rating": ratings.read(actor=actor_of(request), photo_id=photo_id) or 0,
        "can_manage": actor_of(request).may_manage(gallery.owner),
        "absolute_url": request.build_absolute_uri(shown["url"]),
        "absolute_image_url": request.build_absolute_uri(reverse("photo-image", args=[photo_id])),
    }
    return render(request, "photos/photo.html", context)


def image(request: HttpRequest, photo_id: str) -> HttpResponse:
    """A stable address of the largest rendition, for og:image and the like: signed URLs expire, this does not."""
    found, gallery = photos.get(actor=actor_of(request), photo_id=photo_id)
    (shown,) = photo_dicts(gallery, [found])
    if not shown["fullSizeURL"]:
        raise NotFound("This photo has no picture yet.")
    return redirect(shown["fullSizeURL"])
