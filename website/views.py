"""The front page, the pages of places, years and tags, and the search."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.actors import STRANGER
from accounts.identity import actor_of
from accounts.throttles import throttle_search
from galleries import services as galleries
from galleries.models import Gallery
from galleries.presentation import gallery_dict, photo_dicts
from gallery_project.errors import NotFound
from gallery_project.pagination import Page
from photos import services as photos
from website import front, presentation

PAGE_SIZE = 60
MOST_GALLERIES = 9  # that a search shows above its photos


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
    at = _number(request.GET.get("page", "1"))
    found = front.of_year(year, (at - 1) * PAGE_SIZE, PAGE_SIZE)
    context: dict[str, Any] = {
        "year": year,
        "number": found.years.get(year, 0),
        "around": presentation.years_around(found.years, year),
        "following": _following(page=at + 1 if found.has_more else ""),
    }
    return _shelf(request, "website/year.html", Page(found.galleries, ""), context, has_more=found.has_more)


def tag(request: HttpRequest, tag: str) -> HttpResponse:
    """Photos with this tag that strangers find, whoever asks. Raises NotFound where there is none."""
    throttle_search(request)
    cursor = request.GET.get("cursor", "")
    page = photos.listed(actor=STRANGER, filters=photos.Filters(tags=(tag,)), cursor=cursor)
    if not page.items and not page.next_cursor and not cursor:
        raise NotFound(_("No photo has this tag."))
    context = {"tag": tag, "cursor": cursor, "following": _following(cursor=page.next_cursor)}
    return render(request, "website/tag.html", context | {"photos": _photos(page)})


def search(request: HttpRequest) -> HttpResponse:
    """What strangers may find by words, and a tag too; a tag alone has a page of its own."""
    q, tag = request.GET.get("q", "").strip(), request.GET.get("tag", "").strip()
    if tag and not q:
        return redirect("tag", tag, permanent=True)
    context: dict[str, Any] = {"q": q, "tag": tag, "cursor": request.GET.get("cursor", "")}
    context |= _found(request, q, tag, context["cursor"]) if q else {}
    if not any(context.get(name) for name in ("photos", "galleries", "following")):
        summary = front.read()
        context |= {"years": summary.years, "tags": summary.tags}
    return render(request, "website/search.html", context)


def _found(request: HttpRequest, q: str, tag: str, cursor: str) -> dict[str, Any]:
    """A page of photos; above those of the first one the galleries of that name, place or year."""
    throttle_search(request)
    filters = photos.Filters(q=q, tags=(tag,) if tag else ())
    page = photos.listed(actor=actor_of(request), filters=filters, cursor=cursor)
    named = [] if tag or cursor else galleries.named(q=q, most=MOST_GALLERIES)
    return {
        "photos": _photos(page),
        "galleries": presentation.cards(named),
        "following": urlencode({"q": q, "tag": tag, "cursor": page.next_cursor}) if page.next_cursor else "",
    }


def _photos(page: Page[photos.Shown]) -> list[dict[str, Any]]:
    return [photo_dicts(gallery, [photo])[0] for photo, gallery in page.items]


def _shelf(
    request: HttpRequest, template: str, page: Page[Gallery], context: dict[str, Any], has_more: bool = False
) -> HttpResponse:
    """A page of galleries. Raises NotFound where there is none at all."""
    if not page.items and not page.next_cursor and not has_more:
        raise NotFound(_("There are no galleries here."))
    following = _following(cursor=page.next_cursor)
    return render(request, template, {"galleries": presentation.cards(page.items), "following": following} | context)


def _following(**parameters: Any) -> str:
    """The query of the next page; "" on the last one."""
    return urlencode(parameters) if all(parameters.values()) else ""


def _number(text: str) -> int:
    """The number of a page; what is none is the first."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1
