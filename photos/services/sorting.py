"""A gallery put into order at once, as a job."""

import re
import time
from collections.abc import Callable
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries import jobs
from galleries import lookup as galleries
from galleries.jobs import Job
from gallery_project.errors import Invalid
from photos.models import Photo
from photos.services import many
from photos.services.ordering import need_order, write

_KIND = "sort_photos"
_STEP_SECONDS = 8.0  # besides the reading of the whole gallery
_AT_A_TIME = 64
_NAMES = ["galleryId", "photoId", "sortOrder", "dateOrder", "takenAt", "uploadedAt", "filename", "title", "name"]
_NUMBERS = re.compile(r"(\d+)")


def _natural(text: str) -> list[tuple[int, str]]:
    """ "IMG_9" before "IMG_10", whatever the case."""
    parts = _NUMBERS.split(text.casefold())
    return [(int(part[:300]), "") if part.isdecimal() else (-1, part) for part in parts if part]


_KEYS: dict[str, Callable[[Photo], Any]] = {
    "date": lambda photo: photo.date_order or photo.taken_at or photo.uploaded_at,
    "filename": lambda photo: _natural(photo.filename),
    "title": lambda photo: _natural(photo.shown_title),
}
SORTS = tuple(_KEYS)


def sort_gallery(*, actor: Actor, gallery_id: str, by: str, descending: bool = False) -> Job:
    """Order all ready photos by when they were taken, by file name or by title, once; totals as in `edit_many`.

    Raises Invalid, NotFound, NotAllowed, Conflict.
    """
    gallery = galleries.managed(actor, gallery_id)
    if by not in _KEYS:
        raise Invalid("by", _("One of {choices}.").format(choices=", ".join(SORTS)))
    need_order(gallery)
    params = {"galleryId": gallery.gallery_id, "by": by, "descending": descending}
    return many.start(actor=actor, kind=_KIND, params=params, photo_ids=())


@jobs.kind(_KIND)
def step(job: Job) -> bool:
    """Give the next photos their places: 1, 2, 3 … in the order that the whole gallery has to have at this moment."""
    places = _places(job)
    deadline = time.monotonic() + _STEP_SECONDS
    job.totals["photos_total"] = len(places)
    due = iter([(photo.photo_id, float(place)) for place, photo in enumerate(places, 1) if photo.sort_order != place])
    while batch := dict(islice(due, _AT_A_TIME)):
        placed = write(job.params["galleryId"], batch)
        job.add("photos_changed", placed.updated)
        job.add("photos_failed", len(placed.errors))
        for error in placed.errors:
            job.report(error["photoId"], error["error"])
        if time.monotonic() > deadline:
            return False
    return True


def _places(job: Job) -> list[Photo]:
    """All photos as they are to stand; equal ones by their ids, for their places change while this goes on."""
    key = _KEYS[job.params["by"]]
    found = Photo.by_order.query(job.params["galleryId"], attributes_to_get=_NAMES)
    return sorted(found, key=lambda photo: (key(photo), photo.photo_id), reverse=job.params["descending"])
