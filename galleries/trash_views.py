"""The trash: moving galleries there, bringing them back, and deleting them for good; and how far a long job is."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.addresses import is_path_here
from accounts.identity import actor_of
from galleries import desk_presentation, jobs, presentation
from galleries import services as galleries
from galleries.forms import RestoreForm, TrashForm
from gallery_project.forms import saved
from photos import services as photos


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """Into the trash, once its name has been typed."""
    gallery = galleries.managed(actor=actor_of(request), gallery_id=gallery_id)
    form = TrashForm(request.POST or None, expected=gallery.name)
    if saved(form, partial(galleries.trash, actor=actor_of(request), gallery_id=gallery_id)) is None:
        context = {"form": form, "gallery": presentation.gallery_dict(gallery, actor_of(request))}
        return render(request, "manage/gallery_delete.html", context)
    sentence = _("“{name}” is in the trash.").format(name=gallery.name)
    messages.success(request, sentence, extra_tags=reverse("gallery-restore", args=[gallery_id]))
    return redirect("galleries-table")


@login_required
@require_GET
def trash(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = galleries.trashed(actor=actor)
    pictures = photos.trashed(actor=actor, cursor=request.GET.get("cursor", ""))
    context = {
        "galleries": [desk_presentation.trashed_dict(gallery, actor) for gallery in found],
        "photos": desk_presentation.trashed_photo_dicts(pictures.items, actor),
        "next_cursor": pictures.next_cursor,
    }
    return render(request, "manage/trash.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """Back to where it was; where another gallery has its name by now, the page asks for another one."""
    actor = actor_of(request)
    form = RestoreForm(request.POST if request.method == "POST" else None)
    restored = saved(form, partial(galleries.restore, actor=actor, gallery_id=gallery_id))
    if restored is None:
        gallery = galleries.find_trashed(actor=actor, gallery_id=gallery_id)
        context = {"form": form, "gallery": gallery, "free_name": galleries.free_name(gallery)}
        return render(request, "manage/gallery_restore.html", context)
    messages.success(request, _("“{name}” is back.").format(name=restored.name))
    return redirect("gallery-edit", gallery_id)


@login_required
@require_http_methods(["GET", "POST"])
def purge(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """For good."""
    actor = actor_of(request)
    gallery = galleries.find_trashed(actor=actor, gallery_id=gallery_id)
    if request.method == "GET":
        return render(request, "manage/gallery_purge.html", {"gallery": desk_presentation.trashed_dict(gallery, actor)})
    deleted = galleries.purge(actor=actor, gallery_id=gallery_id)
    if deleted.job_id:
        return redirect("job", deleted.job_id)
    messages.success(request, _("“{name}” is deleted for good.").format(name=gallery.name))
    return redirect("trash")


@login_required
@require_http_methods(["GET", "POST"])
def empty(request: HttpRequest) -> HttpResponse:
    """All of it for good."""
    if request.method == "GET":
        return render(request, "manage/trash_empty.html")
    done = galleries.empty_trash(actor=actor_of(request))
    if done.is_running or done.errors:
        return redirect("job", done.job_id)
    messages.success(request, _("All that was in the trash is deleted for good."))
    return redirect("trash")


@login_required
@require_POST
def restore_photo(request: HttpRequest, photo_id: str) -> HttpResponse:
    return _told(request, photos.restore(actor=actor_of(request), photo_ids=[photo_id]), _("The photo is back."))


@login_required
@require_http_methods(["GET", "POST"])
def purge_photo(request: HttpRequest, photo_id: str) -> HttpResponse:
    """For good, once asked again."""
    actor = actor_of(request)
    if request.method == "GET":
        (shown,) = desk_presentation.trashed_photo_dicts([photos.find_trashed(actor=actor, photo_id=photo_id)], actor)
        return render(request, "manage/photo_purge.html", {"photo": shown})
    done = photos.purge(actor=actor, photo_ids=[photo_id])
    return _told(request, done, _("The photo is deleted for good."))


def _told(request: HttpRequest, done: photos.Placed, sentence: str) -> HttpResponse:
    for each in done.errors:
        messages.error(request, each["error"])
    if done.updated:
        messages.success(request, sentence)
    wanted = request.GET.get("next", "")
    return redirect(wanted if is_path_here(wanted) else "trash")


@login_required
@require_GET
def job(request: HttpRequest, job_id: str) -> HttpResponse:
    """How far a long job is; while it runs, the page asks again by itself."""
    found = jobs.get(actor=actor_of(request), job_id=job_id)
    return render(request, "manage/job.html", {"job": desk_presentation.job_dict(found)})
