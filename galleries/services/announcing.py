"""Telling the layers above, which services must not import, that strangers see other galleries than before.

Whoever keeps something that follows from the public galleries, as the front page does, calls `listen` when Django
starts. Every write that changes a gallery's visibility, place or years calls `tell` afterwards.
"""

import logging
from collections.abc import Callable

from galleries.models import Gallery

Listener = Callable[[str, Gallery | None], None]  # the gallery's id, and the gallery while it is public

log = logging.getLogger(__name__)
listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have `listener` called after each such write. What it raises is logged: the write has been made."""
    if listener not in listeners:
        listeners.append(listener)


def tell(before: Gallery | None, after: Gallery | None) -> None:
    """Call everybody who listens, if strangers see a difference between these two states of one gallery."""
    gallery = after or before
    if gallery is None or _seen(before) == _seen(after):
        return
    for listener in listeners:
        try:
            listener(gallery.gallery_id, after if _seen(after) else None)
        except Exception:
            log.exception("Could not follow the change of gallery %s", gallery.gallery_id)


def _seen(gallery: Gallery | None) -> object:
    if gallery is None or gallery.visibility != "public":
        return None
    return gallery.continent, gallery.country, tuple(gallery.years)
