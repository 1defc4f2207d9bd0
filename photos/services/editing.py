"""Changing what people say of a photo."""

from typing import Unpack

from accounts.actors import Actor
from gallery_project.errors import NotFound, Stale
from photos import changes, lookup
from photos.models import Photo
from photos.services import hiding
from photos.services.wording import Wording, cleaned


def update(*, actor: Actor, photo_id: str, revision: int | None = None, **wording: Unpack[Wording]) -> Photo:
    """Change what is given and leave the rest; returns the photo.

    With `revision` only if it is still the current one. Raises Invalid, NotFound, NotAllowed, Stale, Conflict.
    """
    photo, _ = lookup.managed(actor, photo_id)
    values = cleaned(wording)
    current(photo, revision)
    elsewhere = hiding.moved(photo) if photo.counts and values.get("visibility") == "private" else None

    def edit(fresh: Photo) -> None:
        current(fresh, revision)
        for name, value in values.items():
            setattr(fresh, name, value)
        if elsewhere and fresh.renditions == photo.renditions:
            fresh.renditions = elsewhere

    changed = apply(photo, edit)
    if elsewhere:
        hiding.discard(photo)
    return changed


def current(photo: Photo, revision: int | None) -> None:
    """Raises Stale when the caller means another version of the photo than this one."""
    if revision is not None and photo.revision != revision:
        raise Stale("Somebody changed this photo meanwhile. Load it again and repeat your change.")


def apply(photo: Photo, edit: changes.Edit) -> Photo:
    """`changes.apply` for people: a photo that has gone meanwhile is NotFound."""
    try:
        return changes.apply(photo, edit)
    except changes.Lost:
        raise NotFound("There is no such photo.") from None
