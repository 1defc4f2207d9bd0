"""Older photos get what newer ones have: a state, a place in the order, and the rows by which they are found."""

from contextlib import suppress
from copy import deepcopy

from pynamodb.expressions.update import Action

from gallery_project.tables import Contended, Raw, Refused, as_read, conditional, lacking, raw_item, retrying
from photos import changes, facets, index, keys, lookup, storage
from photos.models import STARS, Photo
from photos.services import older
from ratings import services as ratings

_INDEXED = ("sort_order", "public_in", "date_order", "score", "ranked_in")
_FILLED = ("status", "visibility", "title", "thumbnail_url", "full_size_url", "uploaded_at", *_INDEXED)
_SUMS = ("rating_count", "rating_sum", *(f"ratings_{stars}" for stars in STARS))


def lacks(*, photo: Photo, raw: Raw | None = None, with_sums: bool = False) -> bool:
    """Whether the photo, or its `raw` item, lacks something that `complete` gives it; `with_sums` counts its ratings.

    What is being changed is in the hands of whoever changes it.
    """
    return _is_due(photo, _missing(photo, raw, with_sums))


def _is_due(photo: Photo, missing: list[Action]) -> bool:
    rests = photo.work_state is None or (photo.work_state or "").startswith("failed")
    lacks_rows = photo.status in ("ready", "trashed", "failed") and facets.is_outdated(photo)
    return rests and (lacks_rows or bool(missing) or lacks_pictures(photo=photo))


def lacks_pictures(*, photo: Photo) -> bool:
    """Whether it was never worked through although its original is in the bucket, whatever its older addresses say."""
    is_untouched = photo.is_ready and photo.work_state is None and photo.renditions is None and photo.etag is None
    key = photo.s3_key or ""
    return is_untouched and key.startswith(keys.ORIGINALS) and storage.head(key) is not None


def _missing(photo: Photo, raw: Raw | None, with_sums: bool) -> list[Action]:
    full = deepcopy(photo)
    full.title = full.title or full.old_title
    full.thumbnail_url = full.thumbnail_url or full.old_thumbnail_url
    full.full_size_url = full.full_size_url or full.old_full_size_url
    full.sort_order = older.place(photo)[0] if full.is_ready else full.sort_order
    if with_sums:
        ratings.count(photo=full)
    full.settle()
    names = (*_FILLED, *_SUMS) if with_sums else _FILLED
    return lacking(photo.serialize() if raw is None else raw, photo, full, names)


def complete(*, photo: Photo, with_sums: bool = False) -> bool:
    """Give the photo what it lacks; says whether that was anything. What the older system wrote stays as it is."""
    return retrying(lambda: _attempt(photo.gallery_id, photo.photo_id, with_sums))


def _attempt(gallery_id: str, photo_id: str, with_sums: bool) -> bool:
    raw = raw_item(Photo, gallery_id, photo_id)
    photo = Photo.from_raw_data({**raw}) if raw else None
    missing = _missing(photo, raw, with_sums) if photo else []
    if photo is None or not _is_due(photo, missing):
        return False
    marks: list[Action] = [Photo.work_state.set(f"sidecar#{photo_id}"), Photo.revision.add(1)]
    try:
        with conditional():  # a rating leaves the revision as it is
            same = index.unchanged(photo) & as_read(raw, photo, _SUMS)
            photo.update([*missing, *marks], condition=same)
    except Refused as error:
        raise Contended from error
    changes.write_sidecar(photo)
    _have_worked_through(gallery_id, photo_id)
    return True


def _have_worked_through(gallery_id: str, photo_id: str) -> None:
    """Let `reconcile` make renditions of an older original, while the photo stays ready and in its place."""
    photo = lookup.read(gallery_id, photo_id)
    if photo and lacks_pictures(photo=photo):
        mark: list[Action] = [Photo.work_state.set(f"processing#{photo_id}"), Photo.twins_allowed.set(True)]
        with suppress(Refused), conditional():
            photo.update(mark, condition=index.unchanged(photo) & Photo.work_state.does_not_exist())
