"""The sitemap: an index of one file for the pages of the site and one or more for each public gallery; and robots.txt.

A file names at most 10,000 photos, since an answer of Lambda ends at 6 MB; the protocol itself would allow 50,000. They
have their short addresses, since keys are all that is read; these pages name the full ones.
"""

import math
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.caching import AN_HOUR
from gallery_project.errors import NotFound
from gallery_project.slugs import url_of
from photos import services as photos
from website import front

SIZE = 10_000
MOST_FILES = 5  # of one gallery: whatever page is asked for, it takes some ten queries of keys
_CLOSED = ("/manage/", "/accounts/", "/search/", "/language/", "/api/")


def index(request: HttpRequest) -> HttpResponse:
    """Every file of the sitemap. Reads as many queries as all public galleries fill pages of 1 MB."""
    parts = [reverse("page-sitemap"), *(part for gallery in galleries.public() for part in _parts(gallery))]
    return _answer(request, "index", {"parts": map(request.build_absolute_uri, parts)})


def of_pages(request: HttpRequest) -> HttpResponse:
    """Home, and each place and year that has a public gallery. One read."""
    return _answer(request, "urls", {"pages": [{"url": request.build_absolute_uri(path)} for path in _pages()]})


def of_gallery(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """A public gallery with its public photos, the `page`-th 10,000 of them. Raises NotFound for any other gallery."""
    gallery = galleries.find(actor=STRANGER, gallery_id=gallery_id)
    number = request.GET.get("page", "1")
    if gallery.visibility != "public" or number not in map(str, range(1, _number_of_parts(gallery) + 1)):
        raise NotFound(_("There is no such gallery."))
    start = (int(number) - 1) * SIZE
    found = photos.public_ids(gallery=gallery, start=start, stop=start + SIZE)
    pages = [{"url": request.build_absolute_uri(url_of("gallery", gallery_id, gallery.name))}] if start == 0 else []
    return _answer(request, "urls", {"pages": pages + [_entry(request, photo_id) for photo_id in found]})


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8", headers={"Cache-Control": AN_HOUR})


def _parts(gallery: Gallery) -> Iterator[str]:
    first = reverse("gallery-sitemap", args=[gallery.gallery_id])
    yield first
    yield from (f"{first}?page={number}" for number in range(2, _number_of_parts(gallery) + 1))


def _number_of_parts(gallery: Gallery) -> int:
    return min(max(1, math.ceil((gallery.photo_count or 0) / SIZE)), MOST_FILES)


def _pages() -> Iterator[str]:
    summary = front.read()
    yield reverse("home")
    named = [place for place in summary.places if place.continent]
    yield from dict.fromkeys(reverse("continent", args=[place.continent]) for place in named)
    yield from (reverse("country", args=[place.continent, place.country]) for place in named if place.country)
    yield from (reverse("year", args=[year]) for year in summary.years)


def _entry(request: HttpRequest, photo_id: str) -> dict[str, str]:
    page, image = (request.build_absolute_uri(reverse(name, args=[photo_id])) for name in ("photo", "photo-image"))
    return {"url": page, "image": image}


def _answer(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, f"sitemaps/{name}.xml", context, content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = AN_HOUR
    return response
