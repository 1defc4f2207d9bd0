"""Older galleries claim their names and their photos' originals, so that nobody takes them for missing.

The older system knew no claims. Until these are made, a folder of the bucket would become a second gallery, and its
files second photos; so every scan begins with them, and so does every start of a worker.
"""

from collections.abc import Iterator

from galleries import lookup
from galleries.models import Gallery
from gallery_project import claims
from photos import services as photos
from photos.models import Photo


def older(after: str = "") -> Iterator[str]:
    """The ids of all galleries that nobody has upgraded, or of those that follow on `after`. Reads the table."""
    start = {"galleryId": {"S": after}} if after else None
    pages = Gallery.scan(Gallery.layout.does_not_exist() & Gallery.stays(), last_evaluated_key=start).page_iter
    for page in pages:
        yield from (raw["galleryId"]["S"] for raw in page["Items"])


def claim(gallery_id: str) -> None:
    """Claim what is free of it. Raises TypeError and ValueError for items that cannot be read, and Conflict."""
    names, batches = unclaimed(gallery_id)
    for name in names:
        claims.take(name, gallery_id)
    for batch in batches:
        photos.claim(photos=batch)


def unclaimed(gallery_id: str) -> tuple[list[str], Iterator[list[Photo]]]:
    """What `claim` would claim: its name, if it is free, and photos by batches."""
    gallery = lookup.find(gallery_id)
    if gallery is None:
        return [], iter(())
    name = claims.gallery_name(gallery.continent, gallery.country, gallery.name)
    batches = (photos.unclaimed(photos=batch) for batch in photos.batches(gallery_id=gallery_id))
    is_free = not gallery.is_trashed and claims.holder_of(name) is None
    return [name] if is_free else [], batches
