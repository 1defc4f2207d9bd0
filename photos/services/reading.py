"""Reading photos: one, all of a gallery, what is unfinished."""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project.errors import Conflict, Invalid, NotFound
from gallery_project.tables import can_be_id
from photos import lookup
from photos.models import Photo
from ratings import services as ratings

MOST_IDS = 100
_BATCH = 100


def get(*, actor: Actor, photo_id: str) -> tuple[Photo, Gallery]:
    """A photo and its gallery. Raises NotFound for what the actor may not see.

    An older photo without sums gets them here, from its ratings and in memory only.
    """
    photo, gallery = lookup.visible(actor, photo_id)
    if photo.rating_count is None:
        ratings.count(photo=photo)
    return photo, gallery


def get_managed(*, actor: Actor, photo_id: str) -> tuple[Photo, Gallery]:
    """A photo and its gallery for somebody who may change them. Raises NotFound, NotAllowed."""
    return lookup.managed(actor, photo_id)


def batches(*, gallery_id: str) -> Iterator[list[Photo]]:
    """All photos of the gallery in any state, a hundred at a time, each batch read when it is asked for."""
    every = Photo.query(gallery_id, page_size=_BATCH, consistent_read=True)
    while batch := list(islice(every, _BATCH)):
        yield batch


def count(*, gallery_id: str) -> tuple[int, int]:
    """How many photos strangers may see, and how many are ready. Reads all of the gallery."""
    public = ready = 0
    for batch in batches(gallery_id=gallery_id):
        public += sum(photo.counts for photo in batch)
        ready += sum(photo.is_ready for photo in batch)
    return public, ready


def unfinished(*, actor: Actor, gallery_id: str) -> list[Photo]:
    """What in this gallery still awaits its file, is worked on, or failed; in the order of announcement."""
    gallery = galleries.workshop(actor, gallery_id)
    found = Photo.by_work.query(gallery.gallery_id)
    return sorted((photo for photo in found if _is_shown(photo)), key=lambda photo: photo.photo_id)


def _is_shown(photo: Photo) -> bool:
    return photo.status in ("awaiting_upload", "processing", "failed") and not photo.has_expired


def several(*, actor: Actor, gallery_id: str, photo_ids: Sequence[str]) -> list[Photo]:
    """These photos of one gallery as they are now, whatever their state; unknown ids are left out."""
    gallery = galleries.workshop(actor, gallery_id)
    if len(photo_ids) > MOST_IDS:
        raise Invalid("ids", _("Ask for up to {most} photos at a time.").format(most=MOST_IDS))
    keys = [(gallery.gallery_id, photo_id) for photo_id in set(photo_ids) if can_be_id(photo_id)]
    found = Photo.batch_get(keys, consistent_read=True)
    return [photo for photo in found if not photo.is_away]


def named(
    *, actor: Actor, gallery_id: str, photo_id: str | None = None, number: int | None = None, s3_key: str | None = None
) -> Photo:
    """A photo of a gallery by its id, else its number, else its key, for somebody who may change it.

    Raises NotFound, NotAllowed, Conflict when a rebuild left two photos with this number.
    """
    gallery = galleries.managed(actor, gallery_id)
    if photo_id is not None:
        found = [photo] if (photo := lookup.read(gallery.gallery_id, photo_id)) else []
    else:
        same = Photo.photo_number == number if number is not None else Photo.s3_key == s3_key
        found = list(Photo.query(gallery.gallery_id, filter_condition=same))
    staying = [photo for photo in found if not photo.is_away]
    if not staying:
        raise NotFound(_("There is no such photo in this gallery."))
    if len(staying) > 1:
        raise Conflict(_("Several photos of this gallery have this number. Please name the photoId."))
    return staying[0]
