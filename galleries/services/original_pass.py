"""Third pass of a scan: each folder has its gallery, each original its photo, which `reconcile` then works through.

`galleries/{id}/` belongs to the gallery with this id, and `galleries/{continent}/{country}/{name}/` to the one that has
this name at this place, or to the one in which a file of the folder is recorded, since a gallery may have been renamed.
"""

from collections.abc import Mapping
from functools import partial
from itertools import islice

from galleries.jobs import Job
from galleries.models import Gallery
from galleries.services.arrivals import is_wanted
from galleries.services.editing import NO_PLACE
from galleries.services.ground import Place, Tables
from galleries.services.tally import count, processed, wants_photos
from gallery_project.threads import Threads
from photos import keys, storage
from photos.keys import Original

_PAGE = 500  # keys in one step
_AT_ONCE = 8
_ASKED = 20  # files of a folder that are asked for their gallery

Files = dict[str, Original]  # by key


def page(job: Job, ground: Tables, after: str) -> str:
    """Look at the originals behind the key `after`; returns the last key, "" when no more follow."""
    found = storage.page(keys.ORIGINALS, after, _PAGE)
    for folder, files in _by_folder(found).items():
        is_first = folder != job.cursor.get("last")
        job.cursor["last"] = folder
        gallery = _gallery(job, ground, folder, files, is_first)
        count(job, "total_folders_scanned", int(is_first))
        count(job, "galleries_found", int(is_first and gallery is not None))
        count(job, "total_files_scanned", len(files))
        if gallery and wants_photos(job):
            _photos(job, ground, gallery, files)
    return list(found)[-1] if len(found) == _PAGE else ""


def _by_folder(found: Mapping[str, object]) -> dict[str, Files]:
    folders: dict[str, Files] = {}
    for key in found:
        if original := keys.parse_original(key):
            folders.setdefault(key.rpartition("/")[0], {})[key] = original
    return folders


def _gallery(job: Job, ground: Tables, folder: str, files: Files, is_first: bool) -> Gallery | None:
    """The gallery of a folder, made if there is none; None while it is being deleted, or when none can be made."""
    gallery_id, place = home(ground, next(iter(files.values())))
    gallery = ground.gallery(gallery_id)
    if gallery is None:
        return _missing(job, ground, folder, files, gallery_id, place)
    if gallery.is_going:
        return None
    if is_first and storage.head(keys.gallery_sidecar(gallery_id)) is None:  # else the pass of the sidecars has seen it
        processed(job, "galleries")
        count(job, "galleries_updated", int(ground.complete(gallery)))
        ground.describe(gallery)
    return gallery


def home(ground: Tables, original: Original) -> tuple[str, Place | None]:
    """Id of the gallery to which a file belongs, and where that lies by its folder; None for a gallery's own folder."""
    own = original.gallery_id
    if own and (keys.is_uuid(own) or ground.gallery(own)):
        return own, None
    place = original.place or (NO_PLACE, NO_PLACE, own)
    return ground.holder(place) or keys.folder_gallery_id(*place), place


def _missing(
    job: Job, ground: Tables, folder: str, files: Files, gallery_id: str, place: Place | None
) -> Gallery | None:
    asked = list(islice(((key, each) for key, each in files.items() if is_wanted(each)), _ASKED))
    claimed = ground.recorded([key for key, _ in asked])
    recorded = next(filter(None, (claimed.get(key) or ground.photo(each.photo_id) for key, each in asked)), None)
    if recorded:
        return ground.gallery(recorded.gallery_id)
    is_unreadable = storage.head(keys.gallery_sidecar(gallery_id)) is not None  # the pass of the sidecars has said so
    if is_unreadable or not any(storage.head(key) for key, _ in asked):  # a deletion was faster
        return None
    made = ground.make(gallery_id, place) if place else ground.rescue(gallery_id)
    if made is None:
        job.report(folder, "No gallery can have such a name.")
        return None
    processed(job, "galleries")
    count(job, "galleries_created")
    return made


def _photos(job: Job, ground: Tables, gallery: Gallery, files: Files) -> None:
    known = ground.photos((gallery.gallery_id, each.photo_id) for each in files.values())
    count(job, "photos_updated", sum(ground.complete_photo(photo) for photo in known.values()))
    rest = [(key, each) for key, each in files.items() if (gallery.gallery_id, each.photo_id) not in known]
    claimed = ground.recorded([key for key, _ in rest])
    count(job, "photos_updated", sum(ground.complete_photo(photo) for photo in claimed.values()))
    rest = [(key, each) for key, each in rest if key not in claimed]
    with Threads(_AT_ONCE) as threads:
        adopted = list(threads.map(partial(_adopted, ground, gallery), rest))
    count(job, "photos_created", adopted.count(True))
    processed(job, "photos", len(known) + len(claimed) + len(adopted) - adopted.count(None))


def _adopted(ground: Tables, gallery: Gallery, file: tuple[str, Original]) -> bool | None:
    """Whether the file became a photo now, or was one in a gallery of another name; None for what is left alone."""
    key, original = file
    if not is_wanted(original):
        return None
    if ground.photo(original.photo_id):
        return False
    stored = storage.head(key)  # the listing is older than a deletion that has just ended
    if stored is None or storage.head(keys.photo_sidecar(gallery.gallery_id, original.photo_id)):
        return None  # a sidecar that could not be used is left to the person who edited it
    return ground.adopt(gallery, key, original, stored)
