"""A folder's gallery: the one of its name and place, made when the first of its files is about to come."""

from typing import Unpack

from accounts.actors import Actor
from galleries import lookup
from galleries.models import Gallery
from galleries.services.editing import create
from galleries.services.fields import Fields
from gallery_project import claims
from gallery_project.errors import Conflict


def open_folder(*, actor: Actor, **fields: Unpack[Fields]) -> tuple[Gallery, bool]:
    """The actor's gallery of this name and place as it is, or else a new one; and whether it is new.

    Raises NotAllowed, Invalid (name, continent, country and years are needed), Conflict when it is somebody else's.
    """
    claim = claims.gallery_name(fields.get("continent", ""), fields.get("country", ""), fields.get("name", ""))
    if existing := _own(actor, claim):
        return existing, False
    try:
        return create(actor=actor, **fields), True
    except Conflict:
        if existing := _own(actor, claim):  # another file of the same folder was faster
            return existing, False
        raise


def _own(actor: Actor, claim: str) -> Gallery | None:
    """The actor's gallery that holds this name. Raises NotAllowed."""
    gallery = lookup.find(claims.holder_of(claim) or "")
    if gallery is None or gallery.is_trashed or not actor.owns(gallery.owner):
        return None
    actor.need("upload")
    return gallery
