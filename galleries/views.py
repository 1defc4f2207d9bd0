"""The pages visitors see of galleries."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from accounts.identity import actor_of
from galleries import layouts, presentation
from galleries import services as galleries
from gallery_project.errors import NotFound
from gallery_project.slugs import moved
from photos import services as photos


def gallery(request: HttpRequest, gallery_id: str, slug: str = "") -> HttpResponse:
    actor, cursor, at = actor_of(request), request.GET.get("cursor", ""), request.GET.get("photo", "")
    sort = request.GET.get("sort", photos.OWN_ORDER)
    found = galleries.get(actor=actor, gallery_id=gallery_id, cursor=cursor, sort=sort, at=at)
    shown = presentation.gallery_dict(found.gallery, actor)
    context = {
        "gallery": shown,
        "photos": presentation.photo_dicts(found.gallery, found.photos.items, actor),
        "open_photo": found.opened,
        "sort": found.sort,
        "sorts": presentation.sorts(found.gallery, found.sort, actor),
        "next_cursor": found.photos.next_cursor,
        "next_url": presentation.page_url(shown["url"], found.sort, found.photos.next_cursor),
        "earlier_url": presentation.page_url(shown["url"], found.sort, found.earlier),
        "first_url": presentation.page_url(shown["url"], found.sort) if cursor or found.earlier else "",
        "cursor": cursor,
        "can_manage": actor.may_manage(found.gallery.owner),
        "layout": layouts.LAYOUT.made(request),
        "layouts": layouts.choices(request),
    }
    return moved(request, slug, shown["url"]) or _page(request, context)


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """All of the page, or for htmx what joins the page that the reader has."""
    is_joining = "HX-Request" in request.headers
    response = render(request, "photos/_page.html" if is_joining else "galleries/gallery.html", context)
    layouts.LAYOUT.remember(request, response)
    patch_vary_headers(response, ["HX-Request"])
    return response


def cover(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """A stable address of the cover's largest rendition, as photos.views.image is one of a photo's."""
    found = galleries.find(actor=actor_of(request), gallery_id=gallery_id)
    shown = presentation.gallery_dict(found)
    picture = shown["cover"]["fullSizeURL"] if shown["cover"] else shown["coverPhotoURL"]
    if not picture:
        raise NotFound(_("This gallery has no cover yet."))
    return redirect(picture)
