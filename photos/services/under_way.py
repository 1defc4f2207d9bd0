"""What is on its way: announced, or being worked on."""

import time
from datetime import datetime, timedelta
from itertools import islice

from accounts.actors import Actor
from gallery_project.tables import iso, now
from photos.models import Photo
from photos.services.ingest import LEASE_SECONDS

_READ_BACK = timedelta(days=30)  # an announced file is forgotten long before
_MOST_PAGES = 5  # of a megabyte: some thousands of photos
_STUCK_SECONDS = 600
_STATES = ("awaiting_upload", "processing")


def under_way(*, actor: Actor) -> list[Photo]:
    """The actor's own photos that are not there yet, for the site's staff everybody's; the latest first.

    Bounded: of a person's uploads of the last thirty days, or of all unfinished ones, some thousands are looked at.
    """
    is_waiting = Photo.status.is_in(*_STATES)
    if actor.is_staff:
        found = Photo.by_work.scan(is_waiting)
    else:
        lately = Photo.uploaded_at > iso(now() - _READ_BACK)
        found = Photo.by_owner.query(actor.user_id, lately, is_waiting, scan_index_forward=False)
    raw = (item for page in islice(found.page_iter, _MOST_PAGES) for item in page["Items"])
    waiting = (photo for photo in map(Photo.from_raw_data, raw) if not photo.has_expired)
    return sorted(waiting, key=lambda photo: photo.uploaded_at, reverse=True)


def is_stuck(photo: Photo) -> bool:
    """Whether it has been under way for more than ten minutes."""
    return age(photo) > _STUCK_SECONDS


def processing_for(photo: Photo) -> float:
    """Seconds since work on it began last, for all that is known; 0 for what has been worked through."""
    if photo.status != "processing":
        return 0
    return time.time() - (photo.lease_until - LEASE_SECONDS) if photo.lease_until else age(photo)


def age(photo: Photo) -> float:
    """Seconds since it was announced."""
    return time.time() - datetime.fromisoformat(photo.uploaded_at).timestamp()
