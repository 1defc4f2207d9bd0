"""Changing what people say of a photo."""

from collections.abc import Mapping
from typing import Any, Unpack

from django.utils.translation import gettext as _

from accounts.actors import Actor
from gallery_project.errors import Stale
from photos import changes, lookup
from photos.models import Photo
from photos.services import dates, hiding
from photos.services.wording import Wording, cleaned


def update(*, actor: Actor, photo_id: str, revision: int | None = None, **wording: Unpack[Wording]) -> Photo:
    """Change what is given and leave the rest; returns the photo.

    With `revision` only if it is still the current one. Raises Invalid, NotFound, NotAllowed, Stale, Conflict.
    """
    photo, _gallery = lookup.managed(actor, photo_id)
    values = cleaned(wording)
    current(photo, revision)

    def edit(fresh: Photo) -> None:
        current(fresh, revision)
        assign(fresh, values)

    return hiding.hide(photo, edit) if values.get("visibility") == "private" else changes.edited(photo, edit)


def assign(photo: Photo, values: Mapping[str, Any]) -> None:
    """Set what `cleaned` gave; a new shift of the clock moves the time at which the photo was taken."""
    if "date_shift" in values:
        dates.shift_to(photo, values["date_shift"])
    for name, value in values.items():
        setattr(photo, name, value)


def current(photo: Photo, revision: int | None) -> None:
    """Raises Stale when the caller means another version of the photo than this one."""
    if revision is not None and photo.revision != revision:
        raise Stale(_("Somebody changed this photo meanwhile. Load it again and repeat your change."))
