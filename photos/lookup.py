"""Finding a photo on behalf of an actor; the one place that decides who may know of it."""

from django.utils.translation import gettext as _

from accounts.actors import Actor, Scope
from galleries.models import Gallery
from gallery_project.errors import NotAllowed, NotFound
from gallery_project.tables import can_be_id
from gallery_project.together import read_together
from photos.models import Photo

_NOWHERE = "-"  # the id of no gallery


def read(gallery_id: str, photo_id: str) -> Photo | None:
    """The photo as it is now, whatever its state; None when there is none."""
    try:
        return Photo.get(gallery_id, photo_id, consistent_read=True) if can_be_id(photo_id) else None
    except Photo.DoesNotExist:
        return None


def find(photo_id: str) -> Photo | None:
    """The photo by its id alone, also in the trash; None when there is none or its deletion has begun."""
    gallery_id = _gallery_id(photo_id)
    photo = read(gallery_id, photo_id) if gallery_id else None
    return None if photo is None or photo.is_going else photo


def _gallery_id(photo_id: str) -> str:
    key = next(iter(Photo.by_photo.query(photo_id, limit=1)), None) if can_be_id(photo_id) else None
    return key.gallery_id if key else ""


def visible(actor: Actor, photo_id: str) -> tuple[Photo, Gallery]:
    """Photo and gallery, if the actor may see them; strangers see public, ready photos. Else NotFound."""
    photo, gallery = _found(photo_id)
    if not may_see(actor, photo, gallery):
        raise NotFound(_("There is no such photo."))
    return photo, gallery


def managed(actor: Actor, photo_id: str, scope: Scope = "manage", or_trashed: bool = False) -> tuple[Photo, Gallery]:
    """Photo and gallery, if the actor may do to the photo what takes `scope`; one in the trash if the caller wants it.

    Raises NotFound, or NotAllowed to those who may see it and to a token of its owner that lacks the scope.
    """
    photo, gallery = _found(photo_id, or_trashed)
    if not (actor.owns(gallery.owner) or may_see(actor, photo, gallery)):
        raise NotFound(_("There is no such photo."))
    if not actor.owns(gallery.owner):
        raise NotAllowed(_("This photo belongs to somebody else."))
    actor.need(scope)
    return photo, gallery


def _found(photo_id: str, or_trashed: bool = False) -> tuple[Photo, Gallery]:
    """By the same reads whether there is such a photo or not, so that the time they take tells no stranger of it."""
    gallery_id = _gallery_id(photo_id)
    known = (gallery_id, photo_id) if gallery_id else (_NOWHERE, _NOWHERE)
    found = read_together({Photo: [known], Gallery: [known[:1]]})
    photo, gallery = next(iter(found.of(Photo)), None), next(iter(found.of(Gallery)), None)
    is_away = photo is None or photo.is_going or (photo.is_trashed and not or_trashed)
    if photo is None or is_away or gallery is None or gallery.is_going or gallery.is_trashed:
        raise NotFound(_("There is no such photo."))
    return photo, gallery


def may_see(actor: Actor, photo: Photo, gallery: Gallery) -> bool:
    """Whether the actor may know of the photo, having its address."""
    if actor.may_read(gallery.owner):
        return True
    return bool(photo.counts) and actor.may_see(gallery.visibility, gallery.owner)
