"""Whose an original is where its key does not say so, as with photos that the older system recorded.

Such a photo claims the key of its original; whoever comes upon the file then finds the photo instead of making a second
one. Older items can share an original, so several may hold one claim, and only the last to go takes the object along.
"""

from collections.abc import Iterable, Iterator, Sequence

from gallery_project import claims
from photos import keys, lookup
from photos.models import Photo


def recorded(*, wanted: Iterable[str]) -> dict[str, Photo]:
    """By key, the photo that has claimed this original, in whatever state; the others are left out."""
    names = {claims.original(key): key for key in wanted}
    held = {holder: names[claim] for claim, each in claims.holders_of(names).items() for holder in each}
    return {key: photo for photo, key in _with_keys(held) if key in (photo.s3_key, _next_key(photo))}


def _next_key(photo: Photo) -> str | None:
    """Where the original of a photo that is on its way into another gallery is being copied to."""
    return photo.moving_to["key"] if photo.moving_to else None


def _with_keys(held: dict[str, str]) -> Iterator[tuple[Photo, str]]:
    for photo in Photo.batch_get([_read(holder) for holder in sorted(held)], consistent_read=True):
        yield photo, held[_holder(photo)]


def unclaimed(*, photos: Iterable[Photo]) -> list[Photo]:
    """Those of these photos that nobody would find by the keys of their originals, unless they claimed these now."""
    older = [photo for photo in photos if needs_claim(photo) and not photo.is_going]
    held = claims.holders_of(_claim(photo) for photo in older)
    return [photo for photo in older if _holder(photo) not in held.get(_claim(photo), ())]


def claim(*, photos: Iterable[Photo]) -> None:
    """Claim the originals of these photos."""
    for name, holders in due(photos).items():
        claims.join(name, holders)


def due(photos: Iterable[Photo]) -> dict[str, set[str]]:
    """Claim -> who is to hold it, for those of these photos that need one."""
    holders: dict[str, set[str]] = {}
    for photo in filter(needs_claim, photos):
        holders.setdefault(_claim(photo), set()).add(_holder(photo))
    return holders


def release(photo: Photo) -> None:
    """Give up the photo's claim, if it has one."""
    if needs_claim(photo):
        claims.leave(_claim(photo), _holder(photo))


def needs_claim(photo: Photo) -> bool:
    """Whether the key of its original leads elsewhere than to the photo."""
    return photo.s3_key is not None and not keys.implies(photo.s3_key, photo.photo_id)


def shared(photos: Sequence[Photo]) -> set[str]:
    """The keys of those originals of these photos, which go, that a photo has which stays."""
    going = {_holder(photo) for photo in photos}
    held = claims.holders_of(_claim(photo) for photo in photos if photo.s3_key)
    others = {_read(holder) for each in held.values() for holder in each - going}
    staying = list(Photo.batch_get(sorted(others), consistent_read=True))
    staying += [other for photo in photos if (other := _implied(photo)) and _holder(other) not in going]
    return {str(photo.s3_key) for photo in staying if not photo.is_going}


def _implied(photo: Photo) -> Photo | None:
    """Another photo to which the key of this one's original leads."""
    original = keys.parse_original(str(photo.s3_key)) if needs_claim(photo) else None
    other = lookup.find(original.photo_id) if original else None
    return other if other and other.s3_key == photo.s3_key else None


def _claim(photo: Photo) -> str:
    return claims.original(str(photo.s3_key))


def _holder(photo: Photo) -> str:
    return f"{photo.gallery_id}/{photo.photo_id}"


def _read(holder: str) -> tuple[str, str]:
    """A gallery's id is a folder of the bucket and so has no slash."""
    gallery_id, _, photo_id = holder.partition("/")
    return gallery_id, photo_id
