"""Taking a photo away: first from every list, then its objects, then its items; resumable at every point."""

from collections.abc import Iterable, Sequence

from accounts.actors import Actor
from gallery_project import claims
from photos import changes, index, keys, lookup, multipart, storage
from photos.models import Photo
from photos.services import originals
from photos.services.editing import current
from ratings import services as ratings


def delete(*, actor: Actor, photo_id: str, revision: int | None = None) -> None:
    """Delete a photo, its files, rows and ratings; with `revision` only if it is still the current one.

    Raises NotFound, NotAllowed, Stale, Conflict.
    """
    photo, _gallery = lookup.managed(actor, photo_id)
    remove(photo, lambda fresh: current(fresh, revision))


def remove(photo: Photo, check: changes.Edit = lambda fresh: None) -> None:
    """Delete a photo whose deletion is decided, unless `check` raises by what it is now. Raises NotFound, Conflict."""

    def mark(fresh: Photo) -> None:
        check(fresh)
        fresh.status, fresh.lease_until = "deleting", None

    finish_deletion(changes.edited(photo, mark))


def finish_deletion(photo: Photo) -> None:
    """Delete what belongs to a photo that is marked, and at last the photo; repeating it is safe."""
    changes.write_cover(photo)
    delete_objects(photo)
    delete_items([photo])


def delete_objects(photo: Photo) -> None:
    """Delete original, renditions and sidecar."""
    own = (photo.gallery_id, photo.photo_id)
    storage.delete_prefix(keys.renditions(*own))
    storage.delete([keys.photo_sidecar(*own), keys.discarded(*own)])
    delete_originals([photo])


def delete_originals(photos: Sequence[Photo]) -> int:
    """Delete the originals that no other photo has, with an older system's thumbnails; returns how many originals."""
    shared = originals.shared(photos)
    own = [photo.s3_key for photo in photos if photo.s3_key and photo.s3_key not in shared]
    storage.delete([keys.older_thumbnail(key) for key in own])
    return storage.delete(own)


def delete_items(photos: Iterable[Photo]) -> None:
    """Delete ratings, rows of facets, claims and open uploads of these photos, and at last the photos themselves."""
    photos = list(photos)
    for photo in photos:
        if photo.upload_id:
            multipart.abort(str(photo.s3_key), photo.upload_id)
        ratings.forget(photo_id=photo.photo_id)
        originals.release(photo)
        if photo.sha256:
            claims.release(claims.photo_digest(photo.gallery_id, photo.sha256), photo.photo_id)
    index.clear(photos)
    with Photo.batch_write() as items:
        for photo in photos:
            items.delete(photo)
