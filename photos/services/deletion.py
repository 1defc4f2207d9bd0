"""Taking a photo away: first from every list, then its objects, then its items; resumable at every point."""

from collections.abc import Iterable

from accounts.actors import Actor
from gallery_project import claims
from gallery_project.errors import NotFound
from photos import changes, keys, lookup, multipart, storage
from photos.models import Photo, PhotoTag
from ratings import services as ratings


def delete(*, actor: Actor, photo_id: str) -> None:
    """Delete a photo, its files, tags and ratings. Raises NotFound, NotAllowed, Conflict."""
    photo, _ = lookup.managed(actor, photo_id)
    try:
        going = changes.apply(photo, _mark)
    except changes.Lost:
        raise NotFound("There is no such photo.") from None
    finish_deletion(going)


def _mark(photo: Photo) -> None:
    photo.status, photo.sort_order, photo.lease_until = "deleting", None, None


def finish_deletion(photo: Photo) -> None:
    """Delete what belongs to a photo that is marked, and at last the photo; repeating it is safe."""
    delete_objects(photo)
    delete_items([photo])


def delete_objects(photo: Photo) -> int:
    """Delete original, renditions and sidecar; returns how many objects."""
    single = [keys.photo_sidecar(photo.gallery_id, photo.photo_id), *([photo.s3_key] if photo.s3_key else [])]
    return storage.delete_prefix(keys.renditions(photo.gallery_id, photo.photo_id)) + storage.delete(single)


def delete_items(photos: Iterable[Photo]) -> None:
    """Delete ratings, tags, claims and open uploads of these photos, and at last the photos themselves."""
    photos = list(photos)
    for photo in photos:
        if photo.upload_id:
            multipart.abort(str(photo.s3_key), photo.upload_id)
        ratings.forget(photo_id=photo.photo_id)
        if photo.sha256:
            claims.release(claims.photo_digest(photo.gallery_id, photo.sha256), photo.photo_id)
    with PhotoTag.batch_write() as tags:
        for photo in photos:
            for tag in set(photo.tags):
                tags.delete(PhotoTag.of(photo, tag))
    with Photo.batch_write() as items:
        for photo in photos:
            items.delete(photo)
