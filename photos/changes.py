"""Writing a photo's new state: item, its gallery's counts and cover in one transaction, then what follows from it.

What follows is the sidecar in the bucket and the rows of PhotoFacets. Every change leaves `workState` "sidecar"
behind until both say the same as the item, so that a crash in between is found and finished by the next delivery of
the event or by `reconcile`.
"""

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from galleries import sidecar
from galleries.lookup import find as find_gallery
from galleries.models import Gallery
from gallery_project.errors import NotFound
from gallery_project.tables import Contended, Refused, differences, iso, now, retrying, transact
from photos import covers, facets, index, keys, storage
from photos.facets import Row
from photos.index import unchanged
from photos.lookup import read
from photos.models import Photo

Edit = Callable[[Photo], None]
COVER = "+cover"  # in a mark: the gallery's sidecar, too, has to follow


class Lost(Exception):
    """The photo is no longer the writer's to change: deleted, or taken over by another worker."""


def apply(photo: Photo, edit: Edit, lease: float | None = None) -> Photo:
    """Read the photo afresh, let `edit` change it in place, write it with all that depends on it; return it.

    Repeats when somebody else was faster, so `edit` may run more than once. With `lease`, only while that lease is
    held. Raises Lost, NotFound when the gallery is gone, Conflict when the item stays contended.
    """
    changed = retrying(lambda: _attempt(photo, edit, lease))
    if not changed.is_going:
        write_sidecar(changed)
    return changed


def _attempt(photo: Photo, edit: Edit, lease: float | None) -> Photo:
    before = read(photo.gallery_id, photo.photo_id)
    if before is None or before.is_going or (lease is not None and before.lease_until != lease):
        raise Lost
    gallery = find_gallery(photo.gallery_id)
    if gallery is None:
        raise NotFound("There is no such gallery.")
    after = deepcopy(before)
    edit(after)
    after.settle()
    cover = covers.change(gallery, after)
    mark = "deleting" if after.is_going else "sidecar"
    after.work_state = f"{mark}{COVER if cover.actions or _is_cover_due(before) else ''}#{after.photo_id}"
    try:
        transact(lambda transaction: _write(transaction, before, after, gallery, cover))
    except Refused as error:
        raise Contended from error
    after.revision = before.revision + 1
    return after


def _write(transaction: TransactWrite, before: Photo, after: Photo, gallery: Gallery, cover: covers.Change) -> None:
    transaction.update(before, [*differences(before, after), Photo.revision.add(1)], unchanged(before))
    if on_gallery := [*cover.actions, *_counts(gallery, before, after)]:
        transaction.update(gallery, on_gallery, cover.condition & gallery.counted_as_read)
    if cover.successor:
        same = unchanged(cover.successor)
        transaction.condition_check(Photo, gallery.gallery_id, cover.successor.photo_id, condition=same)


def _counts(gallery: Gallery, before: Photo, after: Photo) -> list[Action]:
    public, ready = after.counts - before.counts, after.is_ready - before.is_ready
    # What happens to a private photo shows in nothing that strangers see.
    shown = [Gallery.updated_at.set(iso(now()))] if public else []
    return [*shown, *gallery.counting(public, ready)]


def write_sidecar(photo: Photo) -> None:
    """Bring sidecar and rows in line with the table and take the mark off that says they are not."""
    doubt: set[Row] = set()
    retrying(lambda: _sidecar_attempt(photo, doubt))


def _sidecar_attempt(photo: Photo, doubt: set[Row]) -> None:
    current = read(photo.gallery_id, photo.photo_id)
    if current is None or current.is_going:
        index.forget(doubt)
        return
    storage.upload_json(keys.photo_sidecar(photo.gallery_id, photo.photo_id), current.sidecar())
    write_cover(current)
    index.follow(current, find_gallery(photo.gallery_id), doubt, [_rest(current)])


def _rest(photo: Photo) -> Action:
    """Takes the mark off, or puts another one there on what has to be worked on."""
    if photo.status != "ready" or photo.lease_until:
        return Photo.work_state.set(f"{photo.status}#{photo.photo_id}")
    return Photo.work_state.remove()


def finish_restored(photo: Photo, gallery: Gallery) -> None:
    """Write the rows of a photo that was stored as its sidecar says; the gallery must have been read after it."""
    doubt: set[Row] = set()
    try:
        index.follow(photo, gallery, doubt, [_rest(photo)])
    except Contended:
        retrying(lambda: _sidecar_attempt(photo, doubt))


def write_cover(photo: Photo) -> None:
    """Bring the gallery's sidecar in line, if the photo's mark says that the gallery's cover has changed with it."""
    gallery = find_gallery(photo.gallery_id) if _is_cover_due(photo) else None
    if gallery:
        with suppress(NotFound):
            sidecar.write(gallery)


def _is_cover_due(photo: Photo) -> bool:
    return (photo.work_state or "").partition("#")[0].endswith(COVER)


def reindex(photo: Photo, gallery: Gallery) -> None:
    """Bring the photo's rows in line with its gallery, which was read after it and has been edited."""
    doubt: set[Row] = set()
    try:
        if facets.kept(photo).as_of != gallery.revision:
            index.follow(photo, gallery, doubt)
    except Contended:
        retrying(lambda: _reindex_attempt(photo, doubt))


def _reindex_attempt(photo: Photo, doubt: set[Row]) -> None:
    current = read(photo.gallery_id, photo.photo_id)
    if current is None or current.is_going:
        index.forget(doubt)
        return
    index.follow(current, find_gallery(photo.gallery_id), doubt)
