"""The trash of galleries: found by nobody but its owner, brought back as it was, and gone for good after 30 days."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import count, islice

from django.utils.translation import gettext as _

from accounts.actors import SYSTEM, Actor
from galleries import lookup
from galleries.models import TRASH, Gallery
from galleries.services import deletion
from galleries.services.deletion import Deleted
from galleries.services.editing import change, name_claim
from galleries.services.fields import assign
from gallery_project import claims
from gallery_project.errors import Conflict, NotAllowed, NotFound
from gallery_project.tables import Contended, iso, now

DAYS = 30
MOST_SHOWN = 1000


def trash(*, actor: Actor, gallery_id: str, revision: int | None = None) -> Gallery:
    """Move a gallery to the trash: nobody finds it or its photos any more, its name is free, no file is touched.

    With `revision` only if it is still the current one. Raises NotFound, NotAllowed, Stale.
    """
    return change(actor, gallery_id, revision, _away)


def _away(gallery: Gallery) -> None:
    gallery.trashed_at, gallery.trashed_from = iso(now()), gallery.visibility
    gallery.shelf, gallery.place = TRASH, None


def restore(*, actor: Actor, gallery_id: str, name: str = "") -> Gallery:
    """Bring a gallery back as it was, or under another name; one that is not in the trash stays as it is.

    Raises NotFound, NotAllowed, Invalid for a name that cannot be one, Conflict when another gallery has it by now.
    """
    gallery = lookup.managed(actor, gallery_id, or_trashed=True)
    return change(actor, gallery_id, None, partial(_back, name), or_trashed=True) if gallery.is_trashed else gallery


def _back(name: str, gallery: Gallery) -> None:
    if gallery.is_trashed:
        shelf = gallery.trashed_from or "private"
        gallery.trashed_at = gallery.trashed_from = None
        assign(gallery, {"name": name or gallery.name, "visibility": shelf})


def bring_back(gallery: Gallery) -> Gallery:
    """Restore a gallery for which something has arrived, under a name that is free. Raises Conflict."""
    try:
        return restore(actor=SYSTEM, gallery_id=gallery.gallery_id)
    except Contended:
        raise
    except Conflict:
        return restore(actor=SYSTEM, gallery_id=gallery.gallery_id, name=free_name(gallery))


def free_name(gallery: Gallery) -> str:
    """Its name, or with the first number behind it that makes it free at its place: "Iceland (2)"."""
    base, other = gallery.name[:190], Gallery(continent=gallery.continent, country=gallery.country)
    for number in count(1):
        other.name = gallery.name if number == 1 else f"{base} ({number})"
        if claims.holder_of(name_claim(other)) in (None, gallery.gallery_id):
            return str(other.name)
    raise AssertionError


def find_trashed(*, actor: Actor, gallery_id: str) -> Gallery:
    """A gallery that is in the actor's trash. Raises NotFound, NotAllowed."""
    gallery = lookup.managed(actor, gallery_id, or_trashed=True)
    if not gallery.is_trashed:
        raise NotFound(_("There is no such gallery in the trash."))
    return gallery


def trashed(*, actor: Actor) -> list[Gallery]:
    """The galleries in the actor's trash, for the site's staff in everybody's; the last one first, at most 1000."""
    if not actor.is_photographer:
        raise NotAllowed(_("Only photographers have galleries of their own."))
    if actor.is_staff:
        found = iter(Gallery.by_shelf.query(TRASH))
    else:
        found = iter(Gallery.by_owner.query(actor.user_id, filter_condition=Gallery.shelf == TRASH))
    return sorted(islice(found, MOST_SHOWN), key=lambda gallery: gallery.trashed_at or "", reverse=True)


def purge(*, actor: Actor, gallery_id: str) -> Deleted:
    """Delete a gallery of the trash for good, as `delete` does. Raises NotFound, NotAllowed."""
    find_trashed(actor=actor, gallery_id=gallery_id)
    return deletion.delete(actor=actor, gallery_id=gallery_id, from_trash=True)


def days_left(gallery: Gallery) -> int:
    """Whole days until it is deleted for good, at least 0."""
    end = datetime.fromisoformat(gallery.trashed_at or iso(now())) + timedelta(days=DAYS)
    return max(0, -(-(end - now()) // timedelta(days=1)))


def expired() -> Iterator[Gallery]:
    """What has been in the trash for 30 days. One query, of nothing but the trash."""
    until = iso(now() - timedelta(days=DAYS))
    yield from Gallery.by_shelf.query(TRASH, filter_condition=Gallery.trashed_at < until)
