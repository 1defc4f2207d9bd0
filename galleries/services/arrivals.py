"""An object has come into the bucket: find or make the gallery and the photo it belongs to, and ingest it."""

import logging
import re

from accounts.actors import SYSTEM
from galleries import lookup
from galleries.models import Gallery
from galleries.services.editing import Fields, create
from gallery_project import claims
from gallery_project.errors import Conflict
from photos import keys, storage
from photos import lookup as photo_lookup
from photos import services as photos
from photos.models import Photo

NO_PLACE = "Elsewhere"  # continent and country of a gallery whose folder does not say
log = logging.getLogger(__name__)


def receive(*, key: str) -> Photo | None:
    """Make the object at `key` a photo; returns it, or None when it is not one of ours to show.

    Anything but an original is left alone, as is a file of a gallery that has been deleted. Safe to repeat.
    """
    original = keys.parse_original(key)
    if original is None:
        return None
    record = _recorded(original) or _adopt(key, original)
    return photos.ingest(gallery_id=record[0], photo_id=record[1]) if record else None


def records_of(key: str) -> list[tuple[str, str]]:
    """Gallery id and photo id under which the object at `key` can be recorded; none when it is no original."""
    original = keys.parse_original(key)
    return _records(original) if original else []


def _records(original: keys.Original) -> list[tuple[str, str]]:
    gallery_id = _gallery_id(original)
    ids = (original.announced_id, original.photo_id)
    return [(gallery_id, photo_id) for photo_id in ids if photo_id]


def _recorded(original: keys.Original) -> tuple[str, str] | None:
    for gallery_id, photo_id in _records(original):
        if photo_lookup.read(gallery_id, photo_id):
            return gallery_id, photo_id
    elsewhere = photo_lookup.find(original.photo_id)  # the gallery has another name by now than its folder
    return (elsewhere.gallery_id, elsewhere.photo_id) if elsewhere else None


def _gallery_id(original: keys.Original) -> str:
    """What the key says, else the gallery that has the folder's name at its place, else the one to be made."""
    if original.place is None:
        return original.gallery_id
    return claims.holder_of(claims.gallery_name(*original.place)) or keys.folder_gallery_id(*original.place)


def _adopt(key: str, original: keys.Original) -> tuple[str, str] | None:
    """Record an unannounced original; None for what is left alone."""
    stored = storage.head(key) if keys.has_photo_name(original.filename) else None
    gallery = _gallery(_gallery_id(original), original) if stored else None
    if stored is None or gallery is None:
        log.info("Left alone: %s", key)
        return None
    photos.adopt(gallery_id=gallery.gallery_id, owner_id=gallery.owner, key=key, original=original, stored=stored)
    return gallery.gallery_id, original.photo_id


def _gallery(gallery_id: str, original: keys.Original) -> Gallery | None:
    """The gallery, made if it is missing; None for one that was deleted (its id is one that we give, or gave)."""
    existing = lookup.find(gallery_id)
    if existing or (original.place is None and keys.is_uuid(gallery_id)):
        return existing
    continent, country, name = original.place or (NO_PLACE, NO_PLACE, gallery_id)
    years = sorted({int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", name)})
    fields: Fields = {"name": name, "continent": continent, "country": country}
    if years:
        fields["years"] = years
    try:
        return create(actor=SYSTEM, gallery_id=gallery_id, **fields)
    except Conflict:  # another file of the same folder was faster
        return lookup.find(gallery_id)
