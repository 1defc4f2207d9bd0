"""After an edit of a gallery: what its photos are found by follows, in the request as far as there is time."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

from galleries import lookup
from galleries.models import Gallery
from gallery_project.errors import Conflict
from gallery_project.tables import Refused, conditional
from photos import services as photos

MARK = "reindex"
_REQUEST_SECONDS = 5.0
_AT_ONCE = 8
_WORDS = ("name", "continent", "country", "description", "years", "shelf", "owner_id")


def concerns(before: Gallery, after: Gallery) -> bool:
    """Whether an edit changes what the gallery's photos are found by, or by whom."""
    return any(getattr(before, name) != getattr(after, name) for name in _WORDS)


def begin(gallery: Gallery) -> None:
    """Do what can be done within a request; the mark stays on what is left to `finish`."""
    with suppress(Conflict):
        _work(gallery, time.monotonic() + _REQUEST_SECONDS)


def finish(gallery: Gallery) -> None:
    """Go through all photos; those that are in line already cost nothing but their reading. Safe to repeat."""
    _work(gallery, float("inf"))


def interrupted() -> Iterator[Gallery]:
    """Galleries with photos that may still be found by what was."""
    yield from Gallery.by_work.query(MARK)


def _work(gallery: Gallery, deadline: float) -> None:
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for batch in photos.batches(gallery_id=gallery.gallery_id):
            fresh = lookup.find(gallery.gallery_id)  # after its photos, as photos.reindex needs it
            if fresh is None:
                return
            list(threads.map(partial(photos.reindex, gallery=fresh), batch))
            if time.monotonic() > deadline:
                return
    _unmark(gallery)


def _unmark(gallery: Gallery) -> None:
    """Unless there has been another edit, which began anew."""
    same = (Gallery.revision == gallery.revision) & (Gallery.work_state == MARK)
    with suppress(Refused), conditional():
        gallery.update([Gallery.work_state.remove()], condition=same)
