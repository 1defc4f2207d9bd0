"""A gallery's cover: a copy of what its <picture> needs, moved in the transactions that move the photo itself."""

from typing import Any

from pynamodb.expressions.update import Action

from galleries.models import Gallery
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
    }


def change(gallery: Gallery, photo: Photo) -> list[Action]:
    """How the gallery's cover changes now that `photo` is as it is: nothing, a refresh, a first or another one."""
    if gallery.cover and gallery.cover["photoId"] == photo.photo_id:
        return [_set(photo if photo.counts else _next(gallery, photo))]
    if photo.counts and not gallery.cover and not gallery.cover_photo_url:
        # if_not_exists: of two first photos that become ready together, one becomes the cover.
        return [Gallery.cover.set(Gallery.cover | of(photo))]
    return []


def _set(photo: Photo | None) -> Action:
    return Gallery.cover.set(of(photo)) if photo else Gallery.cover.remove()


def _next(gallery: Gallery, leaving: Photo) -> Photo | None:
    in_order = Photo.by_order.query(
        gallery.gallery_id, filter_condition=Photo.visibility == "public", page_size=10, limit=2
    )
    return next((photo for photo in in_order if photo.photo_id != leaving.photo_id), None)
