"""After an edit of a gallery: its sidecar, and what its photos are found by, follow as far as a request has time.

Every edit leaves a mark in its own write. The mark goes when all of that says the same as the item; until then
`reconcile` finds it, whatever crashed in between.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from galleries import lookup, sidecar
from galleries.models import Gallery
from gallery_project.errors import Conflict, NotFound
from gallery_project.tables import Refused, conditional, retrying
from gallery_project.threads import Threads
from photos import services as photos

SIDECAR = "sidecar"
REINDEX = "reindex"  # and the sidecar
_REQUEST_SECONDS = 5.0
_AT_ONCE = 8
_WORDS = ("name", "continent", "country", "description", "years", "shelf", "owner_id", "show_exif")


def mark(before: Gallery, after: Gallery) -> str:
    """What an edit leaves to be done: more when it changes what the photos are found by, or by whom."""
    if any(getattr(before, name) != getattr(after, name) for name in _WORDS):
        return REINDEX
    return before.work_state or SIDECAR


def begin(gallery: Gallery) -> None:
    """Do what can be done within a request; the mark stays on what is left to `finish`. Raises NotFound."""
    with suppress(Conflict):
        _work(gallery, time.monotonic() + _REQUEST_SECONDS)


def finish(gallery: Gallery, until: float = float("inf")) -> None:
    """Go through all that is marked; photos in line already cost nothing but their reading. Safe to repeat.

    At `until` (monotonic seconds) it stops, and the mark stays.
    """
    with suppress(NotFound):  # deleted meanwhile
        _work(gallery, until)


def interrupted() -> Iterator[Gallery]:
    """Galleries whose last edit is not finished. Reads a sparse index with nothing else in it."""
    yield from Gallery.by_work.scan()


def _work(gallery: Gallery, deadline: float) -> None:
    sidecar.write(gallery)
    if gallery.work_state == SIDECAR or _reindexed(gallery, deadline):
        retrying(lambda: _unmark(gallery))


def _reindexed(gallery: Gallery, deadline: float) -> bool:
    """Whether the rows of all photos are in line."""
    with Threads(_AT_ONCE) as threads:
        for batch in photos.batches(gallery_id=gallery.gallery_id):
            fresh = lookup.find(gallery.gallery_id)  # after its photos, as photos.reindex needs it
            if fresh is None:
                return False
            list(threads.map(partial(photos.reindex, gallery=fresh), batch))
            if time.monotonic() > deadline:
                return False
    return True


def _unmark(gallery: Gallery) -> None:
    """Unless there has been another edit, which began anew."""
    same = gallery.unedited & (Gallery.work_state == gallery.work_state)
    with suppress(Refused), conditional():
        gallery.update([Gallery.work_state.remove()], condition=same)
