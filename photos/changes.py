"""Writing a photo's new state: item, its gallery's counts and cover in one transaction, then what follows from it.

What follows is the sidecar in the bucket and the rows of PhotoFacets. Every change leaves `workState` "sidecar"
behind until both say the same as the item, so that a crash in between is found and finished by the next delivery of
the event or by `reconcile`.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from copy import deepcopy

from django.utils.translation import gettext as _
from pynamodb.expressions.condition import Condition
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
_RANK = ("score", "ranked_in")
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


def edited(photo: Photo, edit: Edit) -> Photo:
    """`apply` for people: a photo that has gone meanwhile is NotFound."""
    try:
        return apply(photo, edit)
    except Lost:
        raise NotFound(_("There is no such photo.")) from None


def _attempt(photo: Photo, edit: Edit, lease: float | None) -> Photo:
    before = read(photo.gallery_id, photo.photo_id)
    if before is None or before.is_going or (lease is not None and before.lease_until != lease):
        raise Lost
    gallery = find_gallery(photo.gallery_id)
    if gallery is None:
        raise NotFound(_("There is no such gallery."))
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
    transaction.update(before, [*differences(before, after), Photo.revision.add(1)], _as_read(before, after))
    if on_gallery := [*cover.actions, *_counts(gallery, before, after)]:
        transaction.update(gallery, on_gallery, cover.condition & gallery.counted_as_read)
    if cover.successor:
        same = unchanged(cover.successor)
        transaction.condition_check(Photo, gallery.gallery_id, cover.successor.photo_id, condition=same)


def _as_read(before: Photo, after: Photo) -> Condition:
    """That nobody edited the photo meanwhile, nor, where the edit ranks it anew, rated it."""
    is_ranked_anew = any(getattr(before, name) != getattr(after, name) for name in ("status", "visibility", *_RANK))
    if not is_ranked_anew:
        return unchanged(before)
    same: Condition = unchanged(before) & Photo.rating_count.does_not_exist()
    if before.rating_count is not None:
        same = unchanged(before) & (Photo.rating_count == before.rating_count) & (Photo.rating_sum == before.rating_sum)
    return same


def _counts(gallery: Gallery, before: Photo, after: Photo) -> list[Action]:
    public, ready = after.counts - before.counts, after.is_ready - before.is_ready
    stored = after.stored - before.stored
    # What happens to a private photo shows in nothing that strangers see.
    shown = [Gallery.updated_at.set(iso(now()))] if public else []
    return [*shown, *gallery.counting(public, ready, stored)]


def leave(photo: Photo, names: Iterable[str]) -> None:
    """For an edit: these objects of the bucket are not the photo's any more, and are deleted once that is stored."""
    photo.leftovers = [*(photo.leftovers or []), *names]


def write_sidecar(photo: Photo) -> None:
    """Bring sidecar, leftovers and rows in line with the table and take the mark off that says they are not."""
    doubt: set[Row] = set()
    retrying(lambda: _sidecar_attempt(photo, doubt))


def _sidecar_attempt(photo: Photo, doubt: set[Row]) -> None:
    current = read(photo.gallery_id, photo.photo_id)
    sidecar_key = keys.photo_sidecar(photo.gallery_id, photo.photo_id)
    if current is None or current.is_going:
        index.forget(doubt)
        storage.delete([sidecar_key])  # it may have been written a moment too late
        return
    storage.upload_json(sidecar_key, current.sidecar())
    write_cover(current)
    index.follow(current, find_gallery(photo.gallery_id), doubt, [_rest(current), *_cleared(current)])


def _cleared(photo: Photo) -> list[Action]:
    """Deletes the leftovers, unless by now they are the photo's again."""
    if not photo.leftovers:
        return []
    own = {photo.s3_key, *keys.made(photo.gallery_id, photo.photo_id, photo.renditions)}
    storage.delete([key for key in photo.leftovers if key not in own])
    return [Photo.leftovers.remove()]


def _rest(photo: Photo) -> Action:
    """Takes the mark off, or puts another one there on what has to be worked on."""
    state = _due(photo)
    return Photo.work_state.set(f"{state}#{photo.photo_id}") if state else Photo.work_state.remove()


def _due(photo: Photo) -> str:
    if photo.lease_until or not (photo.is_ready or photo.is_trashed):
        return photo.status
    if photo.moving_to:
        return "moving"
    return "processing" if photo.is_ready and (photo.is_renewed or photo.rerender) else ""


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
