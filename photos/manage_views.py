"""The management pages of one photo: edit, rename, rotate, make it the cover, put it into the trash."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.identity import actor_of
from galleries import services as galleries
from galleries.models import Gallery
from galleries.presentation import gallery_dict, photo_dicts
from gallery_project.forms import saved
from photos import services as photos
from photos.answers import changed, cover_id
from photos.forms import PhotoForm, minute
from photos.models import Photo

_QUARTERS = {"90": 90, "180": 180, "270": 270}


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, photo_id: str) -> HttpResponse:
    """One photo's form; `then=next` goes on to the next photo of the gallery, `from=grid` came from there."""
    actor = actor_of(request)
    photo, gallery = photos.get_managed(actor=actor, photo_id=photo_id)
    form = PhotoForm(request.POST or None, initial=_said(photo))
    service = partial(photos.update, actor=actor, photo_id=photo_id)
    if saved(form, service, lambda: _said(photos.get_managed(actor=actor, photo_id=photo_id)[0])) is None:
        return render(request, "manage/photo_form.html", _form_context(request, photo, gallery, form))
    messages.success(request, _("Saved."))
    return redirect(_behind(request, photo, gallery))


def _said(photo: Photo) -> dict[str, Any]:
    """What the form edits, with the revision that it is of."""
    place = photo.shown_location or ["", ""]
    own = "none" if photo.own_location == [] else "set"
    return {
        "title": photo.title or photo.old_title or "",
        "description": photo.description or "",
        "tags": list(photo.tags or []),
        "visibility": photo.visibility,
        "taken": minute(photo.taken_at),
        "date_shift": int(photo.date_shift or 0),
        "location_how": "file" if photo.own_location is None else own,
        "latitude": place[0],
        "longitude": place[1],
        "revision": int(photo.revision),
    }


def _form_context(request: HttpRequest, photo: Photo, gallery: Gallery, form: PhotoForm) -> dict[str, Any]:
    (shown,) = photo_dicts(gallery, [photo])
    before, behind = photos.neighbours(actor=actor_of(request), photo=photo, gallery=gallery)
    return {
        "form": form,
        "photo": shown,
        "gallery": gallery_dict(gallery, actor_of(request)),
        "is_cover": photo.photo_id == cover_id(gallery),
        "is_ready": photo.is_ready,
        "before": before and before.photo_id,
        "behind": behind and behind.photo_id,
        "from_grid": "grid" in (request.GET.get("from"), request.POST.get("from")),
        "grid": _grid_at(photo),
        "leave": _grid_at(behind or photo),
    }


def _behind(request: HttpRequest, photo: Photo, gallery: Gallery) -> str:
    """Where to go after saving."""
    from_grid = request.POST.get("from") == "grid"
    if request.POST.get("then") == "next":
        _before, behind = photos.neighbours(actor=actor_of(request), photo=photo, gallery=gallery)
        if behind:
            return reverse("photo-edit", args=[behind.photo_id]) + ("?from=grid" if from_grid else "")
    return _grid_at(photo) if from_grid else reverse("photo", args=[photo.photo_id])


def _grid_at(photo: Photo) -> str:
    return f"{reverse('photos-grid', args=[photo.gallery_id])}?at={photo.photo_id}"


@login_required
@require_POST
def rename(request: HttpRequest, photo_id: str) -> HttpResponse:
    photo = photos.update(actor=actor_of(request), photo_id=photo_id, title=request.POST.get("title", ""))
    return changed(request, photo.gallery_id, [photo_id])


@login_required
@require_POST
def rotate(request: HttpRequest, photo_id: str) -> HttpResponse:
    degrees = _QUARTERS.get(request.POST.get("degrees", ""), 0)
    photo = photos.rotate(actor=actor_of(request), photo_id=photo_id, degrees=degrees)
    return changed(request, photo.gallery_id, [photo_id])


@login_required
@require_POST
def cover(request: HttpRequest, photo_id: str) -> HttpResponse:
    photo, before = photos.get_managed(actor=actor_of(request), photo_id=photo_id)
    galleries.set_cover(actor=actor_of(request), gallery_id=photo.gallery_id, photo_id=photo_id)
    messages.success(request, _("This is the gallery’s cover now."))
    return changed(request, photo.gallery_id, [each for each in (cover_id(before), photo_id) if each])


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, photo_id: str) -> HttpResponse:
    """Into the trash; a file that never became a photo is deleted for good."""
    photo, gallery = photos.get_managed(actor=actor_of(request), photo_id=photo_id)
    (shown,) = photo_dicts(gallery, [photo])
    if request.method == "POST":
        _remove(request, photo, shown["title"])
        return changed(request, photo.gallery_id, [photo_id])
    context = {"photo": shown, "gallery": gallery_dict(gallery, actor_of(request)), "is_ready": photo.is_ready}
    return render(request, "manage/photo_delete.html", context)


def _remove(request: HttpRequest, photo: Photo, title: str) -> None:
    actor = actor_of(request)
    if not photo.is_ready:
        photos.delete(actor=actor, photo_id=photo.photo_id)
        messages.success(request, _("“{title}” is deleted.").format(title=title))
        return
    for error in photos.trash(actor=actor, photo_ids=[photo.photo_id]).errors:
        messages.error(request, error["error"])
        return
    undo = f"{reverse('photo-restore', args=[photo.photo_id])}?{urlencode({'next': _grid_at(photo)})}"
    messages.success(request, _("“{title}” is in the trash.").format(title=title), extra_tags=undo)
