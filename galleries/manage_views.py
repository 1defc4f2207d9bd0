"""The management pages of galleries; all of them need a signed-in photographer."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.addresses import is_path_here
from accounts.identity import actor_of
from galleries import desk_presentation, presentation
from galleries import services as galleries
from galleries.forms import EditGalleryForm, GalleryForm, WishForm, values_of
from gallery_project.choices import SHORT_VISIBILITIES
from gallery_project.errors import Invalid
from gallery_project.forms import saved
from website import markdown, places, site


@login_required
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    found = galleries.dashboard(actor=actor_of(request))
    recent = [presentation.gallery_dict(gallery, actor_of(request)) for gallery in found.recent]
    context = {
        "dashboard": found,
        "recent": recent,
        "running": [desk_presentation.job_dict(job) for job in found.running_jobs],
        "broken": [desk_presentation.job_dict(job) for job in found.failed_jobs],
        "chart": desk_presentation.chart(found.ratings),
    }
    return render(request, "manage/dashboard.html", context)


@login_required
@require_GET
def table(request: HttpRequest) -> HttpResponse:
    wishes = WishForm(request.GET).wishes
    found = galleries.table(actor=actor_of(request), wish=galleries.Wish(**wishes))
    shown = [presentation.gallery_dict(gallery, actor_of(request)) for gallery in found.galleries]
    context = {
        "table": found,
        "rows": list(zip(shown, found.neighbours, strict=True)),
        "columns": desk_presentation.columns(wishes.get("sort", "order")),
        "wish": wishes,
        "is_filtered": not wishes.keys() <= {"page", "sort"},
        "can_move": wishes.keys() <= {"page", "sort"} and wishes.get("sort", "order") == "order",
        "visibilities": SHORT_VISIBILITIES,
    }
    return render(request, "manage/galleries.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    defaults = site.current()
    names = ("visibility", "show_exif", "show_locations", "downloads")
    form = GalleryForm(request.POST or None, initial={name: getattr(defaults, name) for name in names})
    made = saved(form, partial(galleries.create, actor=actor_of(request)))
    if made is None:
        return _form(request, form)
    messages.success(request, _("“{name}” is ready for photos.").format(name=made.name))
    return redirect("gallery-upload", made.gallery_id)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, gallery_id: str) -> HttpResponse:
    managed = partial(galleries.managed, actor=actor_of(request), gallery_id=gallery_id)
    gallery = managed()
    form = EditGalleryForm(request.POST or None, initial=values_of(gallery))
    update = partial(galleries.update, actor=actor_of(request), gallery_id=gallery_id)
    if saved(form, update, lambda: values_of(managed())) is None:
        return _form(request, form, presentation.gallery_dict(gallery, actor_of(request)))
    messages.success(request, _("Saved."))
    return redirect("gallery", gallery_id)


def _form(request: HttpRequest, form: GalleryForm, gallery: dict[str, object] | None = None) -> HttpResponse:
    context = {"form": form, "gallery": gallery, "countries": places.countries_by_continent()}
    return render(request, "manage/gallery_form.html", context)


@login_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What a description will look like."""
    return HttpResponse(markdown.rendered(request.POST.get("description", "")[:5000]))


@login_required
@require_POST
def visibility(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """The one change that the table itself makes."""
    wanted = request.POST.get("visibility", "")
    gallery = galleries.update(actor=actor_of(request), gallery_id=gallery_id, visibility=wanted)
    shown = str(dict(SHORT_VISIBILITIES)[gallery.visibility])
    messages.success(request, _("“{name}”: {visibility}").format(name=gallery.name, visibility=shown))
    return _back_to_table(request)


@login_required
@require_POST
def move(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """Behind the gallery `after`; first where it is empty."""
    if "after" not in request.POST:
        raise Invalid("after", _("Say behind which gallery it goes."))
    galleries.move(actor=actor_of(request), gallery_id=gallery_id, after=request.POST["after"] or None)
    messages.success(request, _("Moved."))
    return _back_to_table(request)


def _back_to_table(request: HttpRequest) -> HttpResponse:
    """To the table as it was filtered and sorted."""
    before = request.POST.get("next", "")
    return HttpResponseRedirect(before if is_path_here(before) else reverse("galleries-table"))
