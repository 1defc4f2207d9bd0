"""A photo that strangers saw and may not see any more: its renditions get addresses that nobody was ever given."""

import secrets

from gallery_project.errors import GalleryError
from photos import changes, keys, storage
from photos.models import Photo


def hide(photo: Photo, edit: changes.Edit) -> Photo:
    """`changes.edited` with an edit that takes the photo from strangers, if they could see it; returns the photo.

    A signed policy covers a whole gallery, so an address that somebody kept would open the old keys for ever.
    """
    if not (photo.counts and photo.renditions):
        return changes.edited(photo, edit)
    older, newer = photo.renditions, {**photo.renditions, "hash": secrets.token_hex(4)}
    own = (photo.gallery_id, photo.photo_id)
    copies = keys.made(*own, newer)
    for old, new in zip(keys.made(*own, older), copies, strict=True):
        storage.copy(old, new)

    def whole(fresh: Photo) -> None:
        edit(fresh)
        if fresh.renditions == older:
            fresh.renditions = newer
            changes.leave(fresh, keys.made(*own, older))

    try:
        changed = changes.edited(photo, whole)
    except GalleryError:
        storage.delete(copies)
        raise
    if changed.renditions != newer:  # it was rendered anew meanwhile
        storage.delete(copies)
    return changed
