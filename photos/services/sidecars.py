"""What a photo's sidecar says, read with suspicion: anybody who can write into the bucket can have edited it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from galleries.sidecar import Unusable
from photos import keys
from photos.models import LONG_AGO, VISIBILITIES, Photo

_STATES = ("awaiting_upload", "processing", "ready", "failed", "trashed")


def parsed(*, gallery_id: str, photo_id: str, said: Mapping[str, Any]) -> Photo:
    """The photo that a sidecar describes, not stored yet. Raises Unusable."""
    try:
        photo = _read(said)
        sound = _is_sound(photo)
    except (AttributeError, ArithmeticError, KeyError, TypeError, ValueError):
        sound = False
    if not sound:
        raise Unusable("This does not describe a photo as the site writes it.")
    if (photo.gallery_id, photo.photo_id) != (gallery_id, photo_id):
        raise Unusable("This describes another photo than the one whose name it has.")
    return photo


def _read(said: Mapping[str, Any]) -> Photo:
    """Only what a sidecar is there to say: whatever else stands in it has no say in the item."""
    rough, photo = Photo(), Photo()
    rough.from_simple_dict(dict(said))
    photo.from_simple_dict(rough.sidecar())
    photo.serialize()
    datetime.fromisoformat(photo.uploaded_at)
    return photo


def _is_sound(photo: Photo) -> bool:
    return (
        photo.status in _STATES
        and photo.visibility in VISIBILITIES
        and all(isinstance(tag, str) and tag for tag in photo.tags or [])
        and (photo.s3_key is None or photo.s3_key.startswith(keys.ORIGINALS))
        and (photo.renditions is None or _are_renditions(**photo.renditions))
        and (photo.location is None or _is_location(photo.location))
        and (not photo.own_location or _is_location(photo.own_location))
        and photo.rotation in (None, 0, 90, 180, 270)
        and (photo.status == "trashed") == (photo.trashed_at is not None)
        and (photo.trashed_at is None or datetime.fromisoformat(photo.trashed_at).tzinfo is not None)
    )


def _is_location(said: Sequence[Any]) -> bool:
    return [type(each) in (int, float) for each in said] == [True, True]


def _are_renditions(hash: str, widths: list[int], formats: list[str], recipe: int = 1, made: str = LONG_AGO) -> bool:
    is_known = type(recipe) is int and datetime.fromisoformat(made).tzinfo is not None
    are_sizes = bool(widths) and all(type(width) is int for width in widths)
    return is_known and are_sizes and "".join([hash, *formats]).isalnum()
