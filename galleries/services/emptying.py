"""Emptying the trash: a job over what lay in it at that moment, so that what comes later stays."""

from django.utils.translation import gettext as _

from accounts.actors import SYSTEM, Actor
from galleries import jobs
from galleries.jobs import Job
from galleries.services import deletion, trashing
from gallery_project.errors import NotAllowed, NotFound
from gallery_project.tables import retrying, transact
from photos import services as photos

_KIND = "empty_trash"
_PHOTOS = 50  # in one step
_SECONDS = 5.0  # for one step


def empty_trash(*, actor: Actor) -> Job:
    """Delete for good what is in the actor's trash now, for the site's staff in everybody's; 1,000 galleries at most.

    The job's totals are `galleries_total`, `photos_total` (about), `galleries_deleted` and `photos_deleted`. Raises
    NotAllowed.
    """
    actor.need("manage")
    galleries = [(gallery.gallery_id, gallery.trashed_at) for gallery in trashing.trashed(actor=actor)]
    job = jobs.new(actor, _KIND, {"galleries": galleries, "is_staff": actor.is_staff})
    job.totals = {"galleries_total": len(galleries), "photos_total": photos.count_trashed(actor=actor)}
    job.totals |= {"galleries_deleted": 0, "photos_deleted": 0}
    retrying(lambda: transact(lambda transaction: jobs.store(transaction, job)))
    return jobs.run(job)


def _actor(job: Job) -> Actor:
    """Who may do what the job does: so that nothing goes that has come to somebody else meanwhile."""
    return SYSTEM if job.params["is_staff"] else Actor(job.owner_id, "photographer")


@jobs.kind(_KIND)
def step(job: Job) -> bool:
    """Delete the next gallery, or go on with it; when there are none, the next photos."""
    at = job.cursor.setdefault("galleries", 0)
    if at < len(job.params["galleries"]):
        job.cursor["galleries"] = at + _is_done(job, *job.params["galleries"][at])
        return False
    return _photos(job)


def _is_done(job: Job, gallery_id: str, trashed_at: str) -> bool:
    """Whether nothing is left to do with this gallery here; one that came back meanwhile stays."""
    try:
        deletion_job = jobs.run(deletion.begin(_actor(job), gallery_id, trashed_at=trashed_at), _SECONDS)
    except (NotAllowed, NotFound):
        return True
    if deletion_job.is_running and deletion_job.failures:  # it is tried again by itself, and must not hold up others
        job.report(gallery_id, _("This gallery could not be deleted yet. It is tried again."))
        return True
    job.add("galleries_deleted", int(not deletion_job.is_running))
    return not deletion_job.is_running


def _photos(job: Job) -> bool:
    """Delete the next photos; whether those were the last. What has gone has no row any more that leads to it."""
    actor = _actor(job)
    page = photos.trashed(actor=actor, cursor=job.cursor.get("photos", ""), size=_PHOTOS, until=job.created_at)
    done = photos.purge(actor=actor, photo_ids=[photo.photo_id for photo, _gallery in page.items])
    job.add("photos_deleted", done.updated)
    for each in done.errors:
        job.report(each["photoId"], each["error"])
    job.cursor["photos"] = page.next_cursor
    return not page.next_cursor
