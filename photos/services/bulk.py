"""One change to many photos of a gallery, as a job: what cannot be changed is reported, and the others go on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from pynamodb.expressions.condition import Condition

from accounts.actors import Actor
from galleries import jobs
from galleries import lookup as galleries
from galleries.jobs import Job
from galleries.models import Gallery
from gallery_project.errors import Conflict, Invalid, NotFound
from photos import changes as photo_changes
from photos import lookup
from photos.models import Photo
from photos.services import away, dates, hiding, many, moving, naming, rotating, trashing
from photos.services.editing import assign
from photos.services.wishes import BulkChanges, checked, wording
from photos.services.wording import cleaned

MOST_EDITED = many.MOST  # photos that are named; all of a gallery can be more
_KIND = "edit_photos"
_AT_ONCE = 8
_AT_ONCE_RENDERED = 2  # each holds a decoded picture in memory
_REMEMBERED = 10  # jobs, by a photo


def edit_many(
    *,
    actor: Actor,
    gallery_id: str,
    changes: BulkChanges,
    photo_ids: Sequence[str] = (),
    everything: bool = False,
) -> Job:
    """Change these photos of the gallery, or all its ready ones, in the order given or shown; {n} counts from 1.

    Works for settings.JOB_SECONDS, and what is left then goes on by itself. The job's totals are `photos_total` (it
    grows where all photos are meant), `photos_changed` and `photos_failed`. Raises Invalid, NotFound, NotAllowed.
    """
    gallery = galleries.managed(actor, gallery_id)
    ids = list(dict.fromkeys(photo_ids))
    if len(ids) > MOST_EDITED or not (ids or everything):
        raise Invalid("photoIds", _("Choose between 1 and {most} photos.").format(most=MOST_EDITED))
    params = {"galleryId": gallery.gallery_id, "changes": checked(actor, gallery, changes)}
    return many.start(actor=actor, kind=_KIND, params=params, photo_ids=None if everything else ids)


@jobs.kind(_KIND)
def step(job: Job) -> bool:
    """Change the next photos."""
    gallery = galleries.find(job.params["galleryId"])
    if gallery is None or gallery.is_trashed:
        return True
    walk = None if "photo_ids" in job.params else _walk(gallery, job.params["changes"])
    at_once = _AT_ONCE_RENDERED if "rotation" in job.params["changes"] else _AT_ONCE
    return many.step(job, partial(_change, job, gallery), at_once, walk)


def _walk(gallery: Gallery, wanted: Mapping[str, Any]) -> many.Walk:
    """All photos that the change is for: ready ones in their order, which in an older gallery nobody knows yet."""
    if "restore" in wanted:
        return partial(Photo.query, gallery.gallery_id, filter_condition=_trashed_by(wanted["restore"]))
    if gallery.layout is None:
        ready = Photo.status.does_not_exist() | (Photo.status == "ready")
        return partial(Photo.query, gallery.gallery_id, filter_condition=ready)
    return partial(Photo.by_order.query, gallery.gallery_id)


def _trashed_by(job_id: str | bool) -> Condition:
    trashed: Condition = Photo.status == "trashed"
    return trashed & Photo.jobs_done.contains(job_id) if isinstance(job_id, str) else trashed


def _change(job: Job, gallery: Gallery, photo_id: str, number: int) -> None:
    """All of the change to one photo; what an attempt that was cut off has done already is not done again."""
    wanted, photo = job.params["changes"], lookup.read(gallery.gallery_id, photo_id)
    if photo is None or photo.is_going:
        if _has_moved(photo_id, wanted):
            return
        raise NotFound(_("There is no such photo in this gallery."))
    if "restore" in wanted:
        _restore(photo, wanted["restore"])
    elif not (photo.is_trashed and "trash" in wanted):
        _change_ready(job, gallery, photo, number)


def _restore(photo: Photo, job_id: str | bool) -> None:
    """What the job moved to the trash; True is for whatever is there."""
    if isinstance(job_id, str) and job_id not in (photo.jobs_done or []):
        raise Conflict(_("It was not this job that moved the photo to the trash."))
    trashing.bring_back(photo)


def _has_moved(photo_id: str, wanted: Mapping[str, Any]) -> bool:
    return "gallery_id" in wanted and lookup.read(wanted["gallery_id"], photo_id) is not None


def _change_ready(job: Job, gallery: Gallery, photo: Photo, number: int) -> None:
    wanted = job.params["changes"]
    photo = _edited(job, gallery, photo, number)
    if photo.is_renewed:
        photo = rotating.render(photo)
    if "gallery_id" in wanted:
        photo = moving.move(photo, wanted["gallery_id"], _behind(job, number))
    if "trash" in wanted:
        trashing.put_away(photo, partial(_put_away, job))


def _behind(job: Job, number: int) -> float:
    """A place behind all that were there when the job began; the photos of a job keep their order."""
    return round(datetime.fromisoformat(job.created_at).timestamp() * 1000) + number


def _edited(job: Job, gallery: Gallery, photo: Photo, number: int) -> Photo:
    """With all that is one write of the photo itself, once for the job."""
    wanted = job.params["changes"]
    if job.job_id in (photo.jobs_done or []) or not wanted.keys() - {"gallery_id", "trash"}:
        return photo
    if "rotation" in wanted:
        rotating.need_original(photo)

    def edit(fresh: Photo) -> None:
        if fresh.is_trashed:
            raise NotFound(_("There is no such photo in this gallery."))
        if job.job_id not in (fresh.jobs_done or []):
            _remember(fresh, job)
            _edit(fresh, wanted, gallery, number)

    return hiding.hide(photo, edit) if wanted.get("visibility") == "private" else photo_changes.edited(photo, edit)


def _put_away(job: Job, photo: Photo) -> None:
    away.put_away(photo)
    _remember(photo, job)


def _remember(photo: Photo, job: Job) -> None:
    """So that nothing is done twice, and what a job moved to the trash can be brought back."""
    others = [each for each in photo.jobs_done or [] if each != job.job_id]
    photo.jobs_done = [*others, job.job_id][-_REMEMBERED:]


def _edit(photo: Photo, wanted: Mapping[str, Any], gallery: Gallery, number: int) -> None:
    assign(photo, cleaned({**wording(wanted), "tags": _tags(photo, wanted)}))
    if "title" in wanted:
        photo.title = naming.filled(wanted["title"], photo=photo, gallery=gallery, number=number) or None
    if "shift" in wanted:
        if photo.taken_at is None:
            raise Invalid("shift", _("Nobody knows when this photo was taken."))
        dates.shift_to(photo, int(photo.date_shift or 0) + wanted["shift"])
    if "rotation" in wanted:
        rotating.turn(photo, wanted["rotation"])


def _tags(photo: Photo, wanted: Mapping[str, Any]) -> list[str] | None:
    """None when they stay."""
    if not wanted.keys() & {"tags", "tags_add", "tags_remove"}:
        return None
    tags = [str(tag) for tag in wanted.get("tags", photo.tags or [])]
    removed = set(wanted.get("tags_remove", ()))
    return [tag for tag in tags if tag.casefold() not in removed] + list(wanted.get("tags_add", ()))
