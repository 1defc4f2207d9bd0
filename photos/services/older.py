"""The page of a gallery that the older system wrote: its photos lack what the indexes go by.

They are read from the table itself, a thousand at a time in the order of their ids, and each thousand is put in order
here; `manage.py upgrade_tables` makes such a gallery like the others.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from gallery_project import pagination
from gallery_project.pagination import Page
from photos.models import Photo

_CHUNK = 1000

Place = tuple[float, str]


def page(gallery_id: str, reads_all: bool, cursor: str, size: int) -> Page[Photo]:
    """Up to `size` ready photos behind `cursor`, private ones only for who `reads_all`. Raises Invalid."""
    scope = f"older:{gallery_id}:{reads_all}"
    start = pagination.decode(cursor, scope)
    rest = _ordered(gallery_id, reads_all, start)
    found = list(islice(rest, size + 1))
    key = _key(*found[size - 1]) if len(found) > size else None
    return Page([photo for photo, _ in found[:size]], pagination.encode(key, scope))


def _ordered(gallery_id: str, reads_all: bool, start: pagination.Key | None) -> Iterator[tuple[Photo, Any]]:
    """Each photo with the key after which its chunk began."""
    before, seen = _read_key(start)
    while True:
        query = Photo.query(gallery_id, limit=_CHUNK, page_size=_CHUNK, last_evaluated_key=before)
        chunk = sorted((photo for photo in query if photo.is_ready), key=place)
        shown = (photo for photo in chunk if (reads_all or photo.counts) and (seen is None or place(photo) > seen))
        yield from ((photo, before) for photo in shown)
        before, seen = query.last_evaluated_key, None
        if before is None:
            return


def place(photo: Photo) -> Place:
    """Where a photo stands: as somebody ordered it, by its number, or by when it came."""
    for number in (photo.sort_order, photo.photo_number):
        if number is not None:
            return number, photo.photo_id
    return _uploaded(photo), photo.photo_id


def _uploaded(photo: Photo) -> float:
    """Milliseconds since 1970; 0 when the item says nothing that can be read."""
    try:
        return round(datetime.fromisoformat(photo.uploaded_at).timestamp() * 1000)
    except ValueError:
        return 0


def _key(photo: Photo, before: Any) -> pagination.Key:
    number, photo_id = place(photo)
    return {"chunk": before or {}, "place": {"N": repr(number)}, "photo": {"S": photo_id}}


def _read_key(key: pagination.Key | None) -> tuple[Any, Place | None]:
    if key is None:
        return None, None
    return key["chunk"] or None, (float(key["place"]["N"]), key["photo"]["S"])
