"""A photo's place in its gallery."""

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from accounts.actors import Actor
from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project.errors import Conflict, GalleryError, Invalid, NotFound
from photos import changes, lookup
from photos.models import Photo
from photos.services.editing import apply

MOST_PLACED = 1000  # by one call
_AT_ONCE = 8
_CONTENDED = "The order is being changed by somebody else. Please try again."
_GAP = 1.0  # between renumbered neighbours: a float can be halved some forty times there before they touch


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
        raise Invalid("photoIds", "Each photo once.")
    held = _places(gallery, photo_ids)
    if len(set(held.values())) != len(held):
        _renumber(gallery_id)
        held = _places(gallery, photo_ids)
    if len(set(held.values())) != len(held):
        raise Conflict(_CONTENDED)
    wanted = dict(zip(photo_ids, sorted(held.values()), strict=True))
    moved = {photo_id: number for photo_id, number in wanted.items() if held[photo_id] != number}
    return place(actor=actor, gallery_id=gallery_id, places=moved)


def _places(gallery: Gallery, photo_ids: Sequence[str]) -> dict[str, float]:
    return {photo_id: _held(gallery, photo_id) for photo_id in photo_ids}


def _held(gallery: Gallery, photo_id: str) -> float:
    photo = lookup.read(gallery.gallery_id, photo_id)
    if photo and photo.is_ready and photo.sort_order is None and gallery.layout is None:
        raise Conflict("This gallery's photos have no order yet. The site's staff can run manage.py upgrade_tables.")
    if photo is None or photo.sort_order is None:
        raise Invalid("photoIds", f"{photo_id[:100]} is no ready photo of this gallery.")
    return photo.sort_order


def place(*, actor: Actor, gallery_id: str, places: Mapping[str, float]) -> Placed:
    """Give photos of one gallery these places (any finite numbers; photos are shown in ascending order).

    One that cannot be placed is reported and does not stop the others. Raises Invalid, NotFound, NotAllowed.
    """
    gallery = galleries.managed(actor, gallery_id)
    check_places(places)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        outcomes = list(threads.map(lambda item: _try(gallery.gallery_id, *item), places.items()))
    return collected(outcomes)


def check_places(places: Mapping[str, float]) -> None:
    """Raises Invalid for too many at once, and for what is no place."""
    if len(places) > MOST_PLACED:
        raise Invalid("sortOrder", f"Up to {MOST_PLACED} at a time.")
    for number in places.values():
        checked_place(number)


def checked_place(number: float) -> float:
    """A place in an order. Raises Invalid for what is none."""
    if not (math.isfinite(number) and abs(number) <= 1e15):
        raise Invalid("sortOrder", "A place is a number between -1e15 and 1e15.")
    return number


def collected(outcomes: Sequence[dict[str, str] | None]) -> Placed:
    errors = [outcome for outcome in outcomes if outcome]
    return Placed(len(outcomes) - len(errors), errors)


def attempt(thing: dict[str, str], change: Callable[[], object]) -> dict[str, str] | None:
    """None, or why the change to `thing` ({"photoId": …}) failed."""
    try:
        change()
    except GalleryError as error:
        return {**thing, "error": str(error)}
    return None


def _try(gallery_id: str, photo_id: str, number: float) -> dict[str, str] | None:
    photo = lookup.read(gallery_id, photo_id)
    if photo is None or photo.is_going or not photo.is_ready:
        return {"photoId": photo_id, "error": "There is no such ready photo in this gallery."}
    if photo.sort_order == number:  # older clients send the whole gallery after each drag
        return None
    return attempt({"photoId": photo_id}, partial(apply, photo, _placed(number)))


def move(*, actor: Actor, photo_id: str, after: str | None, gallery_id: str | None = None) -> Photo:
    """Put a ready photo behind another one of its gallery, or first when `after` is None.

    One write: the place between two neighbours is their middle. Only when the neighbours touch is the gallery
    numbered anew. Raises NotFound when it is not in the gallery that the caller named, Invalid when either photo has
    no place in the order.
    """
    photo, _ = lookup.managed(actor, photo_id)
    if gallery_id not in (None, photo.gallery_id):
        raise NotFound("There is no such photo in this gallery.")
    place = _between(photo, after)
    if place is None:
        _renumber(photo.gallery_id)
        place = _between(photo, after)
    if place is None:
        raise Conflict(_CONTENDED)
    return apply(photo, _placed(place))


def _between(photo: Photo, after: str | None) -> float | None:
    """A number between the neighbours that the photo is to have; None when no float is left there."""
    if photo.status != "ready" or after == photo.photo_id:
        raise Invalid("photoId", "Only a ready photo can be moved, and not behind itself.")
    left = None if after is None else _place(photo.gallery_id, after)
    beyond = None if left is None else Photo.sort_order >= left
    ahead = Photo.by_order.query(photo.gallery_id, beyond, page_size=4)
    right = next((other.sort_order for other in ahead if other.photo_id not in (photo.photo_id, after)), None)
    if left is None or right is None:
        return (left or 0) + _GAP if right is None else right - _GAP
    middle = (left + right) / 2
    return middle if left < middle < right else None


def _place(gallery_id: str, photo_id: str) -> float:
    anchor = lookup.read(gallery_id, photo_id)
    if anchor is None or anchor.sort_order is None:
        raise Invalid("after", "There is no such photo in this gallery.")
    return anchor.sort_order


def _renumber(gallery_id: str) -> None:
    for number, photo in enumerate(list(Photo.by_order.query(gallery_id)), start=1):
        apply(photo, _placed(number * _GAP))


def _placed(place: float) -> changes.Edit:
    def edit(fresh: Photo) -> None:
        fresh.sort_order = place

    return edit
