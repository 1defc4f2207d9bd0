"""Emptying the trash: a job over what lay in it at that moment, so that what comes later stays."""

from accounts.actors import SYSTEM, Actor
from galleries import jobs
from galleries.jobs import Job
from galleries.services import deletion, trashing
from gallery_project.errors import NotFound
from gallery_project.tables import retrying, transact
from photos import services as photos

_KIND = "empty_trash"
_PHOTOS = 50  # in one step
_SECONDS = 5.0  # for one step


def empty_trash(*, actor: Actor) -> Job:
    """Delete for good what is in the actor's trash now, for the site's staff in everybody's. Raises NotAllowed."""
    actor.need("manage")
    galleries = [gallery.gallery_id for gallery in trashing.trashed(actor=actor)]
    job = jobs.new(actor, _KIND, {"galleries": galleries, "photos": _trashed_photos(actor)})
    job.totals = {"galleries_deleted": 0, "photos_deleted": 0, "total": len(galleries) + len(job.params["photos"])}
    retrying(lambda: transact(lambda transaction: jobs.store(transaction, job)))
    return jobs.run(job)


def _trashed_photos(actor: Actor) -> list[str]:
    found: list[str] = []
    cursor = ""
    while len(found) < photos.MOST_TRASHED:
        page = photos.trashed(actor=actor, cursor=cursor)
        found += [photo.photo_id for photo, _ in page.items]
        cursor = page.next_cursor
        if not cursor:
            break
    return found


@jobs.kind(_KIND)
def step(job: Job) -> bool:
    """Delete the next gallery, or go on with it; when there are none, the next photos."""
    at = job.cursor.setdefault("galleries", 0)
    if at < len(job.params["galleries"]):
        job.cursor["galleries"] = at + _is_done(job, job.params["galleries"][at])
        return False
    return _photos(job, job.cursor.setdefault("photos", 0))


def _is_done(job: Job, gallery_id: str) -> bool:
    """Whether nothing is left to do with this gallery here; one that came back meanwhile stays."""
    try:
        deletion_job = jobs.run(deletion.begin(SYSTEM, gallery_id, from_trash=True), _SECONDS)
    except NotFound:
        return True
    if deletion_job.is_running and deletion_job.failures:  # it is tried again by itself, and must not hold up others
        job.report(gallery_id, "This gallery could not be deleted yet. It is tried again.")
        return True
    job.add("galleries_deleted", int(not deletion_job.is_running))
    return not deletion_job.is_running


def _photos(job: Job, at: int) -> bool:
    batch = job.params["photos"][at : at + _PHOTOS]
    if batch:
        done = photos.purge(actor=SYSTEM, photo_ids=batch)
        job.add("photos_deleted", done.updated)
        for each in done.errors:
            job.report(each["photoId"], each["error"])
    job.cursor["photos"] = at + _PHOTOS
    return at + _PHOTOS >= len(job.params["photos"])
