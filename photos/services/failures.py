"""Photos whose files could not be used, over all galleries."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries import jobs
from galleries import lookup as galleries
from galleries.jobs import Job
from gallery_project.errors import Conflict, NotFound
from gallery_project.pagination import Page
from gallery_project.tables import now
from photos import facets, lookup
from photos.models import Photo
from photos.rows import PhotoFacet
from photos.services import candidates, many
from photos.services.deletion import remove
from photos.services.listing import Shown
from photos.services.outcome import was_announced
from photos.services.retrying import again

_KIND = "retry_photos"
TWINS_KEPT = timedelta(days=1)  # so that who uploaded them can see why they are not there
_AT_ONCE = 2  # each holds a decoded picture in memory


def failed(*, actor: Actor, cursor: str = "", size: int = 60) -> Page[Shown]:
    """The actor's own failed photos with their galleries, for the site's staff all; the newest upload first.

    A file that is in its gallery already is no failure (`duplicate_of` names the photo). Raises Invalid, NotAllowed.
    """
    return candidates.listed(actor=actor, name=facets.FAILED, fits=_has_failed, cursor=cursor, size=size)


def _has_failed(photo: Photo) -> bool:
    return photo.status == "failed" and photo.duplicate_of is None


def forget(*, photo: Photo) -> bool:
    """Delete it, if a day has passed since its file came although that was there already; says whether it did."""

    def check(fresh: Photo) -> None:
        if not _is_forgotten(fresh):
            raise NotFound(_("There is no such photo."))

    if _is_forgotten(photo):
        with suppress(NotFound):
            remove(photo, check)
            return True
    return False


def _is_forgotten(photo: Photo) -> bool:
    """Whether it is a file that came although it was there, a day ago, and of which nothing is left but the record."""
    if photo.status != "failed" or photo.duplicate_of is None or not was_announced(photo):
        return False
    return datetime.fromisoformat(photo.uploaded_at) + TWINS_KEPT < now()


def retry_all(*, actor: Actor, gallery_id: str = "") -> Job:
    """Work through all failed files once more, or those of one gallery; up to 5,000, totals as in `edit_many`.

    Raises NotFound, NotAllowed.
    """
    actor.need("upload")
    ids = _of_gallery(actor, gallery_id) if gallery_id else _of(actor)
    return many.start(actor=actor, kind=_KIND, params={}, photo_ids=ids[: many.MOST])


def _of_gallery(actor: Actor, gallery_id: str) -> list[str]:
    gallery = galleries.workshop(actor, gallery_id)
    found = Photo.by_work.query(gallery.gallery_id, Photo.work_state.startswith("failed#"))
    return [photo.photo_id for photo in found if _has_failed(photo)]


def _of(actor: Actor) -> list[str]:
    facet = facets.hash_of(candidates.audience(actor), facets.FAILED)
    return [row.photo_id for row in PhotoFacet.query(facet, limit=many.MOST)]


@jobs.kind(_KIND)
def step(job: Job) -> bool:
    """Try the next files again."""
    return many.step(job, _again, _AT_ONCE)


def _again(photo_id: str, number: int) -> None:
    photo = lookup.find(photo_id)
    if photo and _has_failed(photo):
        done = again(photo)
        if done and done.status == "failed":
            raise Conflict(done.shown_reason)
