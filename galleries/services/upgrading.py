"""Older galleries get what newer ones have, in place and while the site runs; doing it twice changes nothing."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from operator import or_

from django.utils.translation import gettext as _
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from galleries import sidecar
from galleries.models import Gallery
from galleries.services.restoring import settle, taken
from gallery_project import claims
from gallery_project.errors import Conflict, NotFound
from gallery_project.tables import Contended, Raw, Refused, as_read, conditional, lacking, raw_item, retrying, transact
from gallery_project.threads import Threads
from photos import services as photos
from photos.models import Photo

_AT_ONCE = 8
_PAGE = 200
_SHOWN = ("shelf", "place", "sort_order")  # what a gallery needs to be found
_COUNTED = ("photo_count", "ready_count", "stored_bytes")
_FILLED = (*_SHOWN, *_COUNTED, "created_at", "updated_at", "years", "layout")


@dataclass
class Upgraded:
    """What was looked at, what lacked something and has it now, and what a person has to see to."""

    galleries: int = 0
    galleries_changed: int = 0
    photos: int = 0
    photos_changed: int = 0
    photos_renewed: int = 0  # of those: whose originals wait now for `reconcile` to make renditions
    problems: list[str] = field(default_factory=list)

    def __add__(self, other: "Upgraded") -> "Upgraded":
        mine, others = vars(self), vars(other)
        return Upgraded(**{name: mine[name] + others[name] for name in mine})


def complete(gallery: Gallery) -> bool:
    """Put the gallery on its shelf, at its place and into the order, if it lacks that; says whether it did."""
    return bool(missing(gallery)) and retrying(lambda: _complete(gallery))


def missing(gallery: Gallery) -> list[Action]:
    """What `complete` would write."""
    full = deepcopy(gallery)
    settle(full)
    return lacking(gallery.serialize(), gallery, full, _SHOWN)


def _complete(gallery: Gallery) -> bool:
    gallery.refresh(consistent_read=True)
    actions = [] if gallery.is_going else missing(gallery)
    try:
        with conditional():
            if actions:
                gallery.update(actions, condition=gallery.unedited)
    except Refused as error:
        raise Contended from error
    return bool(actions)


def upgrade_all(*, dry_run: bool) -> Iterator[Upgraded]:
    """Go through all galleries with their photos and say after each how far it is. Reads whole tables."""
    done = Upgraded()
    for page in Gallery.scan(page_size=_PAGE).page_iter:
        for raw in page["Items"]:
            done += _try(raw["galleryId"]["S"], dry_run)
            yield done


def _try(gallery_id: str, dry_run: bool) -> Upgraded:
    """One gallery's trouble must not cost the others; the next run tries again."""
    try:
        return retrying(lambda: _upgrade(gallery_id, dry_run))
    except (Conflict, NotFound) as error:
        return Upgraded(1, problems=[_("The gallery {id}: {why}").format(id=gallery_id, why=error)])
    except (TypeError, ValueError) as error:
        unreadable = _("The gallery {id} or one of its photos cannot be read: {why}")
        return Upgraded(1, problems=[unreadable.format(id=gallery_id, why=error)])


def _upgrade(gallery_id: str, dry_run: bool) -> Upgraded:
    """First the photos and then, with `layout`, the gallery: from then on its pages trust in all of them."""
    raw = raw_item(Gallery, gallery_id)
    gallery = Gallery.from_raw_data({**raw}) if raw else None
    if gallery is None or gallery.is_going:
        return Upgraded()
    full, done = deepcopy(gallery), Upgraded(galleries=1)
    settle(full)
    full.photo_count, full.ready_count, full.stored_bytes = _photos(gallery_id, dry_run, done)
    actions = lacking(_without_text(raw), gallery, full, _FILLED)
    actions += [] if gallery.uncounted is None else [Gallery.uncounted.remove()]
    claim = claims.gallery_name(gallery.continent, gallery.country, gallery.name)
    holder = gallery_id if gallery.is_trashed else claims.holder_of(claim)  # in the trash nothing has a name
    if holder not in (None, gallery_id):
        done.problems.append(taken(gallery, str(holder)))
    done.galleries_changed += bool(actions or holder is None)
    if done.galleries_changed and not dry_run:
        _commit(gallery, raw, actions, [claims.Claim(claim, holder=gallery_id)] if holder is None else [])
    return done


def _without_text(raw: Raw) -> Raw:
    """The item as if it lacked its years, where the older system wrote them as text."""
    return {name: value for name, value in raw.items() if name != "years" or "'S'" not in str(value)}


def _photos(gallery_id: str, dry_run: bool, done: Upgraded) -> tuple[int, int, int]:
    """Complete all photos; returns how many strangers may see, how many are ready, and their bytes."""
    public = ready = stored = 0
    with Threads(_AT_ONCE) as threads:
        for page in Photo.query(gallery_id, page_size=_PAGE, consistent_read=True).page_iter:
            found = [Photo.from_raw_data({**raw}) for raw in page["Items"]]
            unclaimed = _claimed(found, dry_run)
            done.photos_renewed += sum(threads.map(lambda photo: photos.lacks_pictures(photo=photo), found))
            changed = threads.map(partial(_photo, dry_run=dry_run), found, page["Items"])
            done.photos_changed += sum(map(or_, changed, (photo.photo_id in unclaimed for photo in found)))
            done.photos += len(found)
            public += sum(each.counts for each in found)
            ready += sum(each.is_ready for each in found)
            stored += sum(each.stored for each in found)
    return public, ready, stored


def _claimed(found: list[Photo], dry_run: bool) -> set[str]:
    """The ids of the photos that have claimed their originals now."""
    unclaimed = photos.unclaimed(photos=found)
    if not dry_run:
        photos.claim(photos=unclaimed)
    return {photo.photo_id for photo in unclaimed}


def _photo(photo: Photo, raw: Raw, dry_run: bool) -> bool:
    if not photos.lacks(photo=photo, raw=raw, with_sums=True):
        return False
    return dry_run or photos.complete(photo=photo, with_sums=True)


def _commit(gallery: Gallery, raw: Raw, actions: list[Action], free: list[claims.Claim]) -> None:
    """Only if nobody edited the gallery and no photo came, went or was hidden since they were counted."""
    same = gallery.unedited & as_read(raw, gallery, (*_COUNTED, "uncounted", "updated_at"))

    def write(transaction: TransactWrite) -> None:
        if actions:
            transaction.update(gallery, actions, same)
        else:
            transaction.condition_check(Gallery, gallery.gallery_id, condition=same)
        for claim in free:
            transaction.save(claim, condition=claims.Claim.claim.does_not_exist())

    try:
        transact(write)
    except Refused as error:
        raise Contended from error
    gallery.refresh(consistent_read=True)
    sidecar.write(gallery)
