"""Files that lie in the bucket without having been announced."""

from contextlib import suppress
from pathlib import PurePosixPath

from galleries.models import Gallery
from gallery_project.tables import Refused, conditional, iso
from photos import keys
from photos.models import Photo
from photos.services import numbers
from photos.storage import Stored


def adopt(*, gallery: Gallery, key: str, original: keys.Original, stored: Stored) -> bool:
    """Record the object at `key` as a photo that awaits its ingest; False where there is a record already.

    It gets what the gallery says of new photos. What only an announcement can have made is recorded as private:
    perhaps its photo was deleted or given up. Raises NotFound once the gallery is going.
    """
    is_ours, defaults = keys.is_ours(original), gallery.photo_defaults or {}
    photo = Photo(
        gallery.gallery_id,
        original.photo_id,
        photo_number=numbers.allot(gallery, 1)[0],
        owner_id=gallery.owner_id,
        filename=original.filename,
        title=None if is_ours else PurePosixPath(original.filename).stem,
        visibility="private" if is_ours else defaults.get("visibility", "public"),
        tags=list(defaults.get("tags", [])),
        s3_key=key,
        uploaded_at=iso(stored.modified),
        status="awaiting_upload",
        work_state=f"awaiting_upload#{original.photo_id}",
    )
    with suppress(Refused), conditional():
        photo.save(condition=Photo.photo_id.does_not_exist())
        return True
    return False
