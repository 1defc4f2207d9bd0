"""New renditions for photos that have old ones, any number of photos, by many workers and in any order.

What is due is told by the photo itself: `renditions` say by which recipe, in which formats and when they were made. So
whatever is cut off, sent twice or lost, doing all of it again does what is left. Nothing is counted on the way: one
counter would take a write for each photo, and an item takes a thousand in a second. `counted` looks.

A photo is shown with its old renditions until the new ones are stored, and goes on with them if that fails.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings

from accounts.actors import SYSTEM
from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project.each import try_each
from gallery_project.errors import Conflict
from photos import imaging, work_queue
from photos.models import LONG_AGO, Photo
from photos.services.ingest import ingest

PLAN_SECONDS = 10.0  # for which one message looks for photos before it hands over to the next
_PAGE = 200
_AT_ONCE = 2  # each holds a decoded picture in memory
log = logging.getLogger(__name__)


@dataclass
class Looked:
    """Photos that were looked at, those among them that are due, and those of these that could not be rendered."""

    photos: int = 0
    due: int = 0
    failed: int = 0


def is_due(photo: Photo, made_before: str = "") -> bool:
    """Whether its renditions are of another recipe or other formats than today's, or made before this moment (ISO).

    What is in the trash, has failed or never had renditions is not.
    """
    made = photo.renditions
    if not photo.is_ready or not made:
        return False
    is_of_today = made.get("recipe", 1) == imaging.RECIPE and set(made["formats"]) == set(settings.RENDITION_FORMATS)
    return not is_of_today or made.get("made", LONG_AGO) < made_before


def begin(*, gallery_id: str = "", made_before: str = "") -> int:
    """Have the workers look through this gallery, or all; returns how many galleries. Raises Contended."""
    return work_queue.send(_plan(each, "", made_before) for each in _galleries(gallery_id))


def counted(*, gallery_id: str = "", made_before: str = "") -> Iterator[Looked]:
    """Say after each page of photos how many are due by then. Writes nothing."""
    done = Looked()
    for page in _all(gallery_id):
        done.photos += len(page)
        done.due += sum(is_due(photo, made_before) for photo in page)
        yield done


def render_all(*, gallery_id: str = "", made_before: str = "") -> Iterator[Looked]:
    """Render what is due in this process, and say after each page of photos how far it is."""
    done = Looked()
    for page in _all(gallery_id):
        due = [photo for photo in page if is_due(photo, made_before)]
        said = try_each(partial(_render, made_before=made_before), due, _AT_ONCE)
        done.photos, done.due = done.photos + len(page), done.due + len(due)
        done.failed += len(said) - said.count(None)
        yield done


def _all(gallery_id: str) -> Iterator[list[Photo]]:
    for each in _galleries(gallery_id):
        yield from _pages(each)


def work(*, message: Mapping[str, Any], seconds: float, patience: float) -> None:
    """Do what a message of the queue asks for, within some seconds; see `ingest` for `patience` and the errors.

    Raises KeyError, TypeError or ValueError for a message that is none of ours.
    """
    kind, gallery_id, made_before = message["work"], message["galleryId"], message["madeBefore"]
    if kind == "plan":
        _look_through(gallery_id, message["after"], made_before, min(seconds, PLAN_SECONDS))
    elif kind == "render":
        _render_one(gallery_id, message["photoId"], made_before, patience)
    else:
        raise ValueError(f"There is no work called {kind!r}.")


def _look_through(gallery_id: str, after: str, made_before: str, seconds: float) -> None:
    """Queue what is due in this gallery behind the photo `after`, and the rest of the looking when time is over."""
    until = time.monotonic() + seconds
    for page in _pages(gallery_id, after):
        due = [photo for photo in page if is_due(photo, made_before)]
        work_queue.send(_message("render", photo.gallery_id, made_before, photoId=photo.photo_id) for photo in due)
        if time.monotonic() > until:
            work_queue.send([_plan(gallery_id, page[-1].photo_id, made_before)])
            return


def _plan(gallery_id: str, after: str, made_before: str) -> work_queue.Message:
    return _message("plan", gallery_id, made_before, after=after)


def _message(work: str, gallery_id: str, made_before: str, **more: str) -> work_queue.Message:
    return {"work": work, "galleryId": gallery_id, "madeBefore": made_before, **more}


def _render(photo: Photo, made_before: str) -> None:
    """Raises Conflict when it cannot be rendered."""
    if not _render_one(photo.gallery_id, photo.photo_id, made_before):
        raise Conflict("This photo keeps the renditions that it has.")


def _render_one(gallery_id: str, photo_id: str, made_before: str, patience: float | None = None) -> bool:
    """Whether it is as it should be now; if not, trying again would not help."""
    fits = partial(is_due, made_before=made_before)
    rendered = ingest(gallery_id=gallery_id, photo_id=photo_id, patience=patience, is_due=fits)
    if rendered is None or fits(rendered):
        log.warning("Photo %s was not rendered again: its original is gone, or cannot be rendered", photo_id)
        return False
    return True


def _galleries(gallery_id: str) -> Iterator[str]:
    """The ids of this gallery or of all, without those in the trash. Raises NotFound. Reads a whole table."""
    if gallery_id:
        yield galleries.managed(SYSTEM, gallery_id).gallery_id
        return
    stays = Gallery.trashed_at.does_not_exist()
    for page in Gallery.scan(stays, page_size=_PAGE, attributes_to_get=["galleryId"]).page_iter:
        yield from (raw["galleryId"]["S"] for raw in page["Items"])


def _pages(gallery_id: str, after: str = "") -> Iterator[list[Photo]]:
    """The photos of a gallery behind `after` in the order of their ids, some at a time."""
    behind = Photo.photo_id > after if after else None
    for page in Photo.query(gallery_id, behind, page_size=_PAGE).page_iter:
        if page["Items"]:
            yield [Photo.from_raw_data({**raw}) for raw in page["Items"]]
