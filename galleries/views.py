"""The pages visitors see of galleries."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.identity import actor_of
from galleries import presentation
from galleries import services as galleries


def home(request: HttpRequest) -> HttpResponse:
    page = galleries.on_shelf(cursor=request.GET.get("cursor", ""))
    continents = presentation.by_place(page.items)
    return render(request, "galleries/home.html", {"continents": continents, "next_cursor": page.next_cursor})


def gallery(request: HttpRequest, gallery_id: str) -> HttpResponse:
    cursor = request.GET.get("cursor", "")
    found = galleries.get(actor=actor_of(request), gallery_id=gallery_id, cursor=cursor)
    context = {
        "gallery": presentation.gallery_dict(found.gallery, actor_of(request)),
        "photos": presentation.photo_dicts(found.gallery, found.photos.items),
        "next_cursor": found.photos.next_cursor,
        "cursor": cursor,
        "can_manage": actor_of(request).may_manage(found.gallery.owner),
    }
    return render(request, "galleries/gallery.html", context)
