"""Bringing back what one bulk edit moved to the trash."""

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries import jobs
from galleries.jobs import Job
from gallery_project.errors import Invalid
from photos.services.bulk import edit_many
from photos.services.wishes import BulkChanges


def undo_trash(*, actor: Actor, gallery_id: str, job_id: str) -> Job:
    """Restore what a job of this gallery moved to the trash; as `edit_many`. Raises Invalid, NotFound, NotAllowed."""
    job = jobs.get(actor=actor, job_id=job_id)
    is_of_gallery = job.params.get("galleryId") == gallery_id
    if not (is_of_gallery and "trash" in job.params.get("changes", {})):
        raise Invalid("jobId", _("This job moved no photo of this gallery to the trash."))
    ids = job.params.get("photo_ids")
    wish: BulkChanges = {"restore": job.job_id}
    return edit_many(actor=actor, gallery_id=gallery_id, photo_ids=ids or (), everything=ids is None, changes=wish)
