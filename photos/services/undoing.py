"""Bringing back what one bulk edit moved to the trash."""

from accounts.actors import Actor
from galleries import jobs
from galleries.jobs import Job
from photos.services.bulk import edit_many


def undo_trash(*, actor: Actor, gallery_id: str, job_id: str) -> Job:
    """Restore the photos that a job of this gallery was told to trash; as `edit_many`. Raises NotFound, NotAllowed."""
    job = jobs.get(actor=actor, job_id=job_id)
    return edit_many(actor=actor, gallery_id=gallery_id, everything=True, changes={"restore": job.job_id})
