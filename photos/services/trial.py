"""New renditions, which are nobody's until the photo is stored with them.

Their address follows from nothing, so that a photo that was hidden meanwhile has none that strangers may have kept, and
two workers who overlap never share one.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from gallery_project.tables import iso, now
from photos import imaging, keys, lookup, storage
from photos.models import Photo

Made = dict[str, Any]  # as `Photo.renditions`


def new(widths: Sequence[int], formats: Sequence[str]) -> Made:
    """Renditions that are still to be stored."""
    made = {"widths": list(widths), "formats": list(formats), "recipe": imaging.RECIPE, "made": iso(now())}
    return renamed(made)


def renamed(older: Made) -> Made:
    """The same under an address that nobody knows."""
    return {**older, "hash": secrets.token_hex(4)}


def copy(older: Sequence[str], newer: Sequence[str]) -> bool:
    """Copy these objects, one by one; whether all of them were there."""
    were_there = [storage.copy(old, new) for old, new in zip(older, newer, strict=True)]
    return all(were_there)


@contextmanager
def unused_deleted(photo: Photo) -> Iterator[list[Made]]:
    """What is noted in the list is deleted in the end, unless by then the photo has it."""
    made: list[Made] = []
    try:
        yield made
    finally:
        _delete_unused(photo, made)


def _delete_unused(photo: Photo, made: Sequence[Made]) -> None:
    current = lookup.read(photo.gallery_id, photo.photo_id) if made else None
    for each in made:
        if current is None or current.renditions != each:
            storage.delete(keys.made(photo.gallery_id, photo.photo_id, each))
