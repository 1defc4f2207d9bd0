"""Second pass of a scan: what has a sidecar and no item is restored from it, exactly; see photos.services.restoring."""

from collections.abc import Iterable, Sequence
from functools import partial

from galleries.jobs import Job
from galleries.models import Gallery
from galleries.services import restoring
from galleries.services.ground import Tables
from galleries.services.tally import count, processed
from galleries.sidecar import Unusable
from gallery_project.threads import Threads
from photos import keys, storage
from photos import services as photos
from photos.models import Photo

_PAGE = 200  # sidecars in one step
_AT_ONCE = 8
_GALLERY = "gallery"


def page(job: Job, ground: Tables, after: str) -> str:
    """Look at the sidecars behind the key `after`; returns the last key, "" when no more follow."""
    found = list(storage.page(keys.SIDECARS, after, _PAGE))
    for gallery_id, names in _by_gallery(found).items():
        is_first = gallery_id != job.cursor.get("last")
        job.cursor["last"] = gallery_id
        photo_ids = [name for name in names if name != _GALLERY]
        gallery = _gallery(job, ground, gallery_id, photo_ids, is_first)
        if gallery and photo_ids:
            _photos(job, ground, gallery, photo_ids)
    return found[-1] if len(found) == _PAGE else ""


def _by_gallery(found: Iterable[str]) -> dict[str, list[str]]:
    """Gallery id -> names of its sidecars: ids of photos, or `gallery`."""
    groups: dict[str, list[str]] = {}
    for key in found:
        match key.removesuffix(".json").split("/"):
            case [_, gallery_id, name] if gallery_id and name and key.endswith(".json"):
                groups.setdefault(gallery_id, []).append(name)
    return groups


def _gallery(job: Job, ground: Tables, gallery_id: str, photo_ids: Sequence[str], is_first: bool) -> Gallery | None:
    """The gallery of these sidecars; None when it is being deleted or cannot be had."""
    gallery = ground.gallery(gallery_id)
    if gallery is None:
        gallery = _restored(job, ground, gallery_id, photo_ids)
    elif gallery.is_going:
        return None
    elif is_first and ground.complete(gallery):
        count(job, "galleries_updated")
    processed(job, "galleries", int(is_first and gallery is not None))
    return gallery


def _restored(job: Job, ground: Tables, gallery_id: str, photo_ids: Sequence[str]) -> Gallery | None:
    key = keys.gallery_sidecar(gallery_id)
    try:
        gallery = restoring.described(gallery_id)
    except Unusable as error:
        job.report(key, str(error))
        return None
    if gallery is None:
        return _rescued(job, ground, gallery_id, photo_ids)
    if problem := ground.restore_gallery(gallery):
        job.report(key, problem)
    count(job, "galleries_created")
    return gallery


def _rescued(job: Job, ground: Tables, gallery_id: str, photo_ids: Sequence[str]) -> Gallery | None:
    """A gallery for photos that have lost theirs, but not for what a deletion left behind."""
    described = (_described(gallery_id, photo_id) for photo_id in photo_ids)
    if not any(isinstance(each, Photo) and each.s3_key and storage.head(each.s3_key) for each in described):
        return None
    count(job, "galleries_created")
    return ground.rescue(gallery_id)


def _photos(job: Job, ground: Tables, gallery: Gallery, photo_ids: Sequence[str]) -> None:
    # The items are looked for before their sidecars are read: a deletion takes first the sidecar and then the item.
    known = ground.photos((gallery.gallery_id, photo_id) for photo_id in photo_ids)
    count(job, "photos_updated", sum(ground.complete_photo(photo) for photo in known.values()))
    missing = [photo_id for photo_id in photo_ids if (gallery.gallery_id, photo_id) not in known]
    with Threads(_AT_ONCE) as threads:
        described = list(threads.map(partial(_described, gallery.gallery_id), missing))
    for photo_id, each in zip(missing, described, strict=True):
        if isinstance(each, Unusable):
            job.report(keys.photo_sidecar(gallery.gallery_id, photo_id), str(each))
    _restore(job, ground, gallery, [each for each in described if isinstance(each, Photo)])


def _described(gallery_id: str, photo_id: str) -> Photo | Unusable | None:
    try:
        return restoring.described_photo(gallery_id, photo_id)
    except Unusable as error:
        return error


def _restore(job: Job, ground: Tables, gallery: Gallery, found: list[Photo]) -> None:
    made, refused = ground.restore_photos(gallery, photos.with_files(found))
    count(job, "photos_created", len(made))
    for photo in refused:
        key = keys.photo_sidecar(photo.gallery_id, photo.photo_id)
        job.report(key, "This describes a photo that the database cannot hold.")
