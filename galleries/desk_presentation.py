"""What the management pages show besides galleries: the trash, jobs in words, and the chart of ratings."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from galleries.job_items import Job
from galleries.models import Gallery
from galleries.presentation import gallery_dict, photo_dicts
from gallery_project.trash import days_left
from photos.models import Photo
from ratings.statistics import Day

_TITLES = {
    "delete_gallery": _("Deleting a gallery"),
    "empty_trash": _("Emptying the trash"),
    "edit_photos": _("Changing photos"),
    "sort_photos": _("Sorting a gallery"),
    "retry_photos": _("Trying failed files again"),
    "rebuild": _("Rebuilding from the bucket"),
    "scan_galleries": _("Looking for galleries in the bucket"),
    "scan_photos": _("Looking for photos in the bucket"),
}
_TOTALS = {
    "photos_changed": _("Photos changed"),
    "photos_failed": _("Photos that could not be changed"),
    "galleries_deleted": _("Galleries deleted"),
    "photos_deleted": _("Photos deleted"),
    "s3_deleted_objects": _("Files deleted"),
    "ddb_photos_deleted": _("Photos deleted"),
    "galleries_created": _("Galleries found"),
    "galleries_updated": _("Galleries completed"),
    "photos_created": _("Photos found"),
    "photos_updated": _("Photos completed"),
    "total_processed": _("Looked at"),
    "total_folders_scanned": _("Folders"),
    "total_files_scanned": _("Files"),
    "galleries_found": _("Galleries with files"),
}
_COLUMNS = {
    "name": _("Gallery"),
    "place": _("Place"),
    "years": _("Years"),
    "photos": _("Photos"),
    "visibility": _("Visibility"),
    "updated": _("Changed"),
}
_ALL = ("photos_total", "galleries_total")
_DONE = ("photos_changed", "photos_failed", "galleries_deleted", "photos_deleted")  # of all these
_CHART_HEIGHT = 40


def columns(sort: str) -> list[dict[str, Any]]:
    """The columns of the table of galleries, with what a press on each sorts by; ascending first."""
    return [
        {
            "name": name,
            "label": label,
            "sort": f"-{name}" if sort == name else name,
            "state": {name: "ascending", f"-{name}": "descending"}.get(sort, ""),
        }
        for name, label in _COLUMNS.items()
    ]


def trashed_dict(gallery: Gallery, actor: Actor) -> dict[str, Any]:
    """A gallery of the trash."""
    return {**gallery_dict(gallery, actor), "trashedAt": gallery.trashed_at, "daysLeft": days_left(gallery.trashed_at)}


def trashed_photo_dicts(found: Iterable[tuple[Photo, Gallery]], actor: Actor) -> list[dict[str, Any]]:
    """Photos of the trash, with their galleries."""
    return [
        {
            **photo_dicts(gallery, [photo], actor)[0],
            "galleryName": gallery.name,
            "trashedAt": photo.trashed_at,
            "daysLeft": days_left(photo.trashed_at),
        }
        for photo, gallery in found
    ]


def job_dict(job: Job) -> dict[str, Any]:
    """A job in words, with the share of it that is done (0 to 100) where anybody knows it."""
    total, done = (sum(job.totals.get(name, 0) for name in names) for names in (_ALL, _DONE))
    return {
        "id": job.job_id,
        "title": title_of(job),
        "state": job.state,
        "reason": job.reason or "",
        "totals": [(label, job.totals[name]) for name, label in _TOTALS.items() if name in job.totals],
        "errors": job.errors,
        "percent": min(100, 100 * done // total) if total else None,
        "createdAt": job.created_at,
        "galleryURL": _gallery_url(job),
    }


def _gallery_url(job: Job) -> str:
    """Where its gallery's photos are managed; "" for a job of none, or of one that goes."""
    gallery_id = "" if job.kind == "delete_gallery" else job.params.get("galleryId", "")
    return reverse("photos-grid", args=[gallery_id]) if gallery_id else ""


def title_of(job: Job) -> Any:
    return _TITLES.get(job.kind, job.kind)


def chart(days: Sequence[Day]) -> dict[str, Any]:
    """Bars of a chart that is `height` high and three wide for each day; the highest is that of `busiest`."""
    busiest = max(days, key=lambda day: day.ratings)
    heights = [_CHART_HEIGHT * day.ratings / max(busiest.ratings, 1) for day in days]
    bars = [
        {"x": 3 * at, "y": round(_CHART_HEIGHT - height, 2), "height": round(height, 2), "day": day}
        for at, (day, height) in enumerate(zip(days, heights, strict=True))
    ]
    return {"bars": bars, "busiest": busiest, "width": 3 * len(days) - 1, "height": _CHART_HEIGHT}
