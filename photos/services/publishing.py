"""The public photos of a gallery for feeds and sitemaps, which programs fetch now and then.

They are found in an index of keys that holds nothing but them, so that neither price nor time tells of others.
"""

from collections.abc import Iterator
from itertools import chain, islice

from galleries.models import Gallery
from gallery_project.together import read_together
from photos.models import Photo
from photos.services import older

_OLDER_LOOKED_AT = 1000


def newest(*, gallery: Gallery, size: int) -> list[Photo]:
    """Up to `size` public photos, the latest upload first, by two reads.

    In galleries that the older system wrote, it is the newest of the first thousand.
    """
    if gallery.layout is None:
        found = older.page(gallery.gallery_id, False, "", _OLDER_LOOKED_AT).items
    else:
        keys = [(gallery.gallery_id, photo_id) for photo_id in _ids(gallery, size, newest_first=True)]
        found = [photo for photo in read_together({Photo: keys}).of(Photo) if photo.counts]
    return sorted(found, key=lambda photo: (photo.uploaded_at, photo.photo_id), reverse=True)[:size]


def public_ids(*, gallery: Gallery, start: int, stop: int) -> list[str]:
    """The ids of the public photos from the `start`-th to before the `stop`-th; none where the older system wrote them.

    One query for some five thousand before `stop`.
    """
    return [] if gallery.layout is None else list(islice(_ids(gallery, stop), start, None))


def _ids(gallery: Gallery, most: int, newest_first: bool = False) -> Iterator[str]:
    """As the index holds them: thousands of models would take seconds."""
    query = Photo.by_public_upload.query(gallery.gallery_id, scan_index_forward=not newest_first, limit=most)
    items = chain.from_iterable(page["Items"] for page in query.page_iter)
    return (item["photoId"]["S"] for item in islice(items, most))
