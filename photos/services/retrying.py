"""A failed photo's bytes once more, because somebody asks for it."""

from django.utils.translation import gettext as _

from accounts.actors import Actor
from gallery_project.errors import Conflict
from photos import changes, lookup, storage
from photos.models import Photo
from photos.services.ingest import ingest


def retry(*, actor: Actor, photo_id: str) -> Photo:
    """Work through a failed photo's bytes once more. Raises Conflict when it did not fail or has no bytes."""
    photo, _gallery = lookup.managed(actor, photo_id, "upload")
    return again(photo)


def again(photo: Photo) -> Photo:
    """`retry` for a caller that may."""
    if photo.status != "failed" or storage.head(photo.s3_key) is None:
        raise Conflict(_("There is nothing to try again: please upload the file once more."))
    changes.edited(photo, _forget_failure)
    return ingest(gallery_id=photo.gallery_id, photo_id=photo.photo_id) or photo


def _forget_failure(photo: Photo) -> None:
    if photo.status == "failed":
        photo.status, photo.status_reason, photo.attempts = "awaiting_upload", None, 0
