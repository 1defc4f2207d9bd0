"""The public photos of a gallery for feeds and sitemaps, which programs fetch now and then.

They are found in indexes of keys alone that hold nothing but them, so that neither price nor time tells of others.
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from galleries.models import Gallery
from photos.models import Photo
from photos.services import older
from photos.services.browsing import read_shown

_LOOKED_AT = 4000  # of those last taken; their keys fit into one answer of 1 MB
_OLDER_LOOKED_AT = 1000


def newest(*, gallery: Gallery, size: int) -> list[Photo]:
    """Up to `size` public photos, the latest upload first, by two reads.

    Ids begin with the time of the upload. Where there are more than it looks at, and in galleries that the older
    system wrote, it is the newest of those looked at.
    """
    if gallery.is_sortable:
        keys = Photo.by_public_date.query(gallery.gallery_id, scan_index_forward=False, limit=_LOOKED_AT)
        latest = sorted(islice(_ids(keys), _LOOKED_AT), reverse=True)[:size]
        found = read_shown([Photo(gallery.gallery_id, photo_id) for photo_id in latest], reads_all=False)
    else:
        found = older.page(gallery.gallery_id, False, "", _OLDER_LOOKED_AT).items
    return sorted(found, key=lambda photo: photo.uploaded_at, reverse=True)[:size]


def public_ids(*, gallery: Gallery, start: int, stop: int) -> list[str]:
    """The ids of the public photos from the `start`-th to before the `stop`-th; none while it is not sortable.

    By score, as an order by date would tell when they were taken. One query for some five thousand before `stop`.
    """
    if not gallery.is_sortable:
        return []
    found = Photo.by_public_score.query(gallery.gallery_id, scan_index_forward=False, limit=stop)
    return list(islice(_ids(found), start, stop))


def _ids(keys: Any) -> Iterator[str]:
    """As the index holds them: thousands of models would take seconds."""
    items = chain.from_iterable(page["Items"] for page in keys.page_iter)
    return (item["photoId"]["S"] for item in items)
