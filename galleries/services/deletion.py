"""Deleting a gallery with any number of photos: mark, objects, items, the gallery; resumable at every point."""

import uuid
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from accounts.actors import Actor
from galleries import jobs, lookup
from galleries.jobs import Job
from galleries.models import Gallery
from galleries.services import announcing
from gallery_project import claims
from gallery_project.errors import NotFound, Stale
from gallery_project.tables import Contended, Refused, conditional, retrying, transact
from photos import keys, storage
from photos import services as photos
from photos.models import Photo

_KIND = "delete_gallery"
_BATCH = 100
_PAGE = 1000  # keys in one DeleteObjects call at most (S3 API reference)
_JOBS = uuid.UUID("f3b1a8f4-0b5c-4c8e-9d39-1b1f6f0b8a52")


@dataclass(frozen=True)
class Deleted:
    """How many S3 objects and photo items are removed so far; `job_id` is "" when nothing is left to do."""

    objects: int
    photos: int
    job_id: str = ""


def delete(*, actor: Actor, gallery_id: str, revision: int | None = None, trashed_at: str = "") -> Deleted:
    """Delete the gallery, its photos and every object of theirs; with `revision` only if it is still the current one.

    From its first write on nobody finds the gallery any more, and its name is free. What takes longer than
    settings.JOB_SECONDS goes on by itself, or at once when this is called again. One in the trash only with
    `trashed_at`, and then none that has come back since that moment. Raises NotFound, NotAllowed, Stale.
    """
    job = jobs.run(begin(actor, gallery_id, revision, trashed_at))
    deleted = Deleted(job.totals.get("s3_deleted_objects", 0), job.totals.get("ddb_photos_deleted", 0))
    if job.is_running:
        return Deleted(deleted.objects, deleted.photos, job.job_id)
    return deleted


def begin(actor: Actor, gallery_id: str, revision: int | None = None, trashed_at: str = "") -> Job:
    """Take the gallery from everybody's sight; returns the job that deletes it. Raises NotFound, NotAllowed, Stale."""
    lookup.managed(actor, gallery_id, or_going=True, or_trashed=bool(trashed_at))
    return retrying(lambda: _marked(actor, gallery_id, revision, trashed_at))


def _marked(actor: Actor, gallery_id: str, revision: int | None, trashed_at: str) -> Job:
    """The job that deletes the gallery, stored in the same moment in which the gallery is marked."""
    gallery = lookup.find(gallery_id, or_going=True)
    if gallery is None or (trashed_at and gallery.trashed_at != trashed_at):
        raise NotFound(_("There is no such gallery."))
    job = _job(actor, gallery)
    if gallery.is_going:
        return jobs.find(job.job_id) or job
    if revision not in (None, gallery.revision):
        raise Stale(_("Somebody changed this gallery meanwhile. Load it again before you delete it."))
    try:
        transact(lambda transaction: _mark(transaction, gallery, job))
    except Refused as error:
        raise Contended from error
    announcing.tell(actor, gallery, None)
    return job


def _job(actor: Actor, gallery: Gallery) -> Job:
    """One job for one gallery, and another for a later gallery of the same folder."""
    params = {"galleryId": gallery.gallery_id, "createdAt": gallery.created_at}
    return jobs.new(actor, _KIND, params, str(uuid.uuid5(_JOBS, f"{gallery.gallery_id}/{gallery.created_at}")))


def _mark(transaction: TransactWrite, gallery: Gallery, job: Job) -> None:
    claim = claims.gallery_name(gallery.continent, gallery.country, gallery.name)
    claims.give_back(transaction, claim, gallery.gallery_id)
    going: list[Action] = [Gallery.shelf.set("deleting"), Gallery.place.remove(), Gallery.work_state.remove()]
    # An older item may not say when it was made; the job knows it by that.
    going.append(Gallery.created_at.set(Gallery.created_at | gallery.created_at))
    transaction.update(gallery, going, gallery.unedited)
    jobs.store(transaction, job)


@jobs.kind(_KIND, gives_up=False)
def step(job: Job) -> bool:
    """Delete the next objects, and when there are none the next photos, and at last the gallery."""
    gallery_id = job.params["galleryId"]
    for prefix in keys.gallery_prefixes(gallery_id):
        page = list(islice(storage.listing(prefix), _PAGE))
        if not _still_goes(job):
            return True
        job.add("s3_deleted_objects", storage.delete(page))
        if len(page) == _PAGE:
            return False
    return _delete_items(job, gallery_id)


def _delete_items(job: Job, gallery_id: str) -> bool:
    batch = list(Photo.query(gallery_id, limit=_BATCH, consistent_read=True))
    if batch and _still_goes(job):
        elsewhere = [photo for photo in batch if not _is_inside(photo)]
        job.add("s3_deleted_objects", photos.delete_originals(elsewhere))
        photos.delete_items(batch)
        job.add("ddb_photos_deleted", len(batch))
        return False
    with suppress(Refused), conditional():
        Gallery(gallery_id).delete(condition=_this_deletion(job))
    return True


def _still_goes(job: Job) -> bool:
    """False once another worker has finished: a gallery of this id is then a new one, made by a new folder."""
    gallery = lookup.find(job.params["galleryId"], or_going=True)
    return gallery is not None and gallery.is_going and gallery.created_at == job.params["createdAt"]


def _this_deletion(job: Job) -> Condition:
    condition: Condition = (Gallery.shelf == "deleting") & (Gallery.created_at == job.params["createdAt"])
    return condition


def _is_inside(photo: Photo) -> bool:
    """Whether the original lay under the gallery's own prefix, and so is gone already."""
    return str(photo.s3_key).startswith(keys.gallery_prefixes(photo.gallery_id)[0])
