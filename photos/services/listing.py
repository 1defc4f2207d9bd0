"""Photos of the whole site by owner, tag, place, year, stars and words: a few queries of rows, never a scan.

The rows only name candidates. What is shown is decided by the photos and galleries as they are at this moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pynamodb.pagination import ResultIterator

from accounts.actors import Actor
from galleries.models import Gallery
from gallery_project import pagination
from gallery_project.errors import Invalid
from gallery_project.pagination import Page
from gallery_project.tables import query_page
from photos import facets, lookup, words
from photos.facets import PUBLIC
from photos.models import Photo
from photos.rows import PhotoFacet
from photos.words import Term

MOST = 200
PAGE_SIZE = 60
LONGEST_QUERY = 200
MOST_TAGS = 10
_ROUNDS = 8  # of candidates; then the reader decides whether to look on
_LARGEST, _SMALLEST = 100, 25  # candidates in a round: what one BatchGetItem takes, and so that small pages advance

Shown = tuple[Photo, Gallery]
Candidate = PhotoFacet | Photo  # both say which gallery and which photo


@dataclass(frozen=True)
class Filters:
    """What a photo must have, all of it; `min_rating` is an average of stars, of `q` the last word may be cut short."""

    owner: str = ""
    tags: tuple[str, ...] = ()
    country: str = ""
    year: int | None = None
    min_rating: float | None = None
    q: str = ""


@dataclass(frozen=True)
class _Search:
    """The filters as facets, within what one audience may see; `driver` is what the index is asked for."""

    actor: Actor
    audience: str
    names: tuple[str, ...]  # the rarest kind first
    terms: tuple[Term, ...]
    min_rating: float

    @property
    def driver(self) -> Term | None:
        return max(self.terms, key=lambda term: len(term.text), default=None)

    def shows(self, candidate: Candidate, photo: Photo, gallery: Gallery) -> bool:
        """Whether the photo as it is now belongs into this list, and does so at this candidate's place."""
        now = facets.of(photo, gallery)
        return (
            now.answer(self.audience, self.names)
            and all(term.fits(now.words) for term in self.terms)
            and _average(photo) >= self.min_rating
            and lookup.may_see(self.actor, photo, gallery)
            and not (photo.has_expired or photo.is_away)
            and (isinstance(candidate, Photo) or candidate.entry == self._entry(photo, now.words))
        )

    def _entry(self, photo: Photo, having: frozenset[str]) -> str:
        """Of several words of a photo that begin alike, only the first one shows it."""
        driver = self.driver
        return facets.entry_of(photo, min(word for word in having if driver.fits({word})) if driver else "")


def listed(*, actor: Actor, filters: Filters, cursor: str = "", size: int = PAGE_SIZE) -> Page[Shown]:
    """Up to 200 photos with their galleries, the newest upload first; with `q`, first those with its very word.

    Everybody finds public photos in public galleries. Who names an owner whose things it may read finds all of
    that owner's, and without other filters also what is not ready. A page may be short, or empty with a cursor, when
    few of many candidates fit. Raises Invalid.
    """
    search = _search(actor, filters, size)
    query, key_names = _query(search, filters.owner)
    scope = f"listed:{search.audience}:{filters}"
    shown: list[Shown] = []
    for _ in range(_ROUNDS):
        missing = size - len(shown)
        page = query_page(query, min(max(missing, _SMALLEST), _LARGEST), cursor, scope)
        fitting = _fitting(search, page.items)
        shown += [found for _, found in fitting[:missing]]
        if len(fitting) > missing:
            return Page(shown, pagination.encode(_key(fitting[missing - 1][0], key_names), scope))
        cursor = page.next_cursor
        if not cursor or len(shown) == size:
            break
    return Page(shown, cursor)


def _search(actor: Actor, filters: Filters, size: int) -> _Search:
    terms = words.terms(filters.q)
    _check(filters, size, bool(terms))
    owns = bool(filters.owner) and actor.may_read(filters.owner)
    asked = [("tag", tag) for tag in filters.tags]
    asked += [] if owns else [("owner", filters.owner)]
    asked += [("country", filters.country), ("year", str(filters.year or ""))]
    names = [facets.named(kind, value) for kind, value in asked if value.strip()]
    audience = facets.personal(filters.owner) if owns else PUBLIC
    return _Search(actor, audience, tuple(names), tuple(terms), filters.min_rating or 0)


def _check(filters: Filters, size: int, has_words: bool) -> None:
    if not 1 <= size <= MOST:
        raise Invalid("limit", f"A number from 1 to {MOST}.")
    if len(filters.q) > LONGEST_QUERY or (filters.q and not has_words):
        raise Invalid("q", f"Up to {LONGEST_QUERY} characters, with a letter or digit among them.")
    if len(filters.tags) > MOST_TAGS:
        raise Invalid("tags", f"Up to {MOST_TAGS} tags at a time.")
    if len(filters.owner) > facets.LONGEST_VALUE:
        raise Invalid("owner", f"At most {facets.LONGEST_VALUE} characters.")
    if filters.year is not None and not 1 <= filters.year <= 9999:
        raise Invalid("year", "A year is a number from 1 to 9999.")


def _query(search: _Search, owner: str) -> tuple[partial[ResultIterator[Any]], tuple[str, ...]]:
    """The query of candidates, and the attributes of which its cursors are made."""
    if term := search.driver:
        beginning = PhotoFacet.entry.startswith(term.text if term.is_prefix else f"{term.text}#")
        facet = facets.hash_of(search.audience, f"word:{term.text}")
        return partial(PhotoFacet.query, facet, beginning), ("facet", "entry")
    if search.audience != PUBLIC and not search.names:
        own = partial(Photo.by_owner.query, owner, scan_index_forward=False)
        return own, ("ownerId", "uploadedAt", "galleryId", "photoId")
    facet = facets.hash_of(search.audience, search.names[0] if search.names else "all")
    return partial(PhotoFacet.query, facet), ("facet", "entry")


def _fitting(search: _Search, candidates: Sequence[Candidate]) -> list[tuple[Candidate, Shown]]:
    """Those that belong into the list, with what was found; read consistently, so that what was hidden is hidden."""
    keys = {(each.gallery_id, each.photo_id) for each in candidates}
    photos = {(each.gallery_id, each.photo_id): each for each in Photo.batch_get(keys, consistent_read=True)}
    ids = {gallery_id for gallery_id, _ in keys}
    galleries = {each.gallery_id: each for each in Gallery.batch_get(ids, consistent_read=True)}
    fitting: list[tuple[Candidate, Shown]] = []
    for candidate in candidates:
        photo, gallery = photos.get((candidate.gallery_id, candidate.photo_id)), galleries.get(candidate.gallery_id)
        if photo and gallery and search.shows(candidate, photo, gallery):
            fitting.append((candidate, (photo, gallery)))
    return fitting


def _key(candidate: Candidate, names: Sequence[str]) -> pagination.Key:
    item = candidate.serialize()
    return {name: item[name] for name in names}


def _average(photo: Photo) -> float:
    return photo.rating_sum / photo.rating_count if photo.rating_count else 0
