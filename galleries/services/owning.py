"""What a photographer manages, as one list in memory: bounded, filtered, sorted, a page of it at a time."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.actors import Actor
from galleries.models import Gallery
from galleries.services.reading import desk

MOST = 2000  # galleries; a megabyte holds about a thousand
PAGE_SIZE = 60
_READ = 500


@dataclass(frozen=True)
class Own:
    """The galleries that the actor manages, in their order; `is_all` is false when there are more."""

    galleries: list[Gallery]
    is_all: bool


@dataclass(frozen=True)
class Wish:
    """Which galleries to show; "" is any. `sort` is one of SORTS, with a minus before it the other way round."""

    q: str = ""
    visibility: str = ""
    continent: str = ""
    country: str = ""
    year: int | None = None
    sort: str = "order"
    page: int = 1


@dataclass(frozen=True)
class Neighbours:
    """Ids of the galleries around one: the second and the first before it, and the next."""

    above: str | None
    before: str | None
    next: str | None


@dataclass(frozen=True)
class Table:
    """One page of the galleries that were wished for, and what can be wished for."""

    found: list[Gallery]  # on all pages
    page: int
    own: Own

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.found) // PAGE_SIZE))

    @property
    def galleries(self) -> list[Gallery]:
        """Those on this page."""
        return self.found[self._first : self._first + PAGE_SIZE]

    @property
    def neighbours(self) -> list[Neighbours]:
        """Of each on this page, behind which galleries it comes by a step up or down."""
        ids = [None, None, *(gallery.gallery_id for gallery in self.found), None]
        steps = range(self._first, self._first + len(self.galleries))
        return [Neighbours(ids[at], ids[at + 1], ids[at + 3]) for at in steps]

    @property
    def _first(self) -> int:
        return (self.page - 1) * PAGE_SIZE

    @property
    def continents(self) -> list[str]:
        return sorted({gallery.continent for gallery in self.own.galleries}, key=_letters)

    @property
    def countries(self) -> list[str]:
        return sorted({gallery.country for gallery in self.own.galleries}, key=_letters)

    @property
    def years(self) -> list[int]:
        return sorted({year for gallery in self.own.galleries for year in gallery.years}, reverse=True)


def own(*, actor: Actor) -> Own:
    """All that the actor manages, up to 2000 galleries. Raises NotAllowed."""
    galleries: list[Gallery] = []
    cursor = ""
    while len(galleries) < MOST:
        page = desk(actor=actor, cursor=cursor, size=_READ)
        galleries += page.items
        cursor = page.next_cursor
        if not cursor:
            break
    return Own(sorted(galleries, key=_SORTS["order"]), not cursor)


def table(*, actor: Actor, wish: Wish) -> Table:
    """The galleries that fit, sorted, sixty at a time. Raises NotAllowed."""
    every = own(actor=actor)
    fitting = _sorted([gallery for gallery in every.galleries if _fits(gallery, wish)], wish.sort)
    asked = Table(fitting, max(1, wish.page), every)
    return asked if asked.page <= asked.pages else Table(fitting, asked.pages, every)


def _fits(gallery: Gallery, wish: Wish) -> bool:
    text = _letters(" ".join([gallery.name, gallery.country, gallery.continent, *map(str, gallery.years)]))
    return (
        all(word in text for word in _letters(wish.q).split())
        and wish.visibility in ("", gallery.visibility)
        and wish.continent in ("", gallery.continent)
        and wish.country in ("", gallery.country)
        and (wish.year is None or wish.year in gallery.years)
    )


def _letters(text: str) -> str:
    """Without case and accents, as people look for it."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


_SORTS: dict[str, Callable[[Gallery], Any]] = {
    "order": lambda gallery: (gallery.sort_order or 0, gallery.gallery_id),
    "name": lambda gallery: _letters(gallery.name),
    "place": lambda gallery: tuple(map(_letters, (gallery.continent, gallery.country, gallery.name))),
    "years": lambda gallery: (gallery.years, _letters(gallery.name)),
    "photos": lambda gallery: gallery.all_photos,
    "visibility": lambda gallery: gallery.visibility,
    "updated": lambda gallery: gallery.updated_at,
}
SORTS = tuple(_SORTS)


def _sorted(galleries: Sequence[Gallery], sort: str) -> list[Gallery]:
    key = _SORTS.get(sort.removeprefix("-"), _SORTS["order"])
    return sorted(galleries, key=key, reverse=sort.startswith("-"))
