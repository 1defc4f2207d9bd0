"""What is on its way: announced, or being worked on."""

import time
from datetime import datetime
from itertools import islice

from accounts.actors import Actor
from photos.models import Photo

MOST_READ = 500
_STUCK_SECONDS = 600
_STATES = ("awaiting_upload", "processing")


def under_way(*, actor: Actor) -> list[Photo]:
    """The actor's own photos that are not there yet, for the site's staff everybody's; the latest first.

    One read: of a person's 500 latest uploads, or of 500 unfinished ones.
    """
    if actor.is_staff:
        found = Photo.by_work.scan(page_size=MOST_READ)
    else:
        found = Photo.by_owner.query(actor.user_id, scan_index_forward=False, page_size=MOST_READ)
    latest = islice(found, MOST_READ)
    waiting = (photo for photo in latest if photo.status in _STATES and not photo.has_expired)
    return sorted(waiting, key=lambda photo: photo.uploaded_at, reverse=True)


def is_stuck(photo: Photo) -> bool:
    """Whether it has been under way for more than ten minutes."""
    return age(photo) > _STUCK_SECONDS


def age(photo: Photo) -> float:
    """Seconds since it was announced."""
    return time.time() - datetime.fromisoformat(photo.uploaded_at).timestamp()
