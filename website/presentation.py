"""What the front page shows of its summary, with everything asked again whether strangers may see it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from galleries.models import Gallery
from galleries.presentation import by_place, gallery_dict, photo_dicts
from photos import services as photos
from website import places, worldmap
from website.front import Key, Place, Summary

_NEWEST, _TOP = 12, 5  # photos on the front page
_LEAST_NEWEST = 5  # fewer look lost
_LEAST_OF_CONTINENT = 3  # galleries on the average; else headings would outweigh pictures


def front(summary: Summary) -> dict[str, Any]:
    """The parts of the front page below its opening picture; one read."""
    shown = photos.of_everybody(keys=list(dict.fromkeys([*summary.newest, *summary.top])))
    pairs = {(gallery.gallery_id, photo.photo_id): (photo, gallery) for photo, gallery in shown}
    newest, top = _those(pairs, summary.newest, _NEWEST), _those(pairs, summary.top, _TOP)
    return {
        "newest": _dicts(newest) if len(newest) >= _LEAST_NEWEST else [],
        "top": _rated(top),
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
    found = by_place(galleries)
    if len(galleries) >= _LEAST_OF_CONTINENT * len(found):
        return found
    return [{"name": "", "countries": [{"name": "", "galleries": [gallery_dict(each) for each in galleries]}]}]


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


def _those(pairs: dict[Key, photos.Shown], keys: Iterable[Key], most: int) -> list[photos.Shown]:
    return [pairs[key] for key in keys if key in pairs][:most]


def _dicts(shown: Iterable[photos.Shown]) -> list[dict[str, Any]]:
    return [photo_dicts(gallery, [photo])[0] | {"gallery": gallery_dict(gallery)} for photo, gallery in shown]


def _rated(shown: list[photos.Shown]) -> list[dict[str, Any]]:
    return [each | {"score": photo.score} for each, (photo, _) in zip(_dicts(shown), shown, strict=True)]
