"""A gallery's photos in the order that a reader chose: page by page, and what lies before and behind one of them.

Each sort has two indexes of whole photos: one with what strangers see and one with all that is ready, so no page is
short for what may not be seen. They follow an edit within a moment; until then a page shows a photo as it was
before, also one that has just been hidden (docs/decisions/0016-sorts-and-scores.md).
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries.models import Gallery
from gallery_project import pagination
from gallery_project.errors import Invalid
from gallery_project.pagination import Page
from gallery_project.tables import query_page
from photos.models import Photo
from photos.services import older

PAGE_SIZE = 48
OWN_ORDER = "order"
BEFORE = "<"  # begins a cursor that leads backwards
Neighbours = tuple[Photo | None, Photo | None]  # the one before, the one behind


@dataclass(frozen=True)
class _Sort:
    """Strangers' index, the one of all that is ready, by which attribute they sort, and in which direction."""

    public: Any
    everything: Any
    by: str
    forward: bool = True

    def index(self, reads_all: bool) -> Any:
        return self.everything if reads_all else self.public

    def key(self, photo: Photo, reads_all: bool) -> pagination.Key | None:
        """The photo's place in the index; None when it is not in there."""
        names = {"galleryId", "photoId", "galleryId" if reads_all else "publicIn", self.by}
        item = photo.serialize()
        return {name: item[name] for name in names} if names <= item.keys() else None


_SORTS = {
    OWN_ORDER: _Sort(Photo.by_public, Photo.by_order, "sortOrder"),
    "date": _Sort(Photo.by_public_date, Photo.by_date, "dateOrder"),
    "-date": _Sort(Photo.by_public_date, Photo.by_date, "dateOrder", forward=False),
    "rating": _Sort(Photo.by_public_score, Photo.by_score, "score", forward=False),
}
SORTS = tuple(_SORTS)


def check_sort(sort: str) -> None:
    """Raises Invalid for what is none of SORTS."""
    if sort not in _SORTS:
        raise Invalid("sort", _("Photos are sorted by one of {sorts}.").format(sorts=", ".join(SORTS)))


def possible_sort(*, gallery: Gallery, sort: str, reads_all: bool) -> str:
    """`sort`, or the gallery's own order while the indexes do not know all of its photos.

    Strangers have no order by date where the gallery does not tell when its photos were taken.
    """
    tells_dates = gallery.show_exif or reads_all
    return sort if gallery.is_sortable and (tells_dates or _SORTS[sort].by != "dateOrder") else OWN_ORDER


def page(
    *, actor: Actor, gallery: Gallery, cursor: str = "", size: int = PAGE_SIZE, sort: str = OWN_ORDER
) -> Page[Photo]:
    """One page of the gallery's ready photos, by one query; private ones only for who may read all.

    With BEFORE, it ends before the cursor's place, and its `next_cursor` leads on to what is before it. Raises Invalid
    for another list's cursor.
    """
    reads_all = actor.may_read(gallery.owner)
    if gallery.layout is None:
        return older.page(gallery.gallery_id, reads_all, cursor, size)
    way, goes_back = _SORTS[sort], cursor.startswith(BEFORE)
    query = partial(way.index(reads_all).query, gallery.gallery_id, scan_index_forward=way.forward is not goes_back)
    found = query_page(query, size, cursor.removeprefix(BEFORE), _scope(gallery.gallery_id, sort, reads_all))
    if not goes_back:
        return found
    return Page(found.items[::-1], f"{BEFORE}{found.next_cursor}" if found.next_cursor else "")


def cursor_behind(*, photo: Photo, sort: str, reads_all: bool) -> str:
    """A cursor of the page that begins behind the photo; "" when the photo is not in this sort."""
    return pagination.encode(_SORTS[sort].key(photo, reads_all), _scope(photo.gallery_id, sort, reads_all))


def neighbours(*, actor: Actor, photo: Photo, gallery: Gallery, sort: str = OWN_ORDER) -> Neighbours:
    """The photos before and behind this one on its gallery's pages: two reads.

    None where there is none, and in a gallery that the older system wrote. Raises Invalid.
    """
    check_sort(sort)
    reads_all = actor.may_read(gallery.owner)
    sort = possible_sort(gallery=gallery, sort=sort, reads_all=reads_all)
    way = _SORTS[sort]
    key = None if gallery.layout is None else way.key(photo, reads_all)
    if key is None:
        return None, None
    query = partial(way.index(reads_all).query, gallery.gallery_id, limit=1, page_size=1, last_evaluated_key=key)
    before, behind = (next(iter(query(scan_index_forward=forward)), None) for forward in (not way.forward, way.forward))
    return before, behind


def _scope(gallery_id: str, sort: str, reads_all: bool) -> str:
    return f"photos:{gallery_id}:{sort}:{'all' if reads_all else 'public'}"
