"""Deleting a gallery with any number of photos: mark, objects, items, the gallery; resumable at every point."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, takewhile

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from accounts.actors import Actor
from galleries import lookup
from galleries.models import Gallery
from gallery_project import claims
from gallery_project.errors import NotFound
from gallery_project.tables import Contended, Refused, conditional, retrying, transact
from photos import keys, storage
from photos import services as photos
from photos.models import Photo

_BATCH = 100


@dataclass(frozen=True)
class Deleted:
    """How many S3 objects and photo items a deletion removed."""

    objects: int
    photos: int


def delete(*, actor: Actor, gallery_id: str) -> Deleted:
    """Delete the gallery, its photos and every object of theirs. Raises NotFound, NotAllowed.

    From its first write on nobody finds the gallery any more, and its name is free. Calling it again goes on with a
    deletion that was cut off.
    """
    lookup.managed(actor, gallery_id, or_going=True)
    return finish_deletion(retrying(lambda: _marked(gallery_id)))


def _marked(gallery_id: str) -> Gallery:
    gallery = lookup.find(gallery_id, or_going=True)
    if gallery is None:
        raise NotFound("There is no such gallery.")
    if not gallery.is_going:
        try:
            transact(lambda transaction: _mark(transaction, gallery))
        except Refused as error:
            raise Contended from error
    return gallery


def _mark(transaction: TransactWrite, gallery: Gallery) -> None:
    claim = claims.gallery_name(gallery.continent, gallery.country, gallery.name)
    claims.give_back(transaction, claim, gallery.gallery_id)
    # Even an older item without a place in any order must stand on the shelf where unfinished deletions are found.
    order = Gallery.sort_order.set(Gallery.sort_order | 0)
    going: list[Action] = [Gallery.shelf.set("deleting"), Gallery.place.remove(), order]
    transaction.update(gallery, going, Gallery.stays())


def finish_deletion(gallery: Gallery) -> Deleted:
    """Delete everything of a gallery that is marked; repeating it, even at the same time, is safe."""
    objects = sum(storage.delete_prefix(p) for p in keys.gallery_prefixes(gallery.gallery_id) if _still_goes(gallery))
    count = 0
    for batch in takewhile(lambda _: _still_goes(gallery), _batches(gallery.gallery_id)):
        elsewhere = [photo.s3_key for photo in batch if photo.s3_key and not _is_inside(photo)]
        objects += storage.delete(elsewhere)
        photos.delete_items(batch)
        count += len(batch)
    with suppress(Refused), conditional():
        gallery.delete(condition=_this_deletion(gallery))
    return Deleted(objects, count)


def _still_goes(gallery: Gallery) -> bool:
    """False once another worker has finished: a gallery of this id is then a new one, made by a new folder."""
    current = lookup.find(gallery.gallery_id, or_going=True)
    return current is not None and current.is_going and current.created_at == gallery.created_at


def _this_deletion(gallery: Gallery) -> Condition:
    condition: Condition = (Gallery.shelf == "deleting") & (Gallery.created_at == gallery.created_at)
    return condition


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
