"""An object has come into the bucket: find or make the gallery and the photo it belongs to, and ingest it."""

import logging
from collections.abc import Iterable
from datetime import datetime

from accounts.actors import SYSTEM
from galleries import lookup
from galleries.folders import years_in
from galleries.models import Gallery
from galleries.services import restoring, trashing
from galleries.services.editing import NO_PLACE, create
from galleries.services.fields import Fields
from galleries.sidecar import Unusable
from gallery_project import claims
from gallery_project.errors import Conflict, Invalid
from photos import keys, storage
from photos import lookup as photo_lookup
from photos import services as photos
from photos.models import Photo

log = logging.getLogger(__name__)


def receive(*, key: str, patience: float | None = None) -> Photo | None:
    """Make the object at `key` a photo; returns it, or None when it is not one of ours to show.

    Anything but an original is left alone, as is the file of an upload that was given up or deleted. Safe to repeat.
    Raises Busy while the gallery that it belongs to is being deleted, and what `photos.ingest` raises, which also says
    what `patience` is.
    """
    original = keys.parse_original(key)
    if original is None:
        return None
    record = _recorded(key, original) or _adopt(key, original)
    return photos.ingest(gallery_id=record[0], photo_id=record[1], patience=patience) if record else None


def records_of(page: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Key -> gallery id and photo id under which it is recorded, if it is; without those that are no originals.

    Each folder is looked up once, however many files of it there are.
    """
    originals = {key: original for key in page if (original := keys.parse_original(key))}
    folders = {(original.gallery_id, original.place): original for original in originals.values()}
    ids = {folder: _gallery_id(original) for folder, original in folders.items()}
    return {key: (ids[o.gallery_id, o.place], o.photo_id) for key, o in originals.items()}


def _recorded(key: str, original: keys.Original) -> tuple[str, str] | None:
    gallery_id = _gallery_id(original)
    if photo_lookup.read(gallery_id, original.photo_id):
        return gallery_id, original.photo_id
    elsewhere = photo_lookup.find(original.photo_id)  # the gallery has another name by now than its folder
    elsewhere = elsewhere or photos.recorded(wanted=[key]).get(key)
    return (elsewhere.gallery_id, elsewhere.photo_id) if elsewhere else None


def _place(original: keys.Original) -> tuple[str, str, str] | None:
    """Where the gallery of this file lies by its folder; None for a gallery's own folder."""
    if original.place or keys.is_uuid(original.gallery_id) or lookup.find(original.gallery_id, or_going=True):
        return original.place
    return NO_PLACE, NO_PLACE, original.gallery_id


def _gallery_id(original: keys.Original) -> str:
    """What the key says, else the gallery that has the folder's name at its place, else the one to be made."""
    place = _place(original)
    if place is None:
        return original.gallery_id
    return claims.holder_of(claims.gallery_name(*place)) or keys.folder_gallery_id(*place)


def _adopt(key: str, original: keys.Original) -> tuple[str, str] | None:
    """Record an unannounced original, as its sidecar knows it if it has one; None for what is left alone."""
    unwanted = keys.is_ours(original) or not is_wanted(original)
    stored = None if unwanted else storage.head(key)
    try:
        gallery = _gallery(original, stored.modified) if stored else None
        described = restoring.described_photo(gallery.gallery_id, original.photo_id) if gallery else None
    except Unusable as error:
        log.warning("Left alone: %s, because of what its metadata says. %s", key, error)
        return None
    if stored is None or gallery is None:
        log.info("Left alone: %s", key)
        return None
    if described:
        photos.restore_described(gallery=gallery, photos=[described])
    else:
        photos.adopt(gallery=gallery, key=key, original=original, stored=stored)
    return gallery.gallery_id, original.photo_id


def is_wanted(original: keys.Original) -> bool:
    """Whether it is a photo by its name. What was announced is one whatever its name."""
    return keys.is_ours(original) or keys.has_photo_name(original.filename)


def _gallery(original: keys.Original, arrived: datetime) -> Gallery | None:
    """The gallery, made if it is missing; None where none can be made."""
    gallery_id = _gallery_id(original)
    existing = lookup.find(gallery_id, or_going=True)
    if existing and existing.is_going:
        raise photos.Busy(f"The gallery {gallery_id} is being deleted")
    if existing:
        return trashing.ready_for(existing, arrived)
    place = _place(original)
    return _restored(gallery_id) or (make(gallery_id, place) if place else None)


def _restored(gallery_id: str) -> Gallery | None:
    """The gallery as its sidecar knows it, after a loss of the tables."""
    described = restoring.described(gallery_id)
    if described:
        restoring.restore(described)
    return described


def make(gallery_id: str, place: tuple[str, str, str]) -> Gallery | None:
    """A gallery for a folder, by the folder's own words; None where none can be made."""
    continent, country, name = place
    fields: Fields = {"name": name, "continent": continent, "country": country}
    if years := years_in(name):
        fields["years"] = years
    try:
        return create(actor=SYSTEM, gallery_id=gallery_id, **fields)
    except Conflict:  # another file of the same folder was faster
        return lookup.find(claims.holder_of(claims.gallery_name(*place)) or gallery_id)
    except Invalid:  # no gallery can have such a name
        return None
