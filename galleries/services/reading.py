"""Lists of galleries, and one gallery with a page of its photos. Each list is one query of an index."""

from dataclasses import dataclass
from functools import partial

from accounts.actors import Actor
from galleries import lookup
from galleries.models import VISIBILITIES, Gallery
from gallery_project.errors import Invalid, NotAllowed
from gallery_project.pagination import Page
from gallery_project.tables import query_page
from photos import services as photos
from photos.models import Photo

PAGE_SIZE = 60


@dataclass(frozen=True)
class GalleryPage:
    """A gallery with one page of its photos."""

    gallery: Gallery
    photos: Page[Photo]


def get(*, actor: Actor, gallery_id: str, cursor: str = "") -> GalleryPage:
    """The gallery and the page of its photos at `cursor`: two reads, whatever its size. Raises NotFound, Invalid."""
    gallery = lookup.visible(actor, gallery_id)
    return GalleryPage(gallery, photos.page(actor=actor, gallery=gallery, cursor=cursor))


def managed(*, actor: Actor, gallery_id: str) -> Gallery:
    """The gallery for somebody who may change it. Raises NotFound, NotAllowed."""
    return lookup.managed(actor, gallery_id)


def on_shelf(*, cursor: str = "", size: int = PAGE_SIZE) -> Page[Gallery]:
    """The public galleries in their order. Raises Invalid for a foreign cursor."""
    return query_page(partial(Gallery.by_shelf.query, "public"), size, cursor, "shelf:public")


def at_place(*, continent: str, country: str = "", cursor: str = "", size: int = PAGE_SIZE) -> Page[Gallery]:
    """The public galleries of a continent, or of one country in it, by country and name."""
    within = Gallery.place.startswith(f"{country}#") if country else None
    query = partial(Gallery.by_place.query, continent, within)
    return query_page(query, size, cursor, f"place:{continent}/{country}")


def desk(*, actor: Actor, cursor: str = "", size: int = PAGE_SIZE) -> Page[Gallery]:
    """What the actor manages, in order: the own galleries, or for the site's staff all. Raises NotAllowed."""
    if not actor.is_photographer:
        raise NotAllowed("Only photographers have galleries of their own.")
    if actor.role == "admin":
        return _whole_site(cursor, size)
    query = partial(Gallery.by_owner.query, actor.user_id, filter_condition=Gallery.stays())
    return query_page(query, size, cursor, f"owner:{actor.user_id}")


def _whole_site(cursor: str, size: int) -> Page[Gallery]:
    """One shelf after the other, by at most one query of each; the cursor says on which shelf it goes on."""
    shelf, _, inner = cursor.partition("|")
    if shelf not in ("", *VISIBILITIES):
        raise Invalid("cursor", "This cursor does not belong to this list.")
    items: list[Gallery] = []
    for name in VISIBILITIES[VISIBILITIES.index(shelf or VISIBILITIES[0]) :]:
        query = partial(Gallery.by_shelf.query, name)
        page = query_page(query, size - len(items), inner, f"shelf:{name}")
        items, inner = items + page.items, ""
        if page.next_cursor or len(items) == size:
            return Page(items, f"{name}|{page.next_cursor}" if page.next_cursor else _next_shelf(name))
    return Page(items, "")


def _next_shelf(shelf: str) -> str:
    later = VISIBILITIES[VISIBILITIES.index(shelf) + 1 :]
    return f"{later[0]}|" if later else ""
