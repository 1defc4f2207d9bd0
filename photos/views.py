"""The page visitors see of one photo, and the addresses of its files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.identity import actor_of
from galleries.presentation import gallery_dict, photo_dicts
from gallery_project.errors import NotFound
from gallery_project.slugs import moved
from photos import services as photos
from ratings import services as ratings


def photo(request: HttpRequest, photo_id: str, slug: str = "") -> HttpResponse:
    actor, sort = actor_of(request), request.GET.get("sort", photos.OWN_ORDER)
    found, gallery = photos.get(actor=actor, photo_id=photo_id)
    around = photos.neighbours(actor=actor, photo=found, gallery=gallery, sort=sort)
    (shown,) = photo_dicts(gallery, [found], actor)
    previous, following = (photo_dicts(gallery, [each], actor)[0] if each else None for each in around)
    context = {
        "photo": shown,
        "previous": previous,
        "next": following,
        "sort": sort,
        "gallery": gallery_dict(gallery, actor),
        "my_rating": ratings.read(actor=actor, photo_id=photo_id) or 0,
        "can_manage": actor.may_manage(gallery.owner),
    }
    return moved(request, slug, shown["url"]) or render(request, "photos/photo.html", context)


def image(request: HttpRequest, photo_id: str) -> HttpResponse:
    """A stable address of the largest rendition, or with `?size=small` of that for lists: signed URLs expire."""
    found, gallery = photos.get(actor=actor_of(request), photo_id=photo_id)
    (shown,) = photo_dicts(gallery, [found])
    picture = shown["thumbnailURL" if request.GET.get("size") == "small" else "fullSizeURL"]
    if not picture:
        raise NotFound(_("This photo has no picture yet."))
    return redirect(picture)


@never_cache
def download(request: HttpRequest, photo_id: str) -> HttpResponse:
    """The photo as a file to keep: `?size=large` or `original`, or the best that the gallery allows."""
    url = photos.download(actor=actor_of(request), photo_id=photo_id, size=request.GET.get("size", ""))
    return redirect(url)
