"""The trash: photos that nobody finds but their owner, who can bring them back for thirty days."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.actors import Actor
from gallery_project.errors import Conflict, Invalid, NotFound
from gallery_project.pagination import Page
from gallery_project.tables import iso, now
from photos import changes, facets, lookup
from photos.models import Photo
from photos.rows import PhotoFacet
from photos.services import away, candidates, hiding
from photos.services.deletion import remove
from photos.services.listing import Shown
from photos.services.ordering import Placed, attempt, collected

KEPT = timedelta(days=30)
MOST_TRASHED = 1000  # by one call
_AT_ONCE = 8


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
    return _each(photo_ids, lambda photo_id: bring_back(_own(actor, photo_id)))


def bring_back(photo: Photo) -> Photo:
    """`restore` for a caller that may; one that is not in the trash stays as it is. Raises NotFound, Conflict."""
    return changes.edited(photo, away.bring_back)


def purge(*, actor: Actor, photo_ids: Sequence[str]) -> Placed:
    """Delete trashed photos for good; errors and Invalid as for `trash`."""
    return _each(photo_ids, lambda photo_id: _remove(_own(actor, photo_id)))


def _own(actor: Actor, photo_id: str) -> Photo:
    photo, _gallery = lookup.managed(actor, photo_id, or_trashed=True)
    if not photo.is_trashed:
        raise NotFound(_("There is no such photo in the trash."))
    return photo


def _remove(photo: Photo) -> None:
    """Unless it has come back a moment ago."""

    def mark(fresh: Photo) -> None:
        if not fresh.is_trashed:
            raise NotFound(_("There is no such photo in the trash."))
        fresh.status = "deleting"

    remove(photo, mark)


def _each(photo_ids: Sequence[str], do: Callable[[str], object]) -> Placed:
    distinct = list(dict.fromkeys(photo_ids))
    if len(distinct) > MOST_TRASHED:
        raise Invalid("photoIds", _("Up to {most} at a time.").format(most=MOST_TRASHED))
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return collected(list(threads.map(partial(_try, do, get_language()), distinct)))


def _try(do: Callable[[str], object], language: str | None, photo_id: str) -> dict[str, str] | None:
    with override(language):
        return attempt({"photoId": photo_id}, partial(do, photo_id))


def trashed(*, actor: Actor, cursor: str = "", size: int = 60) -> Page[Shown]:
    """The actor's own trashed photos with their galleries, for the site's staff all; the latest first.

    Raises Invalid, NotAllowed.
    """
    return candidates.listed(actor=actor, name=facets.TRASH, fits=_is_trashed, cursor=cursor, size=size)


def _is_trashed(photo: Photo) -> bool:
    return photo.is_trashed


def days_left(photo: Photo) -> int:
    """Whole days until a trashed photo is deleted for good; 0 when it is due."""
    return max(0, (away.since(photo) + KEPT - now()).days)


def expired() -> Iterator[Photo]:
    """Photos that have been in the trash for too long, of the whole site. One query, of nothing else."""
    until = iso(now() - KEPT)
    late = PhotoFacet.entry > facets.aged(until)
    for row in PhotoFacet.query(facets.hash_of(facets.STAFF, facets.TRASH), late):
        photo = lookup.read(row.gallery_id, row.photo_id)
        if photo and photo.is_trashed and away.since(photo) + KEPT < now():
            yield photo


def purge_expired(*, photo: Photo) -> None:
    """Delete a photo whose time in the trash is over."""
    _remove(photo)
