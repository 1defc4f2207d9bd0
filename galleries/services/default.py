"""Where photos go whose sender names no gallery."""

import secrets
from collections.abc import Callable

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries import lookup
from galleries.models import Gallery
from galleries.services import trashing
from galleries.services.editing import NO_PLACE, make
from galleries.services.fields import Fields
from gallery_project.errors import Conflict, NotAllowed
from gallery_project.tables import now
from photos import keys


def default_gallery(*, actor: Actor, before_making: Callable[[], None]) -> Gallery:
    """Where an actor's photos go that name no gallery; made on first use, unless `before_making` raises.

    One in the trash comes back, private. Raises NotAllowed, Conflict.
    """
    if not actor.is_photographer or not actor.user_id:
        raise NotAllowed(_("Only photographers have galleries of their own."))
    actor.need("upload")
    gallery_id = keys.default_gallery_id(actor.user_id)
    if existing := lookup.find(gallery_id):
        return trashing.bring_back(existing) if existing.is_trashed else existing
    before_making()
    fields: Fields = {"continent": NO_PLACE, "country": NO_PLACE, "years": [now().year]}
    name = f"Uploads of {(actor.name or actor.user_id)[:150]}"
    try:
        return make(gallery_id, actor, {**fields, "name": name})
    except Conflict:  # another first upload was faster, or another gallery has the name
        existing = lookup.find(gallery_id)
    return existing or make(gallery_id, actor, {**fields, "name": f"{name} ({secrets.token_hex(4)})"})
