"""The pages visitors see of one photo, and of those they look for."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.identity import actor_of
from accounts.throttles import throttle_search
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


def search(request: HttpRequest) -> HttpResponse:
    """What strangers may find by words, and a tag too; a tag alone has a page of its own."""
    q, tag = request.GET.get("q", "").strip(), request.GET.get("tag", "").strip()
    if tag and not q:
        return redirect("tag", tag, permanent=True)
    context: dict[str, object] = {"q": q, "tag": tag, "cursor": request.GET.get("cursor", "")}
    if q:
        throttle_search(request)
        filters = photos.Filters(q=q, tags=(tag,) if tag else ())
        page = photos.listed(actor=actor_of(request), filters=filters, cursor=request.GET.get("cursor", ""))
        found = [photo_dicts(gallery, [photo])[0] for photo, gallery in page.items]
        following = urlencode({"q": q, "tag": tag, "cursor": page.next_cursor}) if page.next_cursor else ""
        context |= {"photos": found, "following": following}
    return render(request, "photos/search.html", context)
