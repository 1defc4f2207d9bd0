"""The public photos of a gallery for feeds and sitemaps, which programs fetch now and then."""

from collections.abc import Iterator
from itertools import islice

from galleries.models import Gallery
from photos.models import Photo

_BATCH = 100
_LOOKED_AT = 800  # the newest photos, of which a feed shows those that are public
_NAMES = ["photoId", "title", "name", "filename", "status", "visibility"]


def newest(*, gallery_id: str, size: int) -> list[Photo]:
    """Up to `size` public photos, the latest upload first.

    Ids begin with the time, so the table has them in that order; an older system's are put in order here, if they are
    among those looked at. Where almost everything is private, there may be more than this finds.
    """
    found = Photo.query(gallery_id, scan_index_forward=False, page_size=_BATCH, limit=_LOOKED_AT)
    public = islice((photo for photo in found if photo.counts), size)
    return sorted(public, key=lambda photo: photo.uploaded_at, reverse=True)


def public(*, gallery: Gallery, start: int, stop: int) -> Iterator[Photo]:
    """The public photos from the `start`-th to before the `stop`-th, with nothing but their ids and names."""
    index = Photo if gallery.layout is None else Photo.by_public
    every = index.query(gallery.gallery_id, attributes_to_get=_NAMES)
    return islice((photo for photo in every if photo.counts), start, stop)
