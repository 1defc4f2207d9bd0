"""The trash: photos that nobody finds but their owner, who can bring them back for thirty days."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries.models import Gallery
from gallery_project.errors import Conflict, Invalid, NotFound
from gallery_project.pagination import Page
from gallery_project.trash import due
from photos import changes, facets, lookup
from photos.models import Photo
from photos.rows import PhotoFacet
from photos.services import away, candidates, hiding
from photos.services.deletion import remove
from photos.services.listing import Shown
from photos.services.ordering import Placed, tried

MOST_TRASHED = 1000  # by one call


def trash(*, actor: Actor, photo_ids: Sequence[str]) -> Placed:
    """Take these photos out of every list, page and count; addresses of their pictures open nothing any more.

    One that cannot be taken is reported ({"photoId", "error"}) and does not stop the others. Raises Invalid for more
    than 1000.
    """
    return _each(photo_ids, lambda photo_id: put_away(lookup.managed(actor, photo_id)[0]))


def put_away(photo: Photo, edit: changes.Edit = away.put_away) -> Photo:
    """`trash` for a caller that may, perhaps with an edit of its own around it. Raises NotFound, Conflict."""
    changed = hiding.hide(photo, edit)
    if not changed.is_trashed:
        raise Conflict(_("Only a ready photo can go into the trash."))
    return changed


def restore(*, actor: Actor, photo_ids: Sequence[str]) -> Placed:
    """Bring trashed photos back to where they were; errors and Invalid as for `trash`."""
    return _each(photo_ids, lambda photo_id: bring_back(find_trashed(actor=actor, photo_id=photo_id)[0]))


def bring_back(photo: Photo) -> Photo:
    """`restore` for a caller that may; one that is not in the trash stays as it is. Raises NotFound, Conflict."""
    return changes.edited(photo, away.bring_back)


def purge(*, actor: Actor, photo_ids: Sequence[str]) -> Placed:
    """Delete trashed photos for good; errors and Invalid as for `trash`."""
    return _each(photo_ids, lambda photo_id: _remove(find_trashed(actor=actor, photo_id=photo_id)[0]))


def find_trashed(*, actor: Actor, photo_id: str) -> tuple[Photo, Gallery]:
    """One of the actor's photos in the trash, and its gallery. Raises NotFound, NotAllowed."""
    photo, gallery = lookup.managed(actor, photo_id, or_trashed=True)
    if not photo.is_trashed:
        raise NotFound(_("There is no such photo in the trash."))
    return photo, gallery


def _remove(photo: Photo) -> None:
    """Unless it has come back since it was read, even if by now it is there again."""

    def check(fresh: Photo) -> None:
        if not fresh.is_trashed or fresh.trashed_at != photo.trashed_at:
            raise NotFound(_("There is no such photo in the trash."))

    remove(photo, check)


def _each(photo_ids: Sequence[str], do: Callable[[str], object]) -> Placed:
    distinct = list(dict.fromkeys(photo_ids))
    if len(distinct) > MOST_TRASHED:
        raise Invalid("photoIds", _("Up to {most} at a time.").format(most=MOST_TRASHED))
    return tried("photoId", distinct, do)


def trashed(*, actor: Actor, cursor: str = "", size: int = 60, until: str = "") -> Page[Shown]:
    """The trashed photos in the actor's galleries, for the site's staff all; the latest first.

    With `until` only those that were there at that moment (as it is stored). Raises Invalid, NotAllowed.
    """
    fits = partial(_was_trashed, until)
    return candidates.listed(actor=actor, name=facets.TRASH, fits=fits, cursor=cursor, size=size)


def _was_trashed(until: str, photo: Photo) -> bool:
    return photo.is_trashed and (not until or (photo.trashed_at or "") <= until)


def count_trashed(*, actor: Actor) -> int:
    """About how many photos are in the actor's trash. Raises NotAllowed."""
    return candidates.count(actor=actor, name=facets.TRASH)


def expired() -> Iterator[Photo]:
    """Photos that have been in the trash for too long, of the whole site. One query, of nothing else."""
    until = due()
    late = PhotoFacet.entry > facets.aged(until)
    for row in PhotoFacet.query(facets.hash_of(facets.STAFF, facets.TRASH), late):
        photo = lookup.read(row.gallery_id, row.photo_id)
        if photo and photo.is_trashed and (photo.trashed_at or "") < until:
            yield photo


def purge_expired(*, photo: Photo) -> bool:
    """Delete a photo whose time in the trash was over when it was read; whether it still was."""
    with suppress(NotFound):
        _remove(photo)
        return True
    return False
