"""A gallery's cover: a copy of what its <picture> needs, moved in the transactions that move the photo itself."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from galleries.models import Gallery
from gallery_project.tables import query_page
from photos import lookup
from photos.models import Photo


def of(photo: Photo) -> dict[str, Any]:
    """What a cover keeps of its photo."""
    return {
        "photoId": photo.photo_id,
        "title": photo.title or "",
        "renditions": photo.renditions,
        "width": photo.width,
        "height": photo.height,
        "colour": photo.colour,
        "placeholder": photo.placeholder,
        "olderURL": photo.thumbnail_url or photo.old_thumbnail_url,  # all that an older item has
    }


@dataclass(frozen=True)
class Change:
    """What to write to the gallery, on which condition, and which photo must still be as it was read."""

    actions: list[Action]
    condition: Condition = field(default_factory=Gallery.stays)
    successor: Photo | None = None


def change(gallery: Gallery, photo: Photo) -> Change:
    """How the gallery's cover changes now that `photo` is as it is: nothing, a refresh, a first or another one."""
    if gallery.cover and gallery.cover["photoId"] == photo.photo_id:
        same = Gallery.stays() & (Gallery.cover == gallery.cover)
        if photo.counts:
            return Change([Gallery.cover.set(of(photo))], same)
        successor = _next(gallery, photo)
        cover = Gallery.cover.set(of(successor)) if successor else Gallery.cover.remove()
        return Change([cover], same, successor)
    if photo.counts and not gallery.cover and not gallery.cover_photo_url:
        # if_not_exists: of two first photos that become ready together, one becomes the cover.
        return Change([Gallery.cover.set(Gallery.cover | of(photo))])
    return Change([])


def _next(gallery: Gallery, leaving: Photo) -> Photo | None:
    """The first of the gallery's first photos that strangers may see; the index may lag, so each is read itself."""
    candidates = query_page(partial(Photo.by_public.query, gallery.gallery_id), 20, "", "covers").items
    others = (photo.photo_id for photo in candidates if photo.photo_id != leaving.photo_id)
    fresh = (lookup.read(gallery.gallery_id, photo_id) for photo_id in others)
    return next((photo for photo in fresh if photo and photo.counts), None)
