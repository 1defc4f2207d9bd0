"""One photo as the dictionary that every page and every API shows; the contracts add their own names to it."""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from django.urls import reverse

from accounts.actors import STRANGER, Actor
from galleries.models import Gallery
from gallery_project.slugs import url_of
from photos import keys
from photos.exif import tellable
from photos.models import Photo
from photos.services.downloading import sizes

URLs = Callable[[str], str]
NO_COLOUR = "#888888"
_THUMBNAIL_WIDTH = 640


def photo_dict(photo: Photo, gallery: Gallery, urls: URLs, actor: Actor = STRANGER) -> dict[str, Any]:
    """Everything to show the actor of a photo; `urls` is storage.media_urls of its gallery."""
    images = pictures(photo.gallery_id, photo.photo_id, photo.renditions, urls)
    title, reads_all = title_of(photo), actor.may_read(gallery.owner)
    tells_facts = gallery.show_exif or reads_all
    return {
        "photoId": photo.photo_id,
        "id": photo.photo_id,
        "galleryId": photo.gallery_id,
        "title": title,
        "description": photo.description or "",
        "tags": list(photo.tags or []),
        "status": photo.status,
        "statusReason": photo.shown_reason,
        "duplicateOf": photo.duplicate_of or "",
        "filename": photo.filename,
        "size": photo.size,
        "visibility": photo.visibility,
        "width": photo.width,
        "height": photo.height,
        "aspect": aspect(photo.width, photo.height),
        "tileAspect": min(max(aspect(photo.width, photo.height), 0.5), 3.5),  # a tower or panorama is cropped in rows
        **images,
        "thumbnailURL": images["thumbnailURL"] or photo.thumbnail_url or photo.old_thumbnail_url or "",
        "fullSizeURL": images["fullSizeURL"] or photo.full_size_url or photo.old_full_size_url or "",
        "placeholder": photo.placeholder or "",
        "colour": photo.colour or NO_COLOUR,
        "exifData": _facts(photo) if tells_facts else {},
        "takenAt": photo.taken_at if tells_facts else None,
        "uploadedAt": photo.uploaded_at,
        "location": _location(photo) if gallery.show_locations else None,
        "rating": rating_dict(photo),
        "url": url_of("photo", photo.photo_id, title),
        "downloadURL": reverse("photo-download", args=[photo.photo_id]) if sizes(photo, gallery, reads_all) else "",
    }


def title_of(photo: Photo) -> str:
    """What to call the photo: its title, else the name of its file."""
    return photo.title or photo.old_title or PurePosixPath(photo.filename).stem


def pictures(gallery_id: str, photo_id: str, renditions: Any, urls: URLs) -> dict[str, str]:
    """`srcset`s and the two single URLs of a photo's renditions; empty strings before there are any."""
    if not renditions:
        return {"srcset": "", "srcsetAvif": "", "thumbnailURL": "", "fullSizeURL": ""}

    def url(width: int, extension: str = "webp") -> str:
        return urls(keys.rendition(gallery_id, photo_id, renditions["hash"], width, extension))

    widths = renditions["widths"]
    avif = widths if "avif" in renditions["formats"] else []
    return {
        "srcset": ", ".join(f"{url(width)} {width}w" for width in widths),
        "srcsetAvif": ", ".join(f"{url(width, 'avif')} {width}w" for width in avif),
        "thumbnailURL": url(max((w for w in widths if w <= _THUMBNAIL_WIDTH), default=widths[0])),
        "fullSizeURL": url(widths[-1]),
    }


def aspect(width: float | None, height: float | None) -> float:
    """Width divided by height; 3:2 where they are unknown, as most photos are."""
    return round(width / height, 4) if width and height else 1.5


def rating_dict(photo: Photo) -> dict[str, Any]:
    average = round(photo.rating_sum / photo.rating_count, 2) if photo.rating_count else None
    distribution = {str(stars): count for stars, count in photo.distribution.items()}
    return {"count": int(photo.rating_count or 0), "average": average, "distribution": distribution}


def _facts(photo: Photo) -> dict[str, Any]:
    """What the camera wrote down, at the time to which somebody may have put its clock right."""
    facts: dict[str, Any] = tellable(photo.exif.as_dict()) if photo.exif else {}
    return {**facts, "takenAt": photo.taken_at} if photo.taken_at and "takenAt" in facts else facts


def _location(photo: Photo) -> dict[str, float] | None:
    if not photo.shown_location:
        return None
    latitude, longitude = photo.shown_location
    return {"latitude": latitude, "longitude": longitude}
