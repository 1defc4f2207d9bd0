"""Photos that somebody takes home, as far as the gallery allows."""

import re
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries.models import Gallery
from gallery_project.errors import Invalid, NotAllowed
from photos import keys, lookup, storage
from photos.models import Photo

SIZES = ("original", "large")  # the file itself, or its largest rendition
_UNUSABLE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')  # in a file's name, on one system or another


def sizes(photo: Photo, gallery: Gallery, reads_all: bool) -> tuple[str, ...]:
    """The sizes that may be taken home, the best first; who may read all of the gallery gets what there is."""
    if not photo.is_ready:
        return ()
    original = photo.s3_key and (reads_all or _may_have_original(photo, gallery))
    large = photo.renditions and (reads_all or gallery.downloads != "none")
    return tuple(size for size, is_possible in zip(SIZES, (original, large), strict=True) if is_possible)


def _may_have_original(photo: Photo, gallery: Gallery) -> bool:
    """A file tells all that its camera wrote, so nobody gets it who may not know that."""
    is_open = gallery.show_exif and (_may_tell_place(photo, gallery) or photo.tells_no_place)
    return gallery.downloads == "original" and bool(is_open)


def _may_tell_place(photo: Photo, gallery: Gallery) -> bool:
    """Whether strangers may know what its file says of that, which a person may have put right or taken away."""
    return bool(gallery.show_locations) and photo.own_location is None


def download(*, actor: Actor, photo_id: str, size: str = "") -> str:
    """A short-lived URL that saves the photo under a name that says what it is.

    Without `size` it is the best one; where the original may not leave, it is the large one. Raises Invalid,
    NotFound, NotAllowed where the gallery allows no downloads.
    """
    if size not in ("", *SIZES):
        raise Invalid("size", _("One of {choices}.").format(choices=", ".join(SIZES)))
    photo, gallery = lookup.visible(actor, photo_id)
    reads_all = actor.may_read(gallery.owner)
    possible = sizes(photo, gallery, reads_all)
    if not possible:
        raise NotAllowed(_("This photo is not offered for download."))
    chosen = size if size in possible else possible[0]
    if chosen == "original" and not (reads_all or _may_tell_place(photo, gallery) or _is_as_read(photo)):
        chosen = "large"  # which there is, since its file has been worked through
    key = _key(photo, chosen)
    return storage.attachment_url(key, _name(photo) + PurePosixPath(key).suffix.lower())


def _is_as_read(photo: Photo) -> bool:
    """Whether its file is the one that was worked through, and not another one that has come since."""
    stored = storage.head(photo.s3_key)
    return stored is not None and stored.etag == photo.etag


def _key(photo: Photo, size: str) -> str:
    if size == "original":
        return str(photo.s3_key)
    made = photo.renditions
    return keys.rendition(photo.gallery_id, photo.photo_id, made["hash"], made["widths"][-1], "webp")


def _name(photo: Photo) -> str:
    words = _UNUSABLE.sub(" ", photo.shown_title).split()
    return " ".join(words).strip(" .")[:150] or photo.photo_id
