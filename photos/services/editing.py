"""Changing what people say of a photo, and its place in the gallery."""

from collections.abc import Sequence

from accounts.actors import Actor
from gallery_project.errors import Conflict, Invalid, NotFound
from photos import changes, lookup
from photos.models import VISIBILITIES, Photo

MOST_TAGS = 40  # all of them can be replaced in one transaction, which holds a hundred items
_GAP = 1.0  # between renumbered neighbours: a float can be halved some forty times there before they touch


def update(
    *,
    actor: Actor,
    photo_id: str,
    title: str | None = None,
    description: str | None = None,
    tags: Sequence[str] | None = None,
    visibility: str | None = None,
) -> Photo:
    """Change what is given and leave the rest; returns the photo. Raises Invalid, NotFound, NotAllowed, Conflict."""
    photo, _ = lookup.managed(actor, photo_id)
    if visibility is not None and visibility not in VISIBILITIES:
        raise Invalid("visibility", "A photo is public or private.")
    texts = {"title": _text("title", title, 300), "description": _text("description", description, 5000)}
    clean_tags = None if tags is None else _tags(tags)

    def edit(fresh: Photo) -> None:
        for name, value in texts.items():
            if value is not None:
                setattr(fresh, name, value or None)
        fresh.tags = fresh.tags if clean_tags is None else clean_tags
        fresh.visibility = visibility or fresh.visibility

    return _apply(photo, edit)


def _apply(photo: Photo, edit: changes.Edit) -> Photo:
    try:
        return changes.apply(photo, edit)
    except changes.Lost:
        raise NotFound("There is no such photo.") from None


def _text(field: str, value: str | None, most: int) -> str | None:
    if value is not None and len(value) > most:
        raise Invalid(field, f"At most {most} characters.")
    return value.strip() if value is not None else None


def _tags(tags: Sequence[str]) -> list[str]:
    """Trimmed, lower-case, each once, in the order given."""
    clean = list(dict.fromkeys(tag.strip().casefold() for tag in tags if tag.strip()))
    if len(clean) > MOST_TAGS or any(len(tag) > 100 for tag in clean):
        raise Invalid("tags", f"At most {MOST_TAGS} tags of up to 100 characters.")
    return clean


def move(*, actor: Actor, photo_id: str, after: str | None) -> Photo:
    """Put a ready photo behind another one of its gallery, or first when `after` is None.

    One write: the place between two neighbours is their middle. Only when the neighbours touch is the gallery
    numbered anew. Raises Invalid when either photo has no place in the order.
    """
    photo, _ = lookup.managed(actor, photo_id)
    place = _between(photo, after)
    if place is None:
        _renumber(photo.gallery_id)
        place = _between(photo, after)
    if place is None:
        raise Conflict("The order is being changed by somebody else. Please try again.")
    return _apply(photo, _placed(place))


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
        _apply(photo, _placed(number * _GAP))


def _placed(place: float) -> changes.Edit:
    def edit(fresh: Photo) -> None:
        fresh.sort_order = place

    return edit
