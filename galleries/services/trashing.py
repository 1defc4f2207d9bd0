"""The trash of galleries: found by nobody but its owner, brought back as it was, and gone for good after 30 days."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import count, islice

from django.utils.translation import gettext as _

from accounts.actors import SYSTEM, Actor
from galleries import lookup
from galleries.models import TRASH, Gallery
from galleries.services import deletion
from galleries.services.deletion import Deleted
from galleries.services.editing import change, name_claim
from galleries.services.fields import Fields, assign
from gallery_project import claims
from gallery_project.errors import Conflict, NotAllowed, NotFound
from gallery_project.tables import Contended, iso, now
from gallery_project.trash import due

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
    return _restored(actor, gallery_id, name)


def _restored(actor: Actor, gallery_id: str, name: str = "", shelf: str = "") -> Gallery:
    gallery, edit = lookup.managed(actor, gallery_id, or_trashed=True), partial(_back, name, shelf)
    return change(actor, gallery_id, None, edit, or_trashed=True) if gallery.is_trashed else gallery


def _back(name: str, shelf: str, gallery: Gallery) -> None:
    if gallery.is_trashed:
        named: Fields = {"name": name} if name else {}
        back: Fields = {"visibility": shelf or gallery.trashed_from or "private", **named}
        gallery.trashed_at = gallery.trashed_from = None
        assign(gallery, back)


def bring_back(gallery: Gallery) -> Gallery:
    """Restore a gallery for which something has arrived, private and under a name that is free. Raises Conflict.

    Nothing of what somebody has put into the trash becomes public unless a person says so.
    """
    try:
        return _restored(SYSTEM, gallery.gallery_id, shelf="private")
    except Contended:
        raise
    except Conflict:
        return _restored(SYSTEM, gallery.gallery_id, free_name(gallery), "private")


def ready_for(gallery: Gallery, arrived: datetime) -> Gallery:
    """The gallery for a file of this time: out of the trash if the file has come since, or it would go with it.

    S3 tells whole seconds, so one of the same second counts as later. Raises Conflict.
    """
    since = datetime.fromisoformat(gallery.trashed_at or iso(now()))
    return bring_back(gallery) if gallery.is_trashed and arrived >= since.replace(microsecond=0) else gallery


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
    """The galleries in the actor's trash, for the site's staff in everybody's; the last one first, at most 1000.

    Raises NotAllowed.
    """
    if not actor.is_photographer:
        raise NotAllowed(_("Only photographers have galleries of their own."))
    if actor.is_staff:
        found = iter(Gallery.by_shelf.query(TRASH))
    else:
        found = iter(Gallery.by_owner.query(actor.user_id, filter_condition=Gallery.shelf == TRASH))
    return sorted(islice(found, MOST_SHOWN), key=lambda gallery: gallery.trashed_at or "", reverse=True)


def purge(*, actor: Actor, gallery_id: str) -> Deleted:
    """Delete a gallery of the trash for good, as `delete` does. Raises NotFound, NotAllowed."""
    gallery = find_trashed(actor=actor, gallery_id=gallery_id)
    return deletion.delete(actor=actor, gallery_id=gallery_id, trashed_at=gallery.trashed_at or "")


def expired() -> Iterator[Gallery]:
    """What has been in the trash for 30 days. One query, of nothing but the trash."""
    yield from Gallery.by_shelf.query(TRASH, filter_condition=Gallery.trashed_at < due())


def purge_expired(gallery: Gallery) -> None:
    """Begin to delete a gallery whose time in the trash was over when it was read, unless it has come back since."""
    with suppress(NotFound):
        deletion.begin(SYSTEM, gallery.gallery_id, trashed_at=gallery.trashed_at or "")
