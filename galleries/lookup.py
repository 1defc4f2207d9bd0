"""Finding a gallery on behalf of an actor; the one place that decides who may know of it."""

from django.utils.translation import gettext as _

from accounts.actors import Actor, Scope
from galleries.models import Gallery
from gallery_project.errors import NotAllowed, NotFound
from gallery_project.tables import can_be_id


def find(gallery_id: str, or_going: bool = False) -> Gallery | None:
    """The gallery, read consistently; None when there is none, or its deletion has begun and `or_going` is false.

    One in the trash is found: its files' work goes on. Whoever asks on behalf of a person uses the functions below.
    """
    try:
        gallery = Gallery.get(gallery_id, consistent_read=True) if can_be_id(gallery_id) else None
    except Gallery.DoesNotExist:
        return None
    return None if gallery is None or (gallery.is_going and not or_going) else gallery


def visible(actor: Actor, gallery_id: str) -> Gallery:
    """The gallery, if the actor may see it; else NotFound, which does not say whether it exists."""
    return shown(actor, find(gallery_id))


def shown(actor: Actor, gallery: Gallery | None) -> Gallery:
    """The gallery, which somebody has read consistently, if the actor may see it; else NotFound, as for None."""
    is_away = gallery is None or gallery.is_going or gallery.is_trashed
    if gallery is None or is_away or not actor.may_see(gallery.visibility, gallery.owner):
        raise NotFound(_("There is no such gallery."))
    return gallery


def workshop(actor: Actor, gallery_id: str) -> Gallery:
    """The gallery, for those who may see what in it is not ready: with a token, by any scope but `rate`.

    Raises NotFound, NotAllowed.
    """
    scope: Scope = next((scope for scope in ("upload", "manage") if scope in actor.scopes), "read")
    return managed(actor, gallery_id, scope)


def managed(
    actor: Actor, gallery_id: str, scope: Scope = "manage", or_going: bool = False, or_trashed: bool = False
) -> Gallery:
    """The gallery, if the actor may do to it what takes `scope`.

    Raises NotFound, or NotAllowed to those who may see it and to a token of its owner that lacks the scope.
    """
    gallery = find(gallery_id, or_going)
    is_away = gallery is None or (gallery.is_trashed and not or_trashed)
    if (
        gallery is None
        or is_away
        or not (actor.owns(gallery.owner) or actor.may_see(gallery.visibility, gallery.owner))
    ):
        raise NotFound(_("There is no such gallery."))
    if not actor.owns(gallery.owner):
        raise NotAllowed(_("This gallery belongs to somebody else."))
    actor.need(scope)
    return gallery
