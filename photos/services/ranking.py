"""Photos that everybody may find, wherever they are: those of a list of keys, and the best rated of the site."""

from collections.abc import Iterable, Sequence
from itertools import islice

from galleries.models import Gallery
from gallery_project.together import read_together
from photos.models import SITE, Photo
from photos.services.listing import Shown

Key = tuple[str, str]  # gallery id, photo id

_BATCH = 50  # photos whose galleries still fit into the same BatchGetItem
_MOST_LOOKED_AT = 500


def of_everybody(*, keys: Sequence[Key]) -> list[Shown]:
    """Those of these photos that strangers may find now, in this order. One read for up to fifty of them."""
    if not keys:
        return []
    found = read_together({Photo: keys, Gallery: [(gallery_id,) for gallery_id, _ in keys]})
    photos = {(photo.gallery_id, photo.photo_id): photo for photo in found.of(Photo)}
    galleries = {gallery.gallery_id: gallery for gallery in found.of(Gallery)}
    pairs = ((photos.get(key), galleries.get(key[0])) for key in keys)
    return [
        (photo, gallery)
        for photo, gallery in pairs
        if photo and gallery and photo.counts and gallery.visibility == "public"
    ]


def top_rated(*, size: int) -> list[Shown]:
    """The best rated of all public photos in public galleries, the best first; see models.fair_score.

    Looks through the best five hundred of all galleries, whoever may see these.
    """
    ranked = Photo.by_rank.query(SITE, scan_index_forward=False, page_size=_BATCH, limit=_MOST_LOOKED_AT)
    return list(islice(_shown(iter(ranked)), size))


def _shown(ranked: Iterable[Photo]) -> Iterable[Shown]:
    while batch := list(islice(ranked, _BATCH)):
        yield from of_everybody(keys=[(photo.gallery_id, photo.photo_id) for photo in batch])
