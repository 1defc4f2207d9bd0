"""The pages visitors see of one photo, and of those they look for."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.identity import actor_of
from accounts.throttles import throttle_search
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


def search(request: HttpRequest) -> HttpResponse:
    """What strangers may find by words or by a tag; nothing but the way to ask when neither is given."""
    q, tag = request.GET.get("q", "").strip(), request.GET.get("tag", "").strip()
    context: dict[str, object] = {"q": q, "tag": tag, "cursor": request.GET.get("cursor", "")}
    if q or tag:
        throttle_search(request)
        filters = photos.Filters(q=q, tags=(tag,) if tag else ())
        page = photos.listed(actor=actor_of(request), filters=filters, cursor=request.GET.get("cursor", ""))
        found = [photo_dicts(gallery, [photo])[0] for photo, gallery in page.items]
        following = urlencode({"q": q, "tag": tag, "cursor": page.next_cursor}) if page.next_cursor else ""
        context |= {"photos": found, "following": following}
    return render(request, "photos/search.html", context)
