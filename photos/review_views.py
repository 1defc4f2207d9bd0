"""What needs a look over all galleries: files that could not be used, and files that are there twice."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.identity import actor_of
from galleries.presentation import gallery_dict, photo_dicts
from photos import services as photos
from photos.answers import tell


@login_required
@require_http_methods(["GET", "POST"])
def failed(request: HttpRequest) -> HttpResponse:
    """Failed files by gallery, each with its reason; a POST tries all of them again, or those of one gallery."""
    if request.method == "POST":
        return _again(request)
    page = photos.failed(actor=actor_of(request), cursor=request.GET.get("cursor", ""))
    by_gallery = sorted(page.items, key=lambda found: (found[1].name, found[1].gallery_id))
    groups = [_group(request, list(within)) for _, within in groupby(by_gallery, lambda found: found[1].gallery_id)]
    context = {"groups": groups, "cursor": request.GET.get("cursor", ""), "next_cursor": page.next_cursor}
    return render(request, "manage/failed.html", context)


def _group(request: HttpRequest, within: list[photos.Shown]) -> dict[str, Any]:
    gallery = within[0][1]
    shown = photo_dicts(gallery, [photo for photo, _gallery in within])
    return {"gallery": gallery_dict(gallery, actor_of(request)), "photos": shown}


def _again(request: HttpRequest) -> HttpResponse:
    job = photos.retry_all(actor=actor_of(request), gallery_id=request.POST.get("gallery", ""))
    if job.is_running:
        return redirect("job", job.job_id)
    tell(request, job)
    return redirect("failed")


@login_required
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """The same file in several places, side by side."""
    page = photos.duplicates(actor=actor_of(request), cursor=request.GET.get("cursor", ""))
    groups = [[_twin(request, *found) for found in twins] for _digest, twins in page.items]
    context = {"groups": groups, "cursor": request.GET.get("cursor", ""), "next_cursor": page.next_cursor}
    return render(request, "manage/duplicates.html", context)


def _twin(request: HttpRequest, photo: Any, gallery: Any) -> dict[str, Any]:
    (shown,) = photo_dicts(gallery, [photo])
    return {"photo": shown, "gallery": gallery_dict(gallery, actor_of(request))}
