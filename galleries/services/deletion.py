"""Deleting a gallery with any number of photos: mark, objects, items, the gallery; resumable at every point."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from accounts.actors import Actor
from galleries import lookup
from galleries.models import Gallery
from gallery_project import claims
from gallery_project.tables import Contended, Refused, retrying, transact
from photos import keys, storage
from photos import services as photos
from photos.models import Photo

_BATCH = 100


@dataclass(frozen=True)
class Deleted:
    """What a deletion removed: S3 objects, photo items, and whether the gallery's item went."""

    objects: int
    photos: int
    gallery: bool


def delete(*, actor: Actor, gallery_id: str) -> Deleted:
    """Delete the gallery, its photos and every object of theirs. Raises NotFound, NotAllowed.

    From its first write on nobody finds the gallery any more, and its name is free. Calling it again goes on with a
    deletion that was cut off.
    """
    gallery = lookup.managed(actor, gallery_id, or_going=True)
    retrying(lambda: _mark(gallery))
    return finish_deletion(gallery)


def _mark(gallery: Gallery) -> None:
    going: list[Action] = [Gallery.shelf.set("deleting"), Gallery.place.remove()]
    # Even an older item without a place in any order must stand on the shelf where unfinished deletions are found.
    going.append(Gallery.sort_order.set(Gallery.sort_order | 0))

    def writes(transaction: TransactWrite) -> None:
        claim = claims.gallery_name(gallery.continent, gallery.country, gallery.name)
        held = claims.Claim.claim.does_not_exist() | (claims.Claim.holder == gallery.gallery_id)
        transaction.delete(claims.Claim(claim), condition=held)
        transaction.update(gallery, going, Gallery.gallery_id.exists())

    try:
        transact(writes)
    except Refused as error:
        raise Contended from error


def finish_deletion(gallery: Gallery) -> Deleted:
    """Delete everything of a gallery that is marked; repeating it is safe."""
    objects = sum(storage.delete_prefix(prefix) for prefix in keys.gallery_prefixes(gallery.gallery_id))
    count = 0
    for batch in _batches(gallery.gallery_id):
        elsewhere = [photo.s3_key for photo in batch if photo.s3_key and not _is_inside(photo)]
        objects += storage.delete(elsewhere)
        photos.delete_items(batch)
        count += len(batch)
    gallery.delete()
    return Deleted(objects, count, True)


def _is_inside(photo: Photo) -> bool:
    """Whether the original lay under the gallery's own prefix, and so is gone already."""
    return str(photo.s3_key).startswith(keys.gallery_prefixes(photo.gallery_id)[0])


def _batches(gallery_id: str) -> Iterator[list[Photo]]:
    """All photos of the gallery in any state, a hundred at a time."""
    every = Photo.query(gallery_id, page_size=_BATCH, consistent_read=True)
    while batch := list(islice(every, _BATCH)):
        yield batch


def interrupted() -> Iterator[Gallery]:
    """Galleries whose deletion began and did not end."""
    yield from Gallery.by_shelf.query("deleting")
