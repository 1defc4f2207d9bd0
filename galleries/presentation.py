"""One gallery as the dictionary that every page and every API shows."""

from itertools import groupby
from typing import Any

from django.urls import reverse

from accounts.actors import STRANGER, Actor
from galleries.models import Gallery
from photos import storage
from photos.models import Photo
from photos.presentation import NO_COLOUR, aspect, photo_dict, pictures


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
        "latitude": gallery.latitude,
        "longitude": gallery.longitude,
        "createdAt": gallery.created_at,
        "updatedAt": gallery.updated_at,
        "url": reverse("gallery", args=[gallery.gallery_id]),
    }


def _photo_count(gallery: Gallery, actor: Actor) -> int:
    reads_all = actor.may_read(gallery.owner) and gallery.ready_count is not None
    return int((gallery.ready_count if reads_all else gallery.photo_count) or 0)


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


def photo_dicts(gallery: Gallery, photos: list[Photo]) -> list[dict[str, Any]]:
    """These photos of one gallery, all signed at once."""
    urls = storage.media_urls(gallery.gallery_id)
    return [photo_dict(photo, gallery, urls) for photo in photos]


def by_place(galleries: list[Gallery]) -> list[dict[str, Any]]:
    """Galleries grouped into continents and countries, both by name, each country's in the order given."""
    ordered = sorted(galleries, key=lambda gallery: (gallery.continent, gallery.country))
    return [
        {"name": continent, "countries": _countries(list(within))}
        for continent, within in groupby(ordered, key=lambda gallery: gallery.continent)
    ]


def _countries(galleries: list[Gallery]) -> list[dict[str, Any]]:
    return [
        {"name": country, "galleries": [gallery_dict(gallery) for gallery in within]}
        for country, within in groupby(galleries, key=lambda gallery: gallery.country)
    ]
