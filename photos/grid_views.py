"""The management grid of one gallery's photos: look through, change many, put in order."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.identity import actor_of
from galleries import jobs
from galleries import services as galleries
from galleries.layouts import CELLS, sizes
from galleries.models import Gallery
from galleries.presentation import gallery_dict, photo_dicts
from gallery_project.errors import Invalid
from gallery_project.forms import saved
from photos import services as photos
from photos.answers import back, cells, changed, counts, is_fragment, job_answer, leads, tell
from photos.forms import BulkForm
from photos.grid_words import shortcuts, sorts, tabs

_AT_ONCE: dict[str, photos.BulkChanges] = {
    "trash": {"trash": True},
    "rotate-left": {"rotation": 270},
    "rotate-right": {"rotation": 90},
}
_PICTURED = 12  # of the chosen photos, above the form that changes them
_GALLERIES = 500  # to move photos to


@login_required
@require_safe
def grid(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """The gallery's photos; a script that asks for the next page gets its cells alone."""
    show, actor = request.GET.get("show", "all"), actor_of(request)
    if show == "unfinished":
        return _unfinished(request, galleries.managed(actor=actor, gallery_id=gallery_id))
    wanted = {name: request.GET.get(name, "") for name in ("cursor", "at")}
    found = photos.grid(actor=actor, gallery_id=gallery_id, show=show, **wanted)
    context = {**_frame(request, found.gallery, show), **cells(found.gallery, found.photos.items)}
    context["before"] = found.before or request.GET.get("after", "")
    context["next_url"] = _next_url(found, show)
    response = render(request, "manage/_photos_more.html" if is_fragment(request) else "manage/photos.html", context)
    CELLS.remember(request, response)
    return response


def _frame(request: HttpRequest, gallery: Gallery, show: str) -> dict[str, Any]:
    """What stands around the photos."""
    return {
        "gallery": gallery_dict(gallery, actor_of(request)),
        "counts": counts(gallery),
        "show": show,
        "tabs": tabs(gallery, show, counts(gallery)),
        "sorts": sorts(),
        "shortcuts": shortcuts(),
        "placeholder": {"id": "PHOTO"},
        "size": CELLS.made(request),
        "sizes": sizes(request),
    }


def _next_url(found: photos.Grid, show: str) -> str:
    if not found.photos.next_cursor:
        return ""
    last = found.photos.items[-1].photo_id if found.photos.items else ""
    return "?" + urlencode({"show": show, "cursor": found.photos.next_cursor, "after": last})


