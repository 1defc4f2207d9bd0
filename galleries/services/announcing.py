"""Telling what lies above the services that strangers see other galleries than before.

Whoever keeps something that follows from the public galleries, as `website.front` does, calls `listen` when Django
starts. Every write that changes a gallery's visibility, place or years calls `tell` afterwards. What the site does by
itself, as when a thousand folders arrive, is told as nothing that anybody waits for.
"""

import logging
from collections.abc import Callable

from accounts.actors import Actor
from galleries.models import Gallery

Listener = Callable[[str, bool], None]  # the gallery's id, and whether a person waits to see what follows

log = logging.getLogger(__name__)
listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have `listener` called after each such write. What it raises is logged: the write has been made."""
    if listener not in listeners:
        listeners.append(listener)


def tell(actor: Actor, before: Gallery | None, after: Gallery | None) -> None:
    """Call everybody who listens, if strangers see a difference between these two states of one gallery."""
    gallery = after or before
    if gallery is None or _seen(before) == _seen(after):
        return
    for listener in listeners:
        try:
            listener(gallery.gallery_id, actor.role != "system")
        except Exception:
            log.exception("Could not follow the change of gallery %s", gallery.gallery_id)


def _seen(gallery: Gallery | None) -> object:
    if gallery is None or gallery.visibility != "public":
        return None
    return gallery.continent, gallery.country, tuple(gallery.years)
