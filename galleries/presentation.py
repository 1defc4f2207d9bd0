"""One gallery as the dictionary that every page and every API shows."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from accounts.actors import STRANGER, Actor
from galleries.models import Gallery
from gallery_project.slugs import url_of
from photos import storage
from photos.models import Photo
from photos.presentation import NO_COLOUR, aspect, photo_dict, pictures
from photos.services import OWN_ORDER, possible_sort


def gallery_dict(gallery: Gallery, actor: Actor = STRANGER) -> dict[str, Any]:
    """Everything to show of a gallery, without its photos; who may read all of it is told of private photos too."""
    cover = _cover(gallery)
    return {
        "galleryId": gallery.gallery_id,
        "id": gallery.gallery_id,
        "name": gallery.name,
        "continent": gallery.continent,
        "country": gallery.country,
        "description": gallery.description or "",
        "years": gallery.years,
        "yearsText": ", ".join(str(year) for year in gallery.years),
        "photoCount": _photo_count(gallery, actor),
        "cover": cover,
        "coverPhotoURL": cover["thumbnailURL"] if cover else gallery.cover_photo_url or "",
        "sortOrder": gallery.sort_order,
        "visibility": gallery.visibility,
        "showLocations": gallery.show_locations,
        "showExif": gallery.show_exif,
        "downloads": gallery.downloads,
        "photoDefaults": _photo_defaults(gallery) if actor.may_manage(gallery.owner) else None,
        "latitude": gallery.latitude,
        "longitude": gallery.longitude,
        "createdAt": gallery.created_at,
        "updatedAt": gallery.updated_at,
        "url": url_of("gallery", gallery.gallery_id, gallery.name),
    }


def _photo_defaults(gallery: Gallery) -> dict[str, Any]:
    return {"visibility": "public", "tags": [], **(gallery.photo_defaults or {})}


def _photo_count(gallery: Gallery, actor: Actor) -> int:
    return gallery.all_photos if actor.may_read(gallery.owner) else int(gallery.photo_count or 0)


def _cover(gallery: Gallery) -> dict[str, Any] | None:
    kept = gallery.cover
    if not kept:
        return None
    images = pictures(gallery.gallery_id, kept["photoId"], kept["renditions"], storage.media_urls(gallery.gallery_id))
    return {
        **images,
        "thumbnailURL": images["thumbnailURL"] or kept.get("olderURL") or "",
        "title": kept["title"],
        "width": kept["width"],
        "height": kept["height"],
        "aspect": aspect(kept["width"], kept["height"]),
        "colour": kept["colour"] or NO_COLOUR,
        "placeholder": kept["placeholder"] or "",
    }


def photo_dicts(gallery: Gallery, photos: list[Photo], actor: Actor = STRANGER) -> list[dict[str, Any]]:
    """These photos of one gallery as the actor may see them, all signed at once."""
    urls = storage.media_urls(gallery.gallery_id)
    return [photo_dict(photo, gallery, urls, actor) for photo in photos]


def sorts(gallery: Gallery, current: str, actor: Actor) -> list[dict[str, Any]]:
    """The sorts that its page offers; none while the gallery has only its own order."""
    labels = {"order": _("Gallery order"), "date": _("Oldest first"), "-date": _("Newest first")}
    labels["rating"] = _("Best rated")
    url, reads_all = url_of("gallery", gallery.gallery_id, gallery.name), actor.may_read(gallery.owner)
    return [
        {"name": name, "label": label, "url": page_url(url, name), "is_current": name == current}
        for name, label in labels.items()
        if gallery.is_sortable and possible_sort(gallery=gallery, sort=name, reads_all=reads_all) == name
    ]


def page_url(url: str, sort: str, cursor: str | None = None) -> str:
    """The address of the gallery's page at `cursor`, or of its first; "" for the page behind the last."""
    if cursor == "":
        return ""
    asked = {"sort": "" if sort == OWN_ORDER else sort, "cursor": cursor}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{url}?{query}" if query else url
