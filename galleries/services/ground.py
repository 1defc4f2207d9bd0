"""What a scan of the bucket stands on: the tables, or for a rehearsal the tables and what would have been written."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from functools import partial

from galleries import lookup, sidecar
from galleries.models import Gallery
from galleries.services import arrivals, claiming, restoring, trashing, upgrading
from galleries.services.editing import NO_PLACE
from gallery_project import claims
from gallery_project.errors import NotFound
from gallery_project.threads import Threads
from photos import keys
from photos import lookup as photo_lookup
from photos import services as photos
from photos.models import Photo
from photos.storage import Stored

_AT_ONCE = 8

Place = tuple[str, str, str]
Key = tuple[str, str]  # of a photo: gallery id and photo id


class Tables:
    """Reads and writes the tables."""

    def gallery(self, gallery_id: str) -> Gallery | None:
        """Also one that is being deleted."""
        return lookup.find(gallery_id, or_going=True)

    def holder(self, place: Place) -> str | None:
        """The id of the gallery that has this name at this place."""
        return claims.holder_of(claims.gallery_name(*place))

    def photos(self, wanted: Iterable[Key]) -> dict[Key, Photo]:
        found = Photo.batch_get(sorted(set(wanted)), consistent_read=True)
        return {(photo.gallery_id, photo.photo_id): photo for photo in found}

    def photo(self, photo_id: str) -> Photo | None:
        """In whichever gallery it is."""
        return photo_lookup.find(photo_id)

    def recorded(self, wanted: Collection[str]) -> dict[str, Photo]:
        """By key, the photo that has claimed this original; the others are left out."""
        return photos.recorded(wanted=wanted)

    def claim(self, gallery_id: str) -> None:
        """Let an older gallery claim its name and its photos' originals."""
        claiming.claim(gallery_id)

    def restore_gallery(self, gallery: Gallery) -> str:
        """Returns what is wrong, or ""."""
        return restoring.restore(gallery)

    def rescue(self, gallery_id: str) -> Gallery:
        return restoring.rescue(gallery_id)

    def make(self, gallery_id: str, place: Place) -> Gallery | None:
        """None where no gallery can be made."""
        return arrivals.make(gallery_id, place)

    def restore_photos(self, gallery: Gallery, found: Sequence[Photo]) -> tuple[list[Photo], list[Photo]]:
        """Returns the new ones, and those that cannot be stored."""
        made, refused = photos.restore_described(gallery=gallery, photos=found)
        fresh = lookup.find(gallery.gallery_id)
        if fresh:
            due = [photo for photo in made if not photo.is_renewed]
            with Threads(_AT_ONCE) as threads:
                list(threads.map(partial(photos.finish_restored, gallery=fresh), due))
        return made, refused

    def adopt(self, gallery: Gallery, key: str, original: keys.Original, stored: Stored) -> bool:
        """Whether the file became a photo now; for one that has come since, a gallery leaves the trash."""
        with suppress(NotFound):  # the gallery has just gone
            ready = trashing.ready_for(gallery, stored.modified)
            return photos.adopt(gallery=ready, key=key, original=original, stored=stored)
        return False

    def describe(self, gallery: Gallery) -> None:
        """Give the gallery the sidecar that it lacks."""
        with suppress(NotFound):
            sidecar.write(gallery)

    def complete(self, gallery: Gallery) -> bool:
        """Whether an older item lacked something, which it has now."""
        return upgrading.complete(gallery)

    def complete_photo(self, photo: Photo) -> bool:
        return photos.complete(photo=photo)


class Rehearsal(Tables):
    """Reads the tables, writes nothing, and remembers what it would have written."""

    def __init__(self) -> None:
        self._galleries: dict[str, Gallery] = {}
        self._names: dict[str, str] = {}
        self._photos: dict[Key, Photo] = {}
        self._originals: dict[str, Photo] = {}

    def gallery(self, gallery_id: str) -> Gallery | None:
        return self._galleries.get(gallery_id) or super().gallery(gallery_id)

    def holder(self, place: Place) -> str | None:
        return self._names.get(claims.gallery_name(*place)) or super().holder(place)

    def photos(self, wanted: Iterable[Key]) -> dict[Key, Photo]:
        wanted = list(wanted)
        return super().photos(wanted) | {key: self._photos[key] for key in wanted if key in self._photos}

    def photo(self, photo_id: str) -> Photo | None:
        imagined = (photo for (_, each), photo in self._photos.items() if each == photo_id)
        return next(imagined, None) or super().photo(photo_id)

    def recorded(self, wanted: Collection[str]) -> dict[str, Photo]:
        imagined = {key: self._originals[key] for key in wanted if key in self._originals}
        return super().recorded(wanted) | imagined

    def claim(self, gallery_id: str) -> None:
        names, batches = claiming.unclaimed(gallery_id)
        for name in names:
            self._names.setdefault(name, gallery_id)
        self._originals |= {str(photo.s3_key): photo for batch in batches for photo in batch}

    def restore_gallery(self, gallery: Gallery) -> str:
        place = gallery.continent, gallery.country, gallery.name
        holder = self.holder(place)
        self._galleries[gallery.gallery_id] = gallery
        if gallery.is_trashed:
            return ""
        self._names.setdefault(claims.gallery_name(*place), gallery.gallery_id)
        return restoring.taken(gallery, holder) if holder else ""

    def rescue(self, gallery_id: str) -> Gallery:
        return self._imagine(gallery_id, (NO_PLACE, NO_PLACE, gallery_id))

    def make(self, gallery_id: str, place: Place) -> Gallery | None:
        return self._imagine(gallery_id, place)

    def _imagine(self, gallery_id: str, place: Place) -> Gallery:
        continent, country, name = place
        gallery = Gallery(gallery_id, continent=continent, country=country, name=name)
        self.restore_gallery(gallery)
        return gallery

    def restore_photos(self, gallery: Gallery, found: Sequence[Photo]) -> tuple[list[Photo], list[Photo]]:
        self._photos |= {(photo.gallery_id, photo.photo_id): photo for photo in found}
        self._originals |= {str(photo.s3_key): photo for photo in found}
        return list(found), []

    def adopt(self, gallery: Gallery, key: str, original: keys.Original, stored: Stored) -> bool:
        return True

    def describe(self, gallery: Gallery) -> None:
        pass

    def complete(self, gallery: Gallery) -> bool:
        return bool(upgrading.missing(gallery))

    def complete_photo(self, photo: Photo) -> bool:
        return photos.lacks(photo=photo)
