"""The management pages of galleries; all of them need a signed-in photographer."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.identity import actor_of
from galleries import presentation
from galleries import services as galleries
from galleries.forms import GalleryForm
from gallery_project.forms import saved


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    page = galleries.desk(actor=actor_of(request), cursor=request.GET.get("cursor", ""))
    shown = [presentation.gallery_dict(gallery, actor_of(request)) for gallery in page.items]
    return render(request, "manage/galleries.html", {"galleries": shown, "next_cursor": page.next_cursor})


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    form = GalleryForm(request.POST or None)
    made = saved(form, partial(galleries.create, actor=actor_of(request)))
    if made is None:
        return render(request, "manage/gallery_form.html", {"form": form, "gallery": None})
    messages.success(request, f"“{made.name}” is ready for photos.")
    return redirect("gallery-upload", made.gallery_id)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, gallery_id: str) -> HttpResponse:
    gallery = galleries.managed(actor=actor_of(request), gallery_id=gallery_id)
    form = GalleryForm(request.POST or None, initial={name: getattr(gallery, name) for name in GalleryForm.base_fields})
    if saved(form, partial(galleries.update, actor=actor_of(request), gallery_id=gallery_id)) is None:
        context = {"form": form, "gallery": presentation.gallery_dict(gallery, actor_of(request))}
        return render(request, "manage/gallery_form.html", context)
    messages.success(request, "Saved.")
    return redirect("gallery", gallery_id)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, gallery_id: str) -> HttpResponse:
    gallery = galleries.managed(actor=actor_of(request), gallery_id=gallery_id)
    if request.method == "POST":
        deleted = galleries.delete(actor=actor_of(request), gallery_id=gallery_id)
        messages.success(request, f"“{gallery.name}” and its {deleted.photos} photos are deleted.")
        return redirect("manage")
    return render(
        request, "manage/gallery_delete.html", {"gallery": presentation.gallery_dict(gallery, actor_of(request))}
    )
