"""The management pages of photos: upload, edit, delete, try again."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.identity import actor_of
from galleries import services as galleries
from galleries.presentation import gallery_dict, photo_dicts
from gallery_project.forms import saved
from photos import services as photos
from photos.forms import PhotoForm


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """The upload page; its POST takes a few small files through the site, for browsers without JavaScript."""
    gallery = galleries.managed(actor=actor_of(request), gallery_id=gallery_id)
    if request.method == "POST":
        for file in request.FILES.getlist("photos"):
            _take(request, gallery_id, file)
        return redirect("gallery-upload", gallery_id)
    unfinished = photos.unfinished(actor=actor_of(request), gallery_id=gallery_id)
    context = {
        "gallery": gallery_dict(gallery, actor_of(request)),
        "unfinished": photo_dicts(gallery, unfinished),
        "max_mb": settings.MAX_PHOTO_BYTES // 1024**2,
    }
    return render(request, "manage/upload.html", context)


def _take(request: HttpRequest, gallery_id: str, file: "UploadedFile[Any]") -> None:
    name = file.name or ""
    ticket = photos.take_upload(actor=actor_of(request), gallery_id=gallery_id, filename=name, body=file)
    if ticket.error:
        messages.error(request, f"{name}: {ticket.error}")
    else:
        messages.success(request, f"{name} has arrived; its thumbnail follows in a moment.")


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, photo_id: str) -> HttpResponse:
    photo, gallery = photos.get_managed(actor=actor_of(request), photo_id=photo_id)
    (shown,) = photo_dicts(gallery, [photo])
    form = PhotoForm(request.POST or None, initial=shown)
    if saved(form, partial(photos.update, actor=actor_of(request), photo_id=photo_id)) is None:
        context = {"form": form, "photo": shown, "gallery": gallery_dict(gallery, actor_of(request))}
        return render(request, "manage/photo_form.html", context)
    messages.success(request, "Saved.")
    return redirect("photo", photo_id)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, photo_id: str) -> HttpResponse:
    photo, gallery = photos.get_managed(actor=actor_of(request), photo_id=photo_id)
    (shown,) = photo_dicts(gallery, [photo])
    if request.method == "POST":
        photos.delete(actor=actor_of(request), photo_id=photo_id)
        messages.success(request, f"“{shown['title']}” is deleted.")
        return redirect("gallery", gallery.gallery_id)
    context = {"photo": shown, "gallery": gallery_dict(gallery, actor_of(request))}
    return render(request, "manage/photo_delete.html", context)


@login_required
@require_POST
def retry(request: HttpRequest, photo_id: str) -> HttpResponse:
    photo = photos.retry(actor=actor_of(request), photo_id=photo_id)
    if photo.status == "failed":
        messages.error(request, f"{photo.filename}: {photo.status_reason}")
    return redirect("gallery-upload", photo.gallery_id)
