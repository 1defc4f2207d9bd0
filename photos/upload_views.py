"""The upload pages: into one gallery, or folders that become galleries; trying a file again, and giving files up."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.addresses import is_path_here
from accounts.identity import actor_of
from galleries import services as galleries
from galleries.models import Gallery
from galleries.presentation import gallery_dict, photo_dicts
from gallery_project.choices import SHORT_VISIBILITIES
from gallery_project.slugs import url_of
from photos import services as photos
from photos.answers import leads
from website import places


@login_required
@require_http_methods(["GET", "POST"])
def into_gallery(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """The upload page; its POST takes a few small files through the site, for browsers without JavaScript."""
    gallery = galleries.managed(actor=actor_of(request), gallery_id=gallery_id)
    if request.method == "POST":
        for file in request.FILES.getlist("photos"):
            _take(request, gallery_id, file)
        return redirect("gallery-upload", gallery_id)
    found = photos.unfinished(actor=actor_of(request), gallery_id=gallery_id)
    unfinished = [photo for photo in found if not photo.duplicate_of]  # nobody has to do anything about those
    context = {
        "gallery": gallery_dict(gallery, actor_of(request)),
        "unfinished": photo_dicts(gallery, unfinished, actor_of(request)),
        "max_mb": settings.MAX_PHOTO_BYTES // 1024**2,
        "max_body_mb": settings.MAX_BODY_BYTES // 1024**2,
    }
    return render(request, "manage/upload.html", context)


@login_required
def folders(request: HttpRequest) -> HttpResponse:
    """Where folders are dropped; the script makes their galleries and sends the files by the API."""
    actor = actor_of(request)
    context = {
        "galleries": [_choice(gallery) for gallery in galleries.own(actor=actor).galleries],
        "continents": places.CONTINENTS,
        "countries": places.countries_by_continent(),
        "visibilities": SHORT_VISIBILITIES,
    }
    return render(request, "manage/upload_folders.html", context)


def _choice(gallery: Gallery) -> dict[str, str]:
    """What a list of up to 2,000 galleries needs of each."""
    url = url_of("gallery", gallery.gallery_id, gallery.name)
    return {"id": gallery.gallery_id, "name": gallery.name, "url": url}


def _take(request: HttpRequest, gallery_id: str, file: "UploadedFile[Any]") -> None:
    name = file.name or ""
    ticket = photos.take_upload(actor=actor_of(request), gallery_id=gallery_id, filename=name, body=file)
    if ticket.error:
        messages.error(request, f"{name}: {ticket.error}")
    else:
        messages.success(request, _("{name} has arrived; its thumbnail follows in a moment.").format(name=name))


@login_required
@require_POST
def retry(request: HttpRequest, photo_id: str) -> HttpResponse:
    photo = photos.retry(actor=actor_of(request), photo_id=photo_id)
    if photo.status == "failed":
        messages.error(request, f"{photo.filename}: {photo.shown_reason}")
    wanted = request.POST.get("next", "")
    return redirect(wanted) if is_path_here(wanted) else redirect("gallery-upload", photo.gallery_id)


@login_required
@require_POST
def forget_missing(request: HttpRequest) -> HttpResponse:
    """Give up all files that never came, in any gallery of the actor's."""
    gone, kept = photos.forget_missing(actor=actor_of(request))
    if gone:
        said = ngettext("{n} file that never arrived is removed.", "{n} files that never arrived are removed.", gone)
        messages.success(request, said.format(n=gone))
    if kept:
        said = ngettext(
            "{n} file stays: it has arrived, is being sent, or is not yours to remove.",
            "{n} files stay: they have arrived, are being sent, or are not yours to remove.",
            kept,
        )
        messages.warning(request, said.format(n=kept))
    return leads(request, reverse("manage"))
