"""A photo's place in its gallery."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project.each import try_each
from gallery_project.errors import Conflict, Invalid, NotFound
from gallery_project.tables import can_be_id
from photos import changes, lookup
from photos.models import Photo
from photos.services.spacing import fitting, renumbered

MOST_PLACED = 1000  # by one call
MOST_ORDERED = 500  # photos that are dragged at once
_AT_ONCE = 8


@dataclass(frozen=True)
class Placed:
    """How many got their new place, and why which others did not."""

    updated: int = 0
    errors: list[dict[str, str]] = field(default_factory=list)


def arrange(*, actor: Actor, gallery_id: str, photo_ids: Sequence[str]) -> Placed:
    """Let these photos of one gallery take the places that they hold now, in the order given.

    What is not named stays where it is. Where two of them hold the same place, the gallery is numbered anew before.
    Raises Invalid, NotFound, NotAllowed, Conflict.
    """
    gallery = galleries.managed(actor, gallery_id)
    if len(set(photo_ids)) != len(photo_ids):
        raise Invalid("photoIds", _("Each photo once."))
    held = _places(gallery, photo_ids)
    if len(set(held.values())) != len(held):
        write(gallery.gallery_id, renumbered(gallery.gallery_id))
        held = _places(gallery, photo_ids)
    if len(set(held.values())) != len(held):
        raise _contended()
    wanted = dict(zip(photo_ids, sorted(held.values()), strict=True))
    moved = {photo_id: number for photo_id, number in wanted.items() if held[photo_id] != number}
    return place(actor=actor, gallery_id=gallery_id, places=moved)


def _places(gallery: Gallery, photo_ids: Sequence[str]) -> dict[str, float]:
    keys = [(gallery.gallery_id, photo_id) for photo_id in photo_ids if can_be_id(photo_id)]
    found = {photo.photo_id: photo for photo in Photo.batch_get(keys, consistent_read=True)}
    return {photo_id: _held(gallery, photo_id, found.get(photo_id)) for photo_id in photo_ids}


def _held(gallery: Gallery, photo_id: str, photo: Photo | None) -> float:
    if photo and photo.is_ready and photo.sort_order is None:
        need_order(gallery)
    if photo is None or photo.sort_order is None:
        raise Invalid("photoIds", _("{photo} is no ready photo of this gallery.").format(photo=photo_id[:100]))
    return photo.sort_order


def need_order(gallery: Gallery) -> None:
    """Raises Conflict for an older gallery, whose photos have no places yet."""
    if gallery.layout is None:
        raise Conflict(_("This gallery’s photos have no order yet. The site’s staff can run manage.py upgrade_tables."))


def place(*, actor: Actor, gallery_id: str, places: Mapping[str, float]) -> Placed:
    """Give photos of one gallery these places (any finite numbers; photos are shown in ascending order).

    One that cannot be placed is reported and does not stop the others. Raises Invalid, NotFound, NotAllowed.
    """
    gallery = galleries.managed(actor, gallery_id)
    check_places(places)
    return write(gallery.gallery_id, places)


def write(gallery_id: str, places: Mapping[str, float]) -> Placed:
    """`place` for a caller that may, and without its limit."""
    return tried("photoId", list(places), lambda photo_id: _put(gallery_id, photo_id, places[photo_id]))


def tried(name: str, ids: Sequence[str], do: Callable[[str], object], at_once: int = _AT_ONCE) -> Placed:
    """Do it to each of these; one to which it cannot be done is reported as {`name`: its id, "error": why}."""
    outcomes = zip(ids, try_each(do, ids, at_once), strict=True)
    errors = [{name: each, "error": why} for each, why in outcomes if why]
    return Placed(len(ids) - len(errors), errors)


def check_places(places: Mapping[str, float]) -> None:
    """Raises Invalid for too many at once, and for what is no place."""
    if len(places) > MOST_PLACED:
        raise Invalid("sortOrder", _("Up to {most} at a time.").format(most=MOST_PLACED))
    for number in places.values():
        checked_place(number)


def checked_place(number: float) -> float:
    """A place in an order. Raises Invalid for what is none."""
    if not (math.isfinite(number) and abs(number) <= 1e15):
        raise Invalid("sortOrder", _("A place is a number between -1e15 and 1e15."))
    return number


def _put(gallery_id: str, photo_id: str, number: float) -> None:
    photo = lookup.read(gallery_id, photo_id)
    if photo is None or not photo.is_ready:
        raise NotFound(_("There is no such ready photo in this gallery."))
    if photo.sort_order != number:  # older clients send the whole gallery after each drag
        changes.edited(photo, _placed(number))


def order(*, actor: Actor, gallery_id: str, photo_ids: Sequence[str], after: str | None) -> Placed:
    """Put these ready photos of one gallery, in the order given, behind another one of it; first when `after` is None.

    One write for each of them, unless there is no room for them there; none where they stand so already. One that
    cannot be placed is reported. Raises Invalid, NotFound, NotAllowed, Conflict.
    """
    gallery = galleries.managed(actor, gallery_id)
    moving = list(dict.fromkeys(photo_ids))
    if not 1 <= len(moving) <= MOST_ORDERED or after in moving:
        raise Invalid("photoIds", _("Up to {most} photos, and not behind themselves.").format(most=MOST_ORDERED))
    _places(gallery, moving)
    return write(gallery.gallery_id, fitting(gallery.gallery_id, moving, after))


def move(*, actor: Actor, photo_id: str, after: str | None, gallery_id: str | None = None) -> Photo:
    """Put a ready photo behind another one of its gallery, or first when `after` is None.

    One write: the place between two neighbours is their middle. Only when the neighbours touch do some more around
    them move. Raises NotFound when it is not in the gallery that the caller named, Invalid when either photo has no
    place in the order, Conflict.
    """
    photo, _gallery = lookup.managed(actor, photo_id)
    if gallery_id not in (None, photo.gallery_id):
        raise NotFound(_("There is no such photo in this gallery."))
    if photo.status != "ready" or after == photo.photo_id:
        raise Invalid("photoId", _("Only a ready photo can be moved, and not behind itself."))
    places = fitting(photo.gallery_id, [photo_id], after)
    place = places.pop(photo_id, None)
    if write(photo.gallery_id, places).errors:
        raise _contended()
    return photo if place is None else changes.edited(photo, _placed(place))


def _placed(place: float) -> changes.Edit:
    def edit(fresh: Photo) -> None:
        fresh.sort_order = place

    return edit


def _contended() -> Conflict:
    return Conflict(_("The order is being changed by somebody else. Please try again."))
