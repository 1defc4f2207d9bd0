"""A public photo that becomes private: its renditions get addresses that nobody was ever given."""

import secrets
from typing import Any

from photos import keys, storage
from photos.models import Photo


def moved(photo: Photo) -> dict[str, Any] | None:
    """Copy the photo's renditions to new keys; returns what the item is to say of them, None when there are none.

    A signed policy covers a whole gallery, so an address that somebody kept would open the old keys for ever.
    """
    if not photo.renditions:
        return None
    fresh = {**photo.renditions, "hash": secrets.token_hex(4)}
    for old, new in zip(_keys(photo, photo.renditions), _keys(photo, fresh), strict=True):
        storage.copy(old, new)
    return fresh


def discard(photo: Photo) -> None:
    """Delete the renditions that the photo had before it was `moved`."""
    storage.delete(_keys(photo, photo.renditions))


def _keys(photo: Photo, made: dict[str, Any]) -> list[str]:
    sizes = [(width, format) for format in made["formats"] for width in made["widths"]]
    return [keys.rendition(photo.gallery_id, photo.photo_id, made["hash"], *size) for size in sizes]
