"""Writing a photo's new state: item, tags, its gallery's count and cover in one transaction, then the sidecar.

Every change leaves `workState` "sidecar" behind until the bucket says the same as the table, so that a crash in
between is found and finished by the next delivery of the event or by `reconcile`.
"""

from collections.abc import Callable
from copy import deepcopy

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from galleries.lookup import find as find_gallery
from galleries.models import Gallery
from gallery_project.errors import NotFound
from gallery_project.tables import Contended, Refused, conditional, differences, iso, now, retrying, transact
from photos import covers, keys, storage
from photos.lookup import read
from photos.models import Photo, PhotoTag

Edit = Callable[[Photo], None]


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
    after.work_state = f"{'deleting' if after.is_going else 'sidecar'}#{after.photo_id}"
    try:
        transact(lambda transaction: _write(transaction, before, after, gallery))
    except Refused as error:
        raise Contended from error
    after.revision = before.revision + 1
    return after


def _write(transaction: TransactWrite, before: Photo, after: Photo, gallery: Gallery) -> None:
    transaction.update(before, [*differences(before, after), Photo.revision.add(1)], unchanged(before))
    cover = covers.change(gallery, after)
    if on_gallery := [*cover.actions, *_counts(gallery, before, after)]:
        transaction.update(gallery, [*on_gallery, Gallery.updated_at.set(iso(now()))], cover.condition)
    if cover.successor:
        same = unchanged(cover.successor)
        transaction.condition_check(Photo, gallery.gallery_id, cover.successor.photo_id, condition=same)
    old, new = ({*photo.tags} if not photo.is_going else set() for photo in (before, after))
    for tag in old - new:
        transaction.delete(PhotoTag.of(before, tag))
    for tag in new - old:
        transaction.save(PhotoTag.of(after, tag))


def unchanged(photo: Photo) -> Condition:
    """The condition that nobody edited the photo since it was read."""
    never = Photo.photo_id.exists() & Photo.revision.does_not_exist()
    return (Photo.revision == photo.revision) | never if photo.revision == 0 else Photo.revision == photo.revision


def _counts(gallery: Gallery, before: Photo, after: Photo) -> list[Action]:
    public, ready = after.counts - before.counts, after.is_ready - before.is_ready
    actions: list[Action] = [Gallery.photo_count.add(public)] if public else []
    if ready and gallery.ready_count is not None:
        actions.append(Gallery.ready_count.add(ready))
    return actions


def write_sidecar(photo: Photo) -> None:
    """Bring the sidecar in line with the table and take the mark off that says it is not."""
    retrying(lambda: _sidecar_attempt(photo))


def _sidecar_attempt(photo: Photo) -> None:
    current = read(photo.gallery_id, photo.photo_id)
    if current is None or current.is_going:
        return
    storage.upload_json(keys.photo_sidecar(photo.gallery_id, photo.photo_id), current.sidecar())
    resting: Action = Photo.work_state.remove()
    if current.status != "ready" or current.lease_until:
        resting = Photo.work_state.set(f"{current.status}#{current.photo_id}")
    try:
        with conditional():
            current.update([resting], condition=unchanged(current))
    except Refused as error:
        raise Contended from error
