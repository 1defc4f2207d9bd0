"""Photos by the rows that are there for somebody's care: few queries, and shown only what still belongs there."""

from collections.abc import Callable, Sequence
from functools import partial

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries.models import Gallery
from gallery_project.errors import Invalid, NotAllowed
from gallery_project.pagination import Page
from gallery_project.tables import query_page
from gallery_project.together import read_together
from photos import facets
from photos.models import Photo
from photos.rows import PhotoFacet
from photos.services.listing import Shown

MOST = 100
_ROUNDS = 8  # queries for one page; then the reader decides whether to look on

Fits = Callable[[Photo], bool]


def audience(actor: Actor) -> str:
    """Whose photos the actor takes care of: those in own galleries, the site's staff of all. Raises NotAllowed."""
    if not actor.is_photographer or not actor.may_read(actor.user_id):
        raise NotAllowed(_("Only photographers have photos of their own."))
    return facets.STAFF if actor.is_staff else facets.caring(actor.user_id)


def listed(*, actor: Actor, name: str, fits: Fits, cursor: str, size: int) -> Page[Shown]:
    """The actor's photos under this name of photos.facets, as far as they fit now. Raises Invalid, NotAllowed."""
    if not 1 <= size <= MOST:
        raise Invalid("limit", _("A number from 1 to {most}.").format(most=MOST))
    facet = facets.hash_of(audience(actor), name)
    shown: list[Shown] = []
    for _round in range(_ROUNDS):
        page = query_page(partial(PhotoFacet.query, facet), size - len(shown), cursor, facet)
        shown += [(photo, gallery) for photo, gallery in found(actor, page.items) if fits(photo)]
        cursor = page.next_cursor
        if not cursor or len(shown) == size:
            break
    return Page(shown, cursor)


def count(*, actor: Actor, name: str) -> int:
    """About how many the actor has under this name: a row may be of what is not there any more. Raises NotAllowed."""
    return PhotoFacet.count(facets.hash_of(audience(actor), name))


def found(actor: Actor, rows: Sequence[PhotoFacet]) -> list[Shown]:
    """The photos of these rows with their galleries, in this order.

    Without what is gone, in a trashed gallery, or in one that is not the actor's (any more).
    """
    keys = [(row.gallery_id, row.photo_id) for row in rows]
    there = read_together({Photo: keys, Gallery: [(gallery_id,) for gallery_id, _photo in keys]})
    own = (each for each in there.of(Gallery) if actor.may_read(each.owner))
    galleries = {each.gallery_id: each for each in own if not (each.is_going or each.is_trashed)}
    photos = {(each.gallery_id, each.photo_id): each for each in there.of(Photo) if not each.is_going}
    return [(photos[key], galleries[key[0]]) for key in keys if key in photos and key[0] in galleries]
