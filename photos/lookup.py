"""Finding a photo on behalf of an actor; the one place that decides who may know of it."""

from accounts.actors import Actor, Scope
from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project.errors import NotAllowed, NotFound
from gallery_project.tables import can_be_id
from photos.models import Photo


def read(gallery_id: str, photo_id: str) -> Photo | None:
    """The photo as it is now, whatever its state; None when there is none."""
    try:
        return Photo.get(gallery_id, photo_id, consistent_read=True) if can_be_id(photo_id) else None
    except Photo.DoesNotExist:
        return None


def find(photo_id: str) -> Photo | None:
    """The photo by its id alone; None when there is none or its deletion has begun."""
    key = next(iter(Photo.by_photo.query(photo_id, limit=1)), None) if can_be_id(photo_id) else None
    photo = read(key.gallery_id, photo_id) if key else None
    return None if photo is None or photo.is_going else photo


def visible(actor: Actor, photo_id: str) -> tuple[Photo, Gallery]:
    """Photo and gallery, if the actor may see them; strangers see public, ready photos. Else NotFound."""
    photo, gallery = _found(photo_id)
    if not _may_see(actor, photo, gallery):
        raise NotFound("There is no such photo.")
    return photo, gallery


def managed(actor: Actor, photo_id: str, scope: Scope = "manage") -> tuple[Photo, Gallery]:
    """Photo and gallery, if the actor may do to the photo what takes `scope`.

    Raises NotFound, or NotAllowed to those who may see it and to a token of its owner that lacks the scope.
    """
    photo, gallery = _found(photo_id)
    if not (actor.owns(gallery.owner) or _may_see(actor, photo, gallery)):
        raise NotFound("There is no such photo.")
    if not actor.owns(gallery.owner):
        raise NotAllowed("This photo belongs to somebody else.")
    actor.need(scope)
    return photo, gallery


def _found(photo_id: str) -> tuple[Photo, Gallery]:
    photo = find(photo_id)
    gallery = galleries.find(photo.gallery_id) if photo else None
    if photo is None or gallery is None:
        raise NotFound("There is no such photo.")
    return photo, gallery


def _may_see(actor: Actor, photo: Photo, gallery: Gallery) -> bool:
    if actor.may_read(gallery.owner):
        return True
    return bool(photo.counts) and actor.may_see(gallery.visibility, gallery.owner)
