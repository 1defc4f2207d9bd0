"""Reading photos: one, a gallery's page, what is unfinished."""

from collections.abc import Sequence
from functools import partial

from accounts.actors import Actor
from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project.errors import Invalid
from gallery_project.pagination import Page
from gallery_project.tables import can_be_id, now, query_page
from photos import lookup
from photos.models import Photo

PAGE_SIZE = 48
MOST_IDS = 100


def get(*, actor: Actor, photo_id: str) -> tuple[Photo, Gallery]:
    """A photo and its gallery. Raises NotFound for what the actor may not see."""
    return lookup.visible(actor, photo_id)


def get_managed(*, actor: Actor, photo_id: str) -> tuple[Photo, Gallery]:
    """A photo and its gallery for somebody who may change them. Raises NotFound, NotAllowed."""
    return lookup.managed(actor, photo_id)


def page(*, actor: Actor, gallery: Gallery, cursor: str = "", size: int = PAGE_SIZE) -> Page[Photo]:
    """One page of the gallery's ready photos in order, by one query; private ones only for its managers."""
    public = None if actor.may_read(gallery.owner) else Photo.is_public()
    query = partial(Photo.by_order.query, gallery.gallery_id, filter_condition=public)
    return query_page(query, size, cursor, f"photos:{gallery.gallery_id}")


def unfinished(*, actor: Actor, gallery_id: str) -> list[Photo]:
    """What in this gallery still awaits its file, is worked on, or failed; in the order of announcement."""
    gallery = galleries.managed(actor, gallery_id, "upload")
    found = Photo.by_work.query(gallery.gallery_id)
    return sorted((photo for photo in found if _is_shown(photo)), key=lambda photo: photo.photo_id)


def _is_shown(photo: Photo) -> bool:
    # DynamoDB takes hours or days to reap what has expired.
    expired = photo.expires_at is not None and photo.expires_at < now()
    return photo.status in ("awaiting_upload", "processing", "failed") and not expired


def several(*, actor: Actor, gallery_id: str, photo_ids: Sequence[str]) -> list[Photo]:
    """These photos of one gallery as they are now, whatever their state; unknown ids are left out."""
    gallery = galleries.managed(actor, gallery_id, "upload")
    if len(photo_ids) > MOST_IDS:
        raise Invalid("ids", f"Ask for up to {MOST_IDS} photos at a time.")
    keys = [(gallery.gallery_id, photo_id) for photo_id in set(photo_ids) if can_be_id(photo_id)]
    found = Photo.batch_get(keys, consistent_read=True)
    return [photo for photo in found if not photo.is_going]
