"""What the front page shows of its summary, with everything asked again whether strangers may see it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from galleries.models import Gallery
from galleries.presentation import gallery_dict, photo_dicts
from photos import services as photos
from website import places, worldmap
from website.front import Key, Place, Summary

_NEWEST, _TOP = 12, 5  # photos on the front page
_LEAST_NEWEST, _LEAST_TOP = 5, 3  # fewer look lost
_NEIGHBOURS = 3  # years on either side
_LEAST_OF_CONTINENT = 3  # galleries on the average; else headings would outweigh pictures


def front(summary: Summary) -> dict[str, Any]:
    """The parts of the front page below its opening picture; one read."""
    shown = photos.of_everybody(keys=list(dict.fromkeys([*summary.newest, *summary.top])))
    pairs = {(gallery.gallery_id, photo.photo_id): (photo, gallery) for photo, gallery in shown}
    newest, top = _those(pairs, summary.newest, _NEWEST), _those(pairs, summary.top, _TOP)
    return {
        "newest": _dicts(newest) if len(newest) >= _LEAST_NEWEST else [],
        "top": _dicts(top) if len(top) >= _LEAST_TOP else [],
        "map": world_map(summary.places),
        "continents_known": by_continent(summary.places),
        "years": summary.years,
        "tags": summary.tags,
    }


def opening(galleries: Iterable[Gallery]) -> Gallery | None:
    """The gallery whose cover opens the page: the first that has one."""
    return next((gallery for gallery in galleries if gallery.cover or gallery.cover_photo_url), None)


def groups(galleries: list[Gallery]) -> list[dict[str, Any]]:
    """Galleries by continent; all as one group without a name where most continents have but one or two."""
    ordered = sorted(galleries, key=lambda gallery: (gallery.continent, gallery.country))
    found = [_group(name, list(within)) for name, within in groupby(ordered, key=lambda gallery: gallery.continent)]
    if len(galleries) >= _LEAST_OF_CONTINENT * len(found):
        return found
    return [{"name": "", "countries": [], "galleries": cards(galleries)}]


def cards(galleries: Iterable[Gallery]) -> list[dict[str, Any]]:
    """Galleries as a page shows them, those without a picture last."""
    return sorted(map(gallery_dict, galleries), key=lambda gallery: not gallery["coverPhotoURL"])


def years_around(years: dict[int, int], year: int) -> dict[int, int]:
    """Of all years with their galleries this one and its neighbours, in their order; {} where there is no other."""
    every = list(years)
    at = every.index(year) if year in years else 0
    around = every[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS + 1]
    return {each: years[each] for each in around} if len(around) > 1 else {}


def by_continent(found: Iterable[Place]) -> list[dict[str, Any]]:
    """Continents with their countries."""
    return [
        {"name": name, "countries": list(within)} for name, within in groupby(found, key=lambda place: place.continent)
    ]


def world_map(found: Iterable[Place]) -> dict[str, Any]:
    """The outlines to draw; {} when no place is a country that we know."""
    largest = sorted(found, key=lambda place: place.galleries)  # of several names of one country, the last wins
    known = {code: place for place in largest if (code := places.code_of(place.country))}
    world = worldmap.world()
    shapes = [
        {"place": place, "path": world.countries.get(code, ""), "dot": world.dots.get(code)}
        for code, place in sorted(known.items(), key=lambda pair: pair[1].country)
        if code in world.countries or code in world.dots
    ]
    return {"width": worldmap.WIDTH, "height": world.height, "land": world.land, "shapes": shapes} if shapes else {}


def _group(continent: str, galleries: list[Gallery]) -> dict[str, Any]:
    """Galleries of one continent, in the order of its countries."""
    countries = list(dict.fromkeys(gallery.country for gallery in galleries))
    return {"name": continent, "countries": countries, "galleries": cards(galleries)}


def _those(pairs: dict[Key, photos.Shown], keys: Iterable[Key], most: int) -> list[photos.Shown]:
    return [pairs[key] for key in keys if key in pairs][:most]


def _dicts(shown: Iterable[photos.Shown]) -> list[dict[str, Any]]:
    return [photo_dicts(gallery, [photo])[0] | {"gallery": gallery_dict(gallery)} for photo, gallery in shown]
