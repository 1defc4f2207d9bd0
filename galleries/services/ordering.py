"""The order in which galleries are shown."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries import lookup
from galleries.models import Gallery
from galleries.services.editing import Edit, change
from galleries.services.owning import own
from gallery_project.errors import Invalid
from photos.services.ordering import Placed, check_places, tried

_GAP = 1000  # a new gallery's place is the time at which it was made, in milliseconds


def place(*, actor: Actor, places: Mapping[str, float]) -> Placed:
    """Give galleries (by id) these places, any finite numbers; they are shown in ascending order.

    One that cannot be placed is reported and does not stop the others. Raises Invalid.
    """
    check_places(places)
    return tried("galleryId", list(places), lambda each: change(actor, each, None, _placed(places[each])), at_once=1)


def _placed(number: float) -> Edit:
    def edit(gallery: Gallery) -> None:
        gallery.sort_order = number

    return edit


def move(*, actor: Actor, gallery_id: str, after: str | None) -> None:
    """Put a gallery behind another one that the actor manages, or first when `after` is None.

    One write: the place between two neighbours is their middle. Where they touch, those behind move on as far as they
    must. Raises NotFound, NotAllowed, and Invalid when `after` is none of the others.
    """
    lookup.managed(actor, gallery_id)
    others = [gallery for gallery in own(actor=actor).galleries if gallery.gallery_id != gallery_id]
    at = 0 if after is None else _position(after, others) + 1
    for moved_id, number in reversed(_places(gallery_id, others[:at], others[at:])):  # so that nothing overtakes
        change(actor, moved_id, None, _placed(number))


def _position(gallery_id: str, galleries: Sequence[Gallery]) -> int:
    ids = [gallery.gallery_id for gallery in galleries]
    if gallery_id not in ids:
        raise Invalid("after", _("There is no such gallery to put it behind."))
    return ids.index(gallery_id)


def _places(gallery_id: str, before: Sequence[Gallery], behind: Sequence[Gallery]) -> list[tuple[str, float]]:
    """The new places of the gallery and of those behind it that it pushes on."""
    left, right = (each.sort_order if each else None for each in (_last(before), _first(behind)))
    if right is None:
        return [(gallery_id, (left or 0) + _GAP)]
    number = right - _GAP if left is None else (left + right) / 2
    if left is None or left < number < right:
        return [(gallery_id, number)]
    return _pushed(gallery_id, left + _GAP, behind)


def _pushed(gallery_id: str, number: float, behind: Sequence[Gallery]) -> list[tuple[str, float]]:
    places = [(gallery_id, number)]
    for gallery in behind:
        if (gallery.sort_order or 0) > number:
            break
        number += _GAP
        places.append((gallery.gallery_id, number))
    return places


def _last(galleries: Sequence[Gallery]) -> Gallery | None:
    return galleries[-1] if galleries else None


def _first(galleries: Sequence[Gallery]) -> Gallery | None:
    return galleries[0] if galleries else None
