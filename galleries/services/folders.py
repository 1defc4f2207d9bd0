"""A folder's gallery: the one of its name and place, made when the first of its files is about to come."""

from typing import Unpack

from accounts.actors import Actor
from galleries import lookup
from galleries.models import Gallery
from galleries.services.editing import create
from galleries.services.fields import Fields
from gallery_project import claims


def open_folder(*, actor: Actor, **fields: Unpack[Fields]) -> tuple[Gallery, bool]:
    """The actor's gallery of this name and place as it is, or else a new one; and whether it is new.

    Raises NotAllowed, Invalid (name, continent, country and years are needed), Conflict when it is somebody else's.
    """
    place = (fields.get("continent", ""), fields.get("country", ""), fields.get("name", ""))
    existing = lookup.find(claims.holder_of(claims.gallery_name(*place)) or "")
    if existing and not existing.is_trashed and actor.owns(existing.owner):
        actor.need("upload")
        return existing, False
    return create(actor=actor, **fields), True
