"""What the doors of photo management answer: a page to go to, or for the grid's script the cells that have changed."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.addresses import is_path_here
from accounts.identity import actor_of
from galleries import services as galleries
from galleries.jobs import Job
from galleries.models import Gallery
from galleries.presentation import photo_dicts
from photos import services as photos

MOST_SHOWN = 100  # cells in one answer
_MOST_REASONS = 3


def is_fragment(request: HttpRequest) -> bool:
    """Whether a script of ours asks, and puts the answer into the page that it has."""
    return "HX-Request" in request.headers


def leads(request: HttpRequest, url: str) -> HttpResponse:
    """Send the reader there, whoever asks on his behalf."""
    return HttpResponse(status=204, headers={"HX-Redirect": url}) if is_fragment(request) else redirect(url)


def back(request: HttpRequest, gallery_id: str) -> str:
    """The page that the form names as the one to go back to, else the gallery's grid."""
    wanted = request.POST.get("next", "")
    return wanted if is_path_here(wanted) else reverse("photos-grid", args=[gallery_id])


def changed(request: HttpRequest, gallery_id: str, photo_ids: Sequence[str]) -> HttpResponse:
    """After a change to these photos: their cells as they are now and what there is to say, or the page before."""
    if not is_fragment(request) or len(photo_ids) > MOST_SHOWN:
        return leads(request, back(request, gallery_id))
    gallery = galleries.managed(actor=actor_of(request), gallery_id=gallery_id)
    found = photos.several(actor=actor_of(request), gallery_id=gallery_id, photo_ids=photo_ids)
    ready = [photo for photo in found if photo.is_ready]
    gone = set(photo_ids) - {photo.photo_id for photo in ready}
    if cover_id(gallery) not in photo_ids:  # it may have become the cover by the change
        ready += photos.several(actor=actor_of(request), gallery_id=gallery_id, photo_ids=[cover_id(gallery)])
    context = {**cells(gallery, ready), "gone": sorted(gone), "counts": counts(gallery)}
    return render(request, "manage/_photos_answer.html", context)


def cells(gallery: Gallery, shown: list[Any]) -> dict[str, Any]:
    """What the grid's cells need."""
    return {"photos": photo_dicts(gallery, shown), "cover_id": cover_id(gallery)}


def counts(gallery: Gallery) -> dict[str, int]:
    """How many photos there are, and how many of them strangers never see; only what the gallery itself knows."""
    known = {"all": gallery.all_photos}
    if gallery.ready_count is None or gallery.photo_count is None:
        return known
    return {**known, "private": int(gallery.ready_count - gallery.photo_count)}


def cover_id(gallery: Gallery) -> str:
    return str(gallery.cover["photoId"]) if gallery.cover else ""


def job_answer(
    request: HttpRequest, gallery_id: str, job: Job, photo_ids: Sequence[str], undo: str = ""
) -> HttpResponse:
    """Where a job has led: to its progress while it runs, then back with what came of it."""
    if job.is_running:
        return leads(request, reverse("job", args=[job.job_id]))
    tell(request, job, undo)
    return changed(request, gallery_id, photo_ids)


def tell(request: HttpRequest, job: Job, undo: str = "") -> None:
    """Say what a job has done, and why it could not do the rest; `undo` is the address that takes it back."""
    done, failed = int(job.totals.get("photos_changed", 0)), int(job.totals.get("photos_failed", 0))
    if done or not failed:
        messages.success(request, _done(job, done), extra_tags=undo if done else "")
    if failed:
        reasons = " ".join(list(dict.fromkeys(error["error"] for error in job.errors))[:_MOST_REASONS])
        said = ngettext("{n} photo could not be changed.", "{n} photos could not be changed.", failed).format(n=failed)
        messages.error(request, f"{said} {reasons}")
    if job.state == "failed":
        messages.error(request, job.reason or _("The work could not be finished."))


def _done(job: Job, number: int) -> str:
    changes = job.params.get("changes", {})
    if "trash" in changes:
        said = ngettext("{n} photo is in the trash.", "{n} photos are in the trash.", number)
    elif "restore" in changes:
        said = ngettext("{n} photo is back.", "{n} photos are back.", number)
    else:
        said = ngettext("{n} photo changed.", "{n} photos changed.", number)
    return said.format(n=number)
