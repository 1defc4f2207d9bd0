"""Photos come back from their sidecars: with their gallery's counts and cover and their claims, all or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from django.utils.translation import gettext as _
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project.claims import Claim, photo_digest
from gallery_project.errors import NotFound
from gallery_project.tables import Contended, Refused, retrying, transact
from photos import covers, facets, index, keys, storage
from photos.facets import Kept
from photos.models import Photo
from photos.services import originals
from photos.services.outcome import arrival
from ratings import services as ratings

_AT_ONCE = 30  # photos in one transaction, each with up to two claims, and their gallery: a hundred items at most


def settle(photo: Photo) -> None:
    """Bring what was read into a state that can be stored: work begins again, stars are counted anew. Stores nothing.

    Sidecar and rows of facets are then due, as after every edit; see photos.changes.
    """
    if photo.status == "processing" or (photo.is_ready and not _has_pictures(photo)):
        photo.status = "awaiting_upload"
    if photo.is_ready and photo.sort_order is None:
        photo.sort_order = arrival(photo)
    photo.work_state = f"sidecar#{photo.photo_id}"
    ratings.count(photo=photo)
    photo.settle()  # by those sums


def _has_pictures(photo: Photo) -> bool:
    return bool(photo.renditions or photo.thumbnail_url or photo.old_thumbnail_url)


def with_files(photos: Sequence[Photo]) -> list[Photo]:
    """Those of these settled photos of one gallery that have a file to show, or failed. Stores nothing.

    Where only the renditions are gone, the photo stays ready and in its place; as its bytes then count as new,
    `reconcile` works through them. Without original and renditions it is what a deletion left behind.
    """
    there = _renditions_among([photo for photo in photos if photo.renditions])
    found = []
    for photo in photos:
        if photo.status == "failed" or _is_shown(photo, there):
            found.append(photo)
        elif photo.s3_key and storage.head(photo.s3_key):
            photo.etag = None
            found.append(photo)
    return found


def _renditions_among(photos: Sequence[Photo]) -> set[str]:
    """Which of their smallest renditions lie in the bucket."""
    due: set[str] = {_smallest(photo) for photo in photos}
    if not due:
        return set()
    first, last = min(due), max(due)
    prefix = keys.gallery_prefixes(photos[0].gallery_id)[1]
    listed: Iterator[str] = takewhile(lambda key: key <= last, storage.listing(prefix, after=first[:-1]))
    return due.intersection(listed)


def _is_shown(photo: Photo, there: set[str]) -> bool:
    return _smallest(photo) in there if photo.renditions else _has_pictures(photo)


def _smallest(photo: Photo) -> str:
    made = photo.renditions
    return keys.rendition(photo.gallery_id, photo.photo_id, made["hash"], made["widths"][0])


class _Unstorable(Exception):
    """DynamoDB cannot hold one of these items."""


def restore(*, gallery: Gallery, photos: Sequence[Photo]) -> tuple[list[Photo], list[Photo]]:
    """Store settled photos of one gallery with its counts, its cover and the claims on their content and originals.

    Returns the new ones, and those that DynamoDB cannot hold; a photo that exists meanwhile stays as it is. Raises
    NotFound when the gallery is gone.
    """
    made: list[Photo] = []
    refused: list[Photo] = []
    for start in range(0, len(photos), _AT_ONCE):
        _store(gallery.gallery_id, photos[start : start + _AT_ONCE], made, refused)
    return made, refused


def _store(gallery_id: str, photos: Sequence[Photo], made: list[Photo], refused: list[Photo]) -> None:
    try:
        made += retrying(lambda: _attempt(gallery_id, photos))
    except _Unstorable:
        if len(photos) == 1:
            refused += photos
            return
        for photo in photos:  # which of them it is, DynamoDB does not say
            _store(gallery_id, [photo], made, refused)


def _attempt(gallery_id: str, photos: Sequence[Photo]) -> list[Photo]:
    gallery = galleries.find(gallery_id)
    if gallery is None:
        raise NotFound(_("There is no such gallery."))
    there = {each.photo_id for each in Photo.batch_get(_keys(photos), consistent_read=True)}
    new = [photo for photo in photos if photo.photo_id not in there]
    if new:
        _commit(gallery, new)
    return new


def _keys(photos: Sequence[Photo]) -> list[tuple[str, str]]:
    return [(photo.gallery_id, photo.photo_id) for photo in photos]


def _commit(gallery: Gallery, photos: Sequence[Photo]) -> None:
    digests = _free_digests(photos)
    try:
        transact(lambda transaction: _write(transaction, gallery, photos, digests))
    except Refused as error:
        raise Contended from error
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason} | {error.cause_response_code}
        if codes & {"ValidationError", "ValidationException"}:
            raise _Unstorable from error
        raise


def _write(transaction: TransactWrite, gallery: Gallery, photos: Sequence[Photo], digests: Mapping[str, Photo]) -> None:
    cover = covers.change(gallery, _leading(gallery, photos))
    public, ready = sum(photo.counts for photo in photos), sum(photo.is_ready for photo in photos)
    counting = gallery.counting(public, ready, sum(photo.stored for photo in photos))
    if on_gallery := [*counting, *cover.actions]:
        transaction.update(gallery, on_gallery, cover.condition & gallery.counted_as_read)
    else:
        transaction.condition_check(Gallery, gallery.gallery_id, condition=Gallery.stays())
    if cover.successor:
        same = index.unchanged(cover.successor)
        transaction.condition_check(Photo, gallery.gallery_id, cover.successor.photo_id, condition=same)
    for photo in photos:
        photo.facets = Kept(facets.of(photo, gallery)).to_json()  # before the rows themselves, see photos.index
        transaction.save(photo, condition=Photo.photo_id.does_not_exist())
    for digest, photo in digests.items():
        free = Claim.claim.does_not_exist() | (Claim.holder == photo.photo_id)
        transaction.save(Claim(digest, holder=photo.photo_id), condition=free)
    for claim, holders in originals.due(photos).items():
        transaction.update(Claim(claim), [Claim.holders.add(holders)])


def _leading(gallery: Gallery, photos: Sequence[Photo]) -> Photo:
    """The cover's photo, if it is among these; else the one that would become the cover: the first of the public."""
    cover_id = gallery.cover["photoId"] if gallery.cover else ""
    return min(photos, key=lambda each: (each.photo_id != cover_id, not each.counts, each.sort_order or 0))


def _free_digests(photos: Sequence[Photo]) -> dict[str, Photo]:
    """The claims to be written. Where twins are allowed nobody claims, and what another photo holds stays its own."""
    digests: dict[str, Photo] = {}
    for photo in photos:
        if photo.sha256 and (photo.is_ready or photo.is_trashed) and not photo.twins_allowed:
            digests.setdefault(photo_digest(photo.gallery_id, photo.sha256), photo)
    held = {claim.claim: claim.holder for claim in Claim.batch_get(list(digests), consistent_read=True)}
    return {digest: photo for digest, photo in digests.items() if held.get(digest) in (None, photo.photo_id)}
