"""The names that the older systems have for what `photo_dict` and `gallery_dict` say."""

from typing import Any

from accounts.actors import Actor
from galleries.models import Gallery
from galleries.presentation import photo_dicts
from photos import storage
from photos.models import Photo

_FOR_OUR_PAGES = {"srcset", "srcsetAvif", "aspect", "tileAspect", "placeholder", "colour", "downloadURL"}
_EXTENSIONS = {"image/jpeg": "jpg", "image/heic": "heic", "image/heif": "heif"}


def photos_of(gallery: Gallery, photos: list[Photo], actor: Actor) -> list[dict[str, Any]]:
    """Photos of one gallery, as all five systems read them."""
    shown = photo_dicts(gallery, photos, actor)
    return [_named(photo, values, gallery, actor) for photo, values in zip(photos, shown, strict=True)]


def photo_of(found: tuple[Photo, Gallery], actor: Actor) -> dict[str, Any]:
    photo, gallery = found
    return photos_of(gallery, [photo], actor)[0]


def _named(photo: Photo, shown: dict[str, Any], gallery: Gallery, actor: Actor) -> dict[str, Any]:
    lean = {name: value for name, value in shown.items() if name not in _FOR_OUR_PAGES}
    manages = actor.may_manage(gallery.owner) and photo.s3_key is not None
    return {
        **lean,
        "name": shown["title"],
        "photoNumber": photo.photo_number,
        "sortOrder": photo.sort_order,
        "userId": photo.owner_id or gallery.owner,
        "ImageID": photo.photo_id,
        "URL": shown["fullSizeURL"],
        "thumbnailUrl": shown["thumbnailURL"],
        # The original may tell where it was taken, so only its photographer gets it.
        "originalUrl": storage.original_url(str(photo.s3_key)) if manages else shown["fullSizeURL"],
        "uploadTime": photo.uploaded_at,
        "timestamp": photo.uploaded_at,
        **({"s3Key": photo.s3_key} if manages else {}),
    }


def generated_name(photo: Photo) -> str:
    """The file name under which the base64 upload service knows a photo: its id, and its type's extension."""
    kind = photo.content_type or ""
    extension = _EXTENSIONS.get(kind) or kind.removeprefix("image/") or "bin"
    return f"{photo.photo_id}.{extension}"
