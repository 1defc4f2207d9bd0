"""Files that lie in the bucket without having been announced."""

from contextlib import suppress
from pathlib import PurePosixPath

from gallery_project.tables import Refused, conditional, iso
from photos import keys
from photos.models import Photo
from photos.storage import Stored


def adopt(*, gallery_id: str, owner_id: str, key: str, original: keys.Original, stored: Stored) -> None:
    """Record the object at `key` as a photo that awaits its ingest; leaves a record that exists as it is."""
    photo = Photo(
        gallery_id,
        original.photo_id,
        owner_id=owner_id or None,
        filename=original.filename,
        title=PurePosixPath(original.filename).stem,
        s3_key=key,
        uploaded_at=iso(stored.modified),
        status="awaiting_upload",
        work_state=f"awaiting_upload#{original.photo_id}",
    )
    with suppress(Refused), conditional():
        photo.save(condition=Photo.photo_id.does_not_exist())