def _unfinished(request: HttpRequest, gallery: Gallery) -> HttpResponse:
    found = photos.unfinished(actor=actor_of(request), gallery_id=gallery.gallery_id)
    context = {**_frame(request, gallery, "unfinished"), "problems": photo_dicts(gallery, found)}
    return render(request, "manage/photos.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """One change to the chosen photos: at once, or by the form that asks what is to change."""
    galleries.managed(actor=actor_of(request), gallery_id=gallery_id)
    if request.method == "GET":
        return redirect("photos-grid", gallery_id)
    if not (request.POST.getlist("photo") or "everything" in request.POST):
        messages.error(request, _("Choose one or several photos first."))
        return leads(request, back(request, gallery_id))
    if changes := _AT_ONCE.get(request.POST.get("action", "")):
        return _change(request, gallery_id, changes)
    return _by_form(request, gallery_id)


def _change(request: HttpRequest, gallery_id: str, changes: photos.BulkChanges) -> HttpResponse:
    job = _started(request, gallery_id, changes)
    undo = reverse("photos-undo", args=[gallery_id, job.job_id]) if "trash" in changes else ""
    return job_answer(request, gallery_id, job, request.POST.getlist("photo"), undo)


def _started(request: HttpRequest, gallery_id: str, changes: photos.BulkChanges) -> jobs.Job:
    everything = "everything" in request.POST
    photo_ids = [] if everything else request.POST.getlist("photo")
    return photos.edit_many(
        actor=actor_of(request), gallery_id=gallery_id, changes=changes, photo_ids=photo_ids, everything=everything
    )


def _by_form(request: HttpRequest, gallery_id: str) -> HttpResponse:
    action, actor, chosen = request.POST.get("action"), actor_of(request), request.POST.getlist("photo")
    elsewhere = [each for each in _own_galleries(request) if each.gallery_id != gallery_id]
    form, titles = BulkForm(request.POST if action in ("apply", "preview") else None, galleries=elsewhere), None
    if action == "apply":
        job = saved(form, lambda **_values: _started(request, gallery_id, form.changes))
        if job:
            return job_answer(request, gallery_id, job, chosen)
    elif action == "preview":
        named = partial(photos.examples, actor=actor, gallery_id=gallery_id, photo_ids=chosen)
        titles = saved(form, lambda **values: named(pattern=values["title"]))
    return _form_page(request, gallery_id, form, titles or [])


def _own_galleries(request: HttpRequest) -> list[Gallery]:
    return galleries.desk(actor=actor_of(request), size=_GALLERIES).items


def _form_page(request: HttpRequest, gallery_id: str, form: BulkForm, titles: list[str]) -> HttpResponse:
    actor, everything = actor_of(request), "everything" in request.POST
    gallery = galleries.managed(actor=actor, gallery_id=gallery_id)
    chosen = [] if everything else request.POST.getlist("photo")
    pictured = photos.several(actor=actor, gallery_id=gallery_id, photo_ids=chosen[:_PICTURED])
    context = {
        "gallery": gallery_dict(gallery, actor),
        "form": form,
        "chosen": chosen,
        "everything": everything,
        "number": gallery.all_photos if everything else len(chosen),
        "photos": photo_dicts(gallery, sorted(pictured, key=lambda photo: chosen.index(photo.photo_id))),
        "next": back(request, gallery_id),
        "titles": titles,
        "times": [form[name] for name in ("days", "hours", "minutes")],
        "place": [form[name] for name in ("latitude", "longitude")],
    }
    return render(request, "manage/_bulk.html" if is_fragment(request) else "manage/photos_bulk.html", context)


@login_required
@require_POST
def undo(request: HttpRequest, gallery_id: str, job_id: str) -> HttpResponse:
    """Bring back what one press moved to the trash."""
    job = photos.undo_trash(actor=actor_of(request), gallery_id=gallery_id, job_id=job_id)
    return job_answer(request, gallery_id, job, [])


@login_required
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """Photos to another place (`after` another one, or one step `where`), or all of them into an order, once."""
    if request.method == "GET":
        return _sorting_page(request, gallery_id)
    if "by" in request.POST:
        return _sorted(request, gallery_id)
    if "where" in request.POST:
        photos.step(actor=actor_of(request), photo_id=request.POST.get("photo", ""), where=request.POST["where"])
        return leads(request, back(request, gallery_id))
    return _placed(request, gallery_id)


def _placed(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """Behind the photo `after`; first where it is empty."""
    if "after" not in request.POST:
        raise Invalid("after", _("Say behind which photo they go."))
    chosen, after = request.POST.getlist("photo"), request.POST["after"] or None
    placed = photos.order(actor=actor_of(request), gallery_id=gallery_id, photo_ids=chosen, after=after)
    for error in placed.errors[:1]:
        messages.error(request, error["error"])
    return changed(request, gallery_id, []) if not placed.errors else leads(request, back(request, gallery_id))


def _sorting_page(request: HttpRequest, gallery_id: str) -> HttpResponse:
    gallery = galleries.managed(actor=actor_of(request), gallery_id=gallery_id)
    by = request.GET.get("by", "")
    context = {"gallery": gallery_dict(gallery, actor_of(request)), "by": by, "sort": dict(sorts()).get(by)}
    if context["sort"] is None:
        return redirect("photos-grid", gallery_id)
    return render(request, "manage/photos_sort.html", context)


def _sorted(request: HttpRequest, gallery_id: str) -> HttpResponse:
    by = request.POST["by"]
    job = photos.sort_gallery(
        actor=actor_of(request), gallery_id=gallery_id, by=by.removeprefix("-"), descending=by.startswith("-")
    )
    if job.is_running:
        return leads(request, reverse("job", args=[job.job_id]))
    tell(request, job)
    return redirect("photos-grid", gallery_id)
