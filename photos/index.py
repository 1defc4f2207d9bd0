"""Keeping the rows of PhotoFacets in line with a photo and its gallery, whatever crashes or races in between.

Before a row is written or deleted, the photo's item says which rows there may be; afterwards it says which there are.
Both writes hold only if nobody else changed the photo or its rows meanwhile. Who loses such a race reads again and
repeats, and remembers what it may have written or deleted by then.
"""

from collections.abc import Collection, Iterable, Sequence

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from galleries.models import Gallery
from gallery_project.tables import Contended, Refused, conditional
from photos import facets
from photos.facets import Kept, Row
from photos.models import Photo
from photos.rows import PhotoFacet


def follow(photo: Photo, gallery: Gallery | None, doubt: set[Row], actions: Sequence[Action] = ()) -> None:
    """Bring the rows in line, then write `actions` on the photo. The gallery must have been read after the photo.

    Raises Contended when photo or rows were changed since they were read: read both and try again, with the same
    `doubt`, the rows that this caller has touched without being sure of the outcome.
    """
    before, wanted = facets.kept(photo), facets.of(photo, gallery)
    may_be, due = before.facets.rows(photo) | doubt, wanted.rows(photo)
    sure = set() if before.as_of is None else may_be - doubt
    if may_be - due or due - sure:
        _write(photo, Kept(before.facets | wanted))
        doubt |= (may_be - due) | (due - sure)
        _put_and_delete(photo, due - sure, may_be - due)
    _write(photo, Kept(wanted, int(gallery.revision) if gallery else 0), actions)


def clear(photos: Iterable[Photo]) -> None:
    """Delete all rows of photos that go."""
    forget([row for photo in photos for row in facets.kept(photo).facets.rows(photo)])


def forget(rows: Iterable[Row]) -> None:
    """Delete these rows, of photos that have gone meanwhile."""
    with PhotoFacet.batch_write() as batch:
        for facet, entry in rows:
            batch.delete(PhotoFacet(facet, entry))


def unchanged(photo: Photo) -> Condition:
    """The condition that nobody edited the photo since it was read."""
    never = Photo.photo_id.exists() & Photo.revision.does_not_exist()
    return (Photo.revision == photo.revision) | never if photo.revision == 0 else Photo.revision == photo.revision


def _write(photo: Photo, kept: Kept, actions: Sequence[Action] = ()) -> None:
    """Note the rows, if there is anything to say; leaves the photo with what its item then holds."""
    rows: Condition = Photo.facets.does_not_exist() if photo.facets is None else Photo.facets == photo.facets
    noted = [Photo.facets.set(kept.to_json())] if kept != facets.kept(photo) else []
    if not (noted or actions):
        return
    try:
        with conditional():
            photo.update([*noted, *actions], condition=unchanged(photo) & rows)
    except Refused as error:
        raise Contended from error


def _put_and_delete(photo: Photo, put: Collection[Row], delete: Collection[Row]) -> None:
    with PhotoFacet.batch_write() as batch:
        for facet, entry in delete:
            batch.delete(PhotoFacet(facet, entry))
        for facet, entry in put:
            batch.save(PhotoFacet(facet, entry, gallery_id=photo.gallery_id, photo_id=photo.photo_id))
