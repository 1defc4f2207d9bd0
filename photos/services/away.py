"""Into the trash and out of it, as edits of a photo. Pure."""

from datetime import UTC, datetime

from gallery_project.tables import iso, now
from photos.models import Photo
from photos.services import older


def put_away(photo: Photo) -> None:
    """Only what is ready goes into the trash; its place in the order is kept for when it comes back."""
    if photo.is_ready:
        photo.status, photo.trashed_at = "trashed", iso(now())
        photo.trashed_order, photo.sort_order = photo.sort_order, None
        if photo.lease_until and not photo.moving_to:
            _take_from_worker(photo)


def _take_from_worker(photo: Photo) -> None:
    """Whoever renders it would make it ready again. What that was to become it becomes once it is back."""
    photo.lease_until, photo.attempts, photo.etag = None, 0, None


def bring_back(photo: Photo) -> None:
    """Ready again, where it was in the order."""
    if photo.is_trashed:
        photo.status = "ready"
        forget(photo)
        photo.sort_order = older.place(photo)[0]


def forget(photo: Photo) -> None:
    """It is not in the trash any more, even if its file came anew while it was."""
    if photo.trashed_at:
        photo.sort_order, photo.trashed_order, photo.trashed_at = photo.trashed_order, None, None


def since(photo: Photo) -> datetime:
    """When it came into the trash."""
    return datetime.fromisoformat(photo.trashed_at) if photo.trashed_at else datetime.fromtimestamp(0, UTC)
