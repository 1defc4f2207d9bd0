"""A gallery's cover: a copy of what its <picture> needs, moved in the transactions that move the photo itself."""

from collections.abc import Callable
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
    """How the gallery's cover changes now that `photo` is as it is: nothing, a refresh, a first or another one.

    What was the cover until it was hidden or trashed is it again, unless a person has chosen another one meanwhile.
    """
    is_cover = bool(gallery.cover) and gallery.cover["photoId"] == photo.photo_id
    if not photo.counts:
        return _without(gallery, photo, is_cover)
    if is_cover:
        return Change([Gallery.cover.set(of(photo))], _same(gallery))
    if gallery.cover_before == photo.photo_id:
        return Change([Gallery.cover.set(of(photo)), Gallery.cover_before.remove()], _same(gallery))
    if not gallery.cover and (not gallery.cover_photo_url or (photo.renditions and _is_older(gallery, photo))):
        # if_not_exists: of two first photos that become ready together, one becomes the cover.
        return Change([Gallery.cover.set(Gallery.cover | of(photo))])
    return Change([])


def _without(gallery: Gallery, photo: Photo, is_cover: bool) -> Change:
    """Strangers may not see the photo: neither may it be the cover, nor its file the older `coverPhotoURL`."""
    is_older = _is_older(gallery, photo)
    actions: list[Action] = [Gallery.cover_photo_url.remove()] if is_older else []
    actions += _noted(gallery, photo, is_cover)
    if not is_cover and (gallery.cover or not is_older):
        return Change(actions, _same(gallery))  # or another photo that goes just now could make this one the cover
    successor = _next(gallery, photo)
    if successor:
        actions.append(Gallery.cover.set(of(successor)))
    elif is_cover:
        actions.append(Gallery.cover.remove())
    return Change(actions, _same(gallery), successor)


def _noted(gallery: Gallery, photo: Photo, is_cover: bool) -> list[Action]:
    """Remembers a cover that may come back, and forgets one that will not; the first one, whatever stood in for it."""
    if photo.is_going:
        return [Gallery.cover_before.remove()] if gallery.cover_before == photo.photo_id else []
    return [Gallery.cover_before.set(photo.photo_id)] if is_cover and not gallery.cover_before else []


def _is_older(gallery: Gallery, photo: Photo) -> bool:
    """Whether the photo's own file is the older `coverPhotoURL`."""
    urls = photo.thumbnail_url, photo.full_size_url, photo.old_thumbnail_url, photo.old_full_size_url
    return gallery.cover_photo_url is not None and gallery.cover_photo_url in urls


def _same(gallery: Gallery) -> Condition:
    """The condition that the gallery's cover, of either kind, and the one before are what they were."""
    held = {name: getattr(gallery, name) for name in ("cover", "cover_photo_url", "cover_before")}
    kinds = ((getattr(Gallery, name), value) for name, value in held.items())
    new, older, before = (kind.does_not_exist() if value is None else kind == value for kind, value in kinds)
    condition: Condition = Gallery.stays() & new & older & before
    return condition


def _next(gallery: Gallery, leaving: Photo) -> Photo | None:
    """The first of the gallery's first photos that strangers may see; the index may lag, so each is read itself.

    An older gallery's photos are in no index yet, so there it is the order of their ids.
    """
    query: Callable[..., Any] = Photo.query if gallery.layout is None else Photo.by_public.query
    candidates = query_page(partial(query, gallery.gallery_id), 20, "", "covers").items
    others = (photo.photo_id for photo in candidates if photo.photo_id != leaving.photo_id)
    fresh = (lookup.read(gallery.gallery_id, photo_id) for photo_id in others)
    return next((photo for photo in fresh if photo and photo.counts), None)
