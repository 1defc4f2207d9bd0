"""Galleries with many photos, written straight into the table."""

from functools import cache

from galleries.models import Gallery
from photos.models import Photo
from tests import make

OWNER = make.photographer()
MANY = 5000
_DAY = "2024-05-01T"


def filled(count: int, private: int = 0) -> str:
    """A gallery with that many ready photos of equal size, the first `private` of them private.

    Their titles are numbers in the gallery's order; by date they are the other way round, by stars the odd come first.
    """
    gallery_id = make.gallery(OWNER).gallery_id
    with Photo.batch_write() as batch:
        for n in range(count):
            batch.save(_ready(gallery_id, n, count, "private" if n < private else "public"))
    counts = [Gallery.photo_count.set(count - private), Gallery.ready_count.set(count)]
    Gallery(gallery_id).update(counts)
    return gallery_id


@cache
def large() -> str:
    """One with MANY photos. Writing it takes long, so the tests of its xdist group share it and leave it as it is."""
    return filled(MANY)


def photo_id(gallery_id: str, n: int) -> str:
    return f"{gallery_id}-{n:05}"


def _ready(gallery_id: str, n: int, count: int, visibility: str) -> Photo:
    renditions = {"hash": "12345678", "widths": [320, 640], "formats": ["webp"]}
    photo = Photo(gallery_id, photo_id(gallery_id, n), title=f"{n:05}", sort_order=10_000 + n, renditions=renditions)
    minutes, seconds = divmod(count - n, 60)
    photo.visibility, photo.taken_at = visibility, f"{_DAY}{10 + minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    photo.rating_count, photo.rating_sum = (4, 20) if n % 2 else (0, 0)
    photo.settle()
    return photo
