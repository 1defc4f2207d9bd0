"""The front page, and the pages of places, years and tags."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.actors import STRANGER
from accounts.throttles import throttle_search
from galleries import services as galleries
from galleries.models import Gallery
from galleries.presentation import gallery_dict, photo_dicts
from gallery_project.errors import NotFound
from gallery_project.pagination import Page
from photos import services as photos
from website import front, presentation

PAGE_SIZE = 60


def home(request: HttpRequest) -> HttpResponse:
    cursor = request.GET.get("cursor", "")
    page = galleries.on_shelf(cursor=cursor)
    hero = None if cursor else presentation.opening(page.items)
    context = {
        "hero": gallery_dict(hero) if hero else None,
        "groups": presentation.groups([gallery for gallery in page.items if gallery is not hero]),
        "following": _following(cursor=page.next_cursor),
        "cursor": cursor,
    }
    context |= {} if cursor else presentation.front(front.read())
    return render(request, "website/home.html", context)


def continent(request: HttpRequest, continent: str) -> HttpResponse:
    found = [place for place in front.read().places if place.continent == continent]
    page = galleries.at_place(continent=continent, cursor=request.GET.get("cursor", ""))
    number = sum(place.galleries for place in found)
    return _shelf(request, "website/continent.html", page, {"continent": continent, "places": found, "number": number})


def country(request: HttpRequest, continent: str, country: str) -> HttpResponse:
    found = {(place.continent, place.country): place.galleries for place in front.read().places}
    page = galleries.at_place(continent=continent, country=country, cursor=request.GET.get("cursor", ""))
    context: dict[str, Any] = {"continent": continent, "country": country, "number": found.get((continent, country), 0)}
    return _shelf(request, "website/country.html", page, context)


def year(request: HttpRequest, year: int) -> HttpResponse:
    """The pages of a year are numbered: what has left the list since makes one short, never wrong."""
    number = _number(request.GET.get("page", "1"))
    found, more = front.of_year(year, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    context: dict[str, Any] = {"year": year, "following": _following(page=number + 1 if more else "")}
    return _shelf(request, "website/year.html", Page(found, ""), context, has_more=more)


def tag(request: HttpRequest, tag: str) -> HttpResponse:
    """Photos with this tag that strangers find, whoever asks. Raises NotFound where there is none."""
    throttle_search(request)
    cursor = request.GET.get("cursor", "")
    page = photos.listed(actor=STRANGER, filters=photos.Filters(tags=(tag,)), cursor=cursor)
    if not page.items and not page.next_cursor and not cursor:
        raise NotFound(_("No photo has this tag."))
    found = [photo_dicts(gallery, [photo])[0] for photo, gallery in page.items]
    context = {"tag": tag, "photos": found, "cursor": cursor, "following": _following(cursor=page.next_cursor)}
    return render(request, "website/tag.html", context)


def _shelf(
    request: HttpRequest, template: str, page: Page[Gallery], context: dict[str, Any], has_more: bool = False
) -> HttpResponse:
    """A page of galleries. Raises NotFound where there is none at all."""
    if not page.items and not page.next_cursor and not has_more:
        raise NotFound(_("There are no galleries here."))
    following = _following(cursor=page.next_cursor)
    shown = [gallery_dict(gallery) for gallery in page.items]
    return render(request, template, {"galleries": shown, "following": following} | context)


def _following(**parameters: Any) -> str:
    """The query of the next page; "" on the last one."""
    return urlencode(parameters) if all(parameters.values()) else ""


def _number(text: str) -> int:
    """The number of a page; what is none is the first."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1
