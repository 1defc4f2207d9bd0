"""One gallery, and lists of galleries, each by one query of an index."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from pynamodb.pagination import ResultIterator

from accounts.actors import Actor, Scope
from galleries import lookup
from galleries.models import VISIBILITIES, Gallery
from gallery_project.errors import NotAllowed
from gallery_project.pagination import Page, chained
from gallery_project.tables import query_page
from gallery_project.together import read_together
from photos import services as photos
from photos import words
from photos.words import Term

PAGE_SIZE = 60
_SEARCHED = 1000  # galleries; about a megabyte, which is one query
_NAMING = ["galleryId", "name", "continent", "country", "years"]
Query = partial[ResultIterator[Gallery]]
Lists = dict[str, Query]  # by a name that the cursor carries


def find(*, actor: Actor, gallery_id: str) -> Gallery:
    """The gallery without its photos. Raises NotFound for what the actor may not see.

    The photos of an older gallery, of which nobody knows the number, are counted here, in memory only.
    """
    gallery = lookup.visible(actor, gallery_id)
    if gallery.layout is None:
        gallery.photo_count, gallery.ready_count = photos.count(gallery_id=gallery_id)
    return gallery


def managed(*, actor: Actor, gallery_id: str, scope: Scope = "manage") -> Gallery:
    """The gallery for somebody who may do to it what takes `scope`. Raises NotFound, NotAllowed."""
    return lookup.managed(actor, gallery_id, scope)


def workshop(*, actor: Actor, gallery_id: str) -> Gallery:
    """The gallery for somebody who may see what in it is not ready. Raises NotFound, NotAllowed."""
    return lookup.workshop(actor, gallery_id)


def on_shelf(*, cursor: str = "", size: int = PAGE_SIZE) -> Page[Gallery]:
    """The public galleries in their order. Raises Invalid for a foreign cursor."""
    return query_page(partial(Gallery.by_shelf.query, "public"), size, cursor, "shelf:public")


def public() -> Iterator[Gallery]:
    """Every public gallery, in order; as many queries as they fill pages of 1 MB."""
    return Gallery.by_shelf.query("public")


def named(*, q: str, most: int) -> list[Gallery]:
    """Of the first thousand public galleries those with all the words of a search in their own name, place or years.

    The index is only asked which they may be: each is read consistently before it is shown. `q` has a letter or digit.
    """
    terms = words.terms(q)
    candidates = Gallery.by_shelf.query("public", limit=_SEARCHED, attributes_to_get=_NAMING)
    ids = [gallery.gallery_id for gallery in islice((each for each in candidates if _fits(each, terms)), most)]
    found = {gallery.gallery_id: gallery for gallery in read_together({Gallery: [(each,) for each in ids]}).of(Gallery)}
    shown = [found[each] for each in ids if each in found]
    return [gallery for gallery in shown if gallery.visibility == "public" and _fits(gallery, terms)]


def _fits(gallery: Gallery, terms: Sequence[Term]) -> bool:
    text = " ".join((gallery.name, gallery.continent, gallery.country, *map(str, gallery.years)))
    return all(term.fits(words.of(text)) for term in terms)


def at_place(*, continent: str, country: str = "", cursor: str = "", size: int = PAGE_SIZE) -> Page[Gallery]:
    """The public galleries of a continent, or of one country in it, by country and name."""
    within = Gallery.place.startswith(f"{country}#") if country else None
    query = partial(Gallery.by_place.query, continent, within)
    page = query_page(query, size, cursor, f"place:{continent}/{country}")
    # Of “A” and “A#1”, both begin with “A#”.
    return Page([gallery for gallery in page.items if country in ("", gallery.country)], page.next_cursor)


def desk(*, actor: Actor, cursor: str = "", size: int = PAGE_SIZE) -> Page[Gallery]:
    """What the actor manages, in order: the own galleries, or for the site's staff all. Raises NotAllowed."""
    if not actor.is_photographer:
        raise NotAllowed(_("Only photographers have galleries of their own."))
    if actor.is_staff:
        return _chained(actor, _shelves(VISIBILITIES), cursor, size)
    query = partial(Gallery.by_owner.query, actor.user_id, filter_condition=Gallery.shows())
    return query_page(query, size, cursor, f"owner:{actor.user_id}")


def listed(*, actor: Actor, cursor: str = "", size: int = PAGE_SIZE) -> Page[Gallery]:
    """The public galleries and what else the actor may read, each page by sortOrder, then createdAt.

    Raises Invalid for a foreign cursor.
    """
    page = _chained(actor, _lists(actor), cursor, size)
    return Page(sorted(page.items, key=lambda gallery: (gallery.sort_order or 0, gallery.created_at)), page.next_cursor)


def count(*, actor: Actor) -> int:
    """How many galleries `listed` has in all."""
    return sum(_count(query) for query in _lists(actor).values())


def _count(query: Query) -> int:
    index: Any = query.func
    return int(index.__self__.count(*query.args, **query.keywords))


def _lists(actor: Actor) -> Lists:
    if not actor.may_read(actor.user_id):
        return _shelves(VISIBILITIES[:1])
    if actor.is_staff:
        return _shelves(VISIBILITIES)
    hidden = Gallery.shows() & (Gallery.shelf != "public")
    own = partial(Gallery.by_owner.query, actor.user_id, filter_condition=hidden)
    return {**_shelves(VISIBILITIES[:1]), "own": own}


def _shelves(visibilities: Sequence[str]) -> Lists:
    return {name: partial(Gallery.by_shelf.query, name) for name in visibilities}


def _chained(actor: Actor, lists: Lists, cursor: str, size: int) -> Page[Gallery]:
    """One list after the other, by at most one query of each."""
    parts = {name: partial(_part, query, f"galleries:{name}:{actor.user_id}") for name, query in lists.items()}
    return chained(parts, cursor, size)


def _part(query: Query, scope: str, cursor: str, size: int) -> Page[Gallery]:
    return query_page(query, size, cursor, scope)
