"""The two halves of a move: copies of what a photo has in the bucket, and the transaction that takes it across."""

from copy import deepcopy

from django.utils.translation import gettext as _
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project import claims
from gallery_project.errors import Conflict, NotFound
from gallery_project.tables import Contended, Refused, as_read, iso, now, raw_item, transact
from photos import changes, covers, facets, index, keys, lookup, storage
from photos.facets import Kept
from photos.models import STARS, Photo
from photos.services import numbers, originals, trial

_SUMS = ("rating_count", "rating_sum", *(f"ratings_{stars}" for stars in STARS))


def check_photo(photo: Photo) -> None:
    """Raises Conflict for what cannot be moved."""
    if not photo.is_ready:
        raise Conflict(_("Only a ready photo can be moved."))
    if not photo.renditions:
        raise Conflict(_("An older photo can be moved once the site’s staff have run manage.py upgrade_tables."))


def holder(photo: Photo, gallery_id: str = "") -> str:
    """Who holds the claim on an original, in its gallery or in another one."""
    return f"{gallery_id or photo.gallery_id}/{photo.photo_id}"


class Crossing:
    """One photo on its way, as it was when its lease was taken."""

    def __init__(self, held: Photo) -> None:
        self.held = held
        self.target_id: str = held.moving_to["galleryId"]
        self.key: str | None = held.moving_to["key"]
        self._etag: str | None = held.etag
        self._number: int | None = None

    def check(self) -> None:
        """Raises NotFound when the new gallery has gone, Conflict when it has the file already."""
        self._target()
        twin = self._twin()
        if twin and twin.is_ready:
            raise Conflict(_("This photo is already in that gallery, as “{name}”.").format(name=twin.shown_title))
        if twin and twin.is_trashed:
            raise Conflict(_("This photo is in the trash of that gallery, as “{name}”.").format(name=twin.shown_title))

    def copy(self) -> None:
        """Copy renditions and, where it has to leave the old gallery's folder, the original. Safe to repeat."""
        held = self.held
        if self.key and not keys.implies(self.key, held.photo_id):  # or its own event would make a second photo of it
            claims.join(claims.original(self.key), {holder(held), holder(held, self.target_id)})
        if self.key and self.key != held.s3_key:
            self._copy_original(str(held.s3_key), self.key)
        self._copy_renditions()

    def _copy_renditions(self) -> None:
        if not trial.copy(self._renditions(self.held.gallery_id), self._renditions(self.target_id)):
            self._etag = None  # what has got lost is rendered anew

    def _copy_original(self, old: str, new: str) -> None:
        before = storage.head(old)
        if before is None:
            raise Conflict(_("The original of this photo is not there any more."))
        storage.copy(old, new)
        after = storage.head(new)
        # Only bytes that were worked through are known by their new ETag; others are to be worked through.
        self._etag = after.etag if after and before.etag == self.held.etag else None

    def commit(self) -> Photo:
        """The photo in its new gallery, with everything that has to change in the same moment.

        Raises Contended to be tried again, Lost when the lease has gone to somebody else, NotFound when the photo or a
        gallery has gone, Conflict when the photo is not ready any more.
        """
        held = self.held
        raw = raw_item(Photo, held.gallery_id, held.photo_id)
        before = Photo.from_raw_data({**raw}) if raw else None
        if before is None or before.is_going:
            return self._arrived()
        if before.lease_until != held.lease_until:
            raise changes.Lost
        check_photo(before)
        if before.renditions != held.renditions:
            self._copy_others(before)
        source, target = galleries.find(held.gallery_id), self._target()
        if source is None:
            raise NotFound(_("There is no such gallery."))
        after = self._after(before, target)
        storage.delete([keys.photo_sidecar(held.gallery_id, held.photo_id)])  # or a scan would restore it from there
        same = index.unchanged(before) & as_read(raw, before, _SUMS) & (Photo.lease_until == held.lease_until)
        try:
            transact(lambda transaction: self._write(transaction, before, after, source, target, same))
        except Refused as error:
            raise Contended from error
        return after

    def _copy_others(self, before: Photo) -> None:
        """It was hidden meanwhile, and the renditions that strangers know do not come along."""
        storage.delete(self._renditions(self.target_id))
        self.held.renditions = before.renditions
        self._copy_renditions()

    def _write(
        self, transaction: TransactWrite, before: Photo, after: Photo, source: Gallery, target: Gallery, same: Condition
    ) -> None:
        leaving = deepcopy(before)
        leaving.status = "deleting"
        out, into = covers.change(source, leaving), covers.change(target, after)
        after.work_state = f"sidecar{changes.COVER if into.actions else ''}#{after.photo_id}"
        transaction.delete(before, condition=same)
        transaction.save(after, condition=Photo.photo_id.does_not_exist())
        _count(transaction, source, before, -1, out)
        _count(transaction, target, after, 1, into)
        if out.successor:
            unchanged = index.unchanged(out.successor)
            transaction.condition_check(Photo, source.gallery_id, out.successor.photo_id, condition=unchanged)
        self._claim(transaction, before)

    def _claim(self, transaction: TransactWrite, before: Photo) -> None:
        """The file is the new gallery's, and may come into the old one again."""
        if not before.sha256:
            return
        older, newer = (claims.photo_digest(each, before.sha256) for each in (before.gallery_id, self.target_id))
        claims.give_back(transaction, older, before.photo_id)
        if not before.twins_allowed:
            dead = claims.holder_of(newer) or before.photo_id
            free = claims.Claim.claim.does_not_exist() | (claims.Claim.holder == dead)
            transaction.save(claims.Claim(newer, holder=before.photo_id), condition=free)

    def _after(self, before: Photo, target: Gallery) -> Photo:
        if self._number is None:
            self._number = numbers.allot(target, 1)[0]
        after = deepcopy(before)
        after.gallery_id, after.s3_key, after.etag = target.gallery_id, self.key, self._etag
        after.photo_number, after.sort_order = self._number, before.moving_to["place"]
        after.moving_to, after.lease_until, after.revision = None, None, before.revision + 1
        after.facets = Kept(facets.kept(before).facets, None).to_json()  # whose rows still name the old gallery
        after.leftovers = self._left(before)
        after.settle()
        return after

    def _left(self, before: Photo) -> list[str]:
        own = (before.gallery_id, before.photo_id)
        left = [*keys.made(*own, before.renditions), keys.photo_sidecar(*own), keys.discarded(*own)]
        if before.s3_key and before.s3_key != self.key and before.s3_key not in originals.shared([before]):
            left += [before.s3_key, keys.older_thumbnail(before.s3_key)]
        return left

    def clear_copies(self) -> None:
        """Delete what was copied for a photo that stays."""
        storage.delete(self._renditions(self.target_id))
        if self.key and self.key != self.held.s3_key:
            storage.delete([self.key])
            claims.leave(claims.original(self.key), holder(self.held))
        if self.key:
            claims.leave(claims.original(self.key), holder(self.held, self.target_id))

    def _renditions(self, gallery_id: str) -> list[str]:
        return keys.made(gallery_id, self.held.photo_id, self.held.renditions)

    def _target(self) -> Gallery:
        target = galleries.find(self.target_id)
        if target is None or target.is_trashed:
            raise NotFound(_("There is no such gallery."))
        return target

    def _twin(self) -> Photo | None:
        if not self.held.sha256 or self.held.twins_allowed:
            return None
        other = claims.holder_of(claims.photo_digest(self.target_id, self.held.sha256))
        twin = lookup.read(self.target_id, other) if other else None
        return twin if twin and twin.sha256 == self.held.sha256 else None

    def _arrived(self) -> Photo:
        """Somebody else may have finished it. Raises NotFound when it was deleted instead."""
        moved = lookup.read(self.target_id, self.held.photo_id)
        if moved is None:
            raise NotFound(_("There is no such photo."))
        return moved


def _count(transaction: TransactWrite, gallery: Gallery, photo: Photo, sign: int, cover: covers.Change) -> None:
    """One photo more or less, with the gallery's cover and, where that changes, the mark that its sidecar is behind."""
    counts = gallery.counting(sign * photo.counts, sign * photo.is_ready, sign * photo.stored)
    shown: list[Action] = [Gallery.updated_at.set(iso(now()))] if photo.counts else []
    marks: list[Action] = [Gallery.work_state.set(Gallery.work_state | "sidecar")] if cover.actions else []
    actions = [*shown, *counts, *cover.actions, *marks]
    if actions:
        transaction.update(gallery, actions, cover.condition & gallery.counted_as_read)
    else:
        transaction.condition_check(Gallery, gallery.gallery_id, condition=Gallery.stays())
