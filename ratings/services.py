"""Stars: one transaction writes a person's rating and moves the photo's sums; what they say of its rank follows."""

from collections import Counter
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass

from django.utils.translation import gettext as _
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from accounts.actors import Actor
from gallery_project.errors import Conflict, Invalid, NotAllowed, NotFound
from gallery_project.tables import (
    Contended,
    Refused,
    as_read,
    conditional,
    differences,
    iso,
    now,
    raw_item,
    retrying,
    transact,
)
from photos import lookup
from photos.models import RANKED_BY, STARS, Photo
from ratings import statistics
from ratings.models import PhotoRating


@dataclass(frozen=True)
class Rated:
    """A photo with its new sums, and the stars that this person gave before and gives now."""

    photo: Photo
    before: int | None
    stars: int | None

    @property
    def action(self) -> str:
        """What happened, in the words of the older gallery manager."""
        if self.before == self.stars:
            return "no_action"
        return "created" if self.before is None else "deleted" if self.stars is None else "updated"


def rate(*, actor: Actor, photo_id: str, stars: int) -> Rated:
    """Give a photo 1..5 stars, in place of what this person gave before.

    Raises Invalid for other numbers, NotAllowed for one without any identity, NotFound, Conflict.
    """
    if stars not in STARS or isinstance(stars, bool):
        raise Invalid("rating", _("A rating is a whole number from 1 to 5."))
    return _change(actor, photo_id, stars)


def take_back(*, actor: Actor, photo_id: str) -> Rated:
    """Remove this person's rating, if there is one."""
    return _change(actor, photo_id, None)


def read(*, actor: Actor, photo_id: str) -> int | None:
    """The stars that this person gave the photo, or None."""
    return _given(photo_id, actor.user_id) if actor.user_id else None


def tally(*, photo_id: str) -> Counter[int]:
    """Stars -> how many people gave them, counted from the ratings themselves."""
    found = PhotoRating.query(photo_id, consistent_read=True)
    return Counter(int(each.rating) for each in found if each.rating in STARS)


def count(*, photo: Photo) -> None:
    """Set the photo's sums from the ratings themselves, in memory only."""
    for name, value in _sums(tally(photo_id=photo.photo_id)).items():
        setattr(photo, name, value)


def _sums(tally: Counter[int]) -> dict[str, int]:
    """What a photo holds of its ratings, by the names of its attributes."""
    total = {"rating_count": tally.total(), "rating_sum": sum(stars * people for stars, people in tally.items())}
    return total | {f"ratings_{stars}": tally[stars] for stars in STARS}


def forget(*, photo_id: str) -> None:
    """Delete all ratings of a photo that is being deleted."""
    with PhotoRating.batch_write() as batch:
        for rating in PhotoRating.query(photo_id):
            batch.delete(rating)


def _change(actor: Actor, photo_id: str, stars: int | None) -> Rated:
    if not actor.user_id:
        raise NotAllowed(_("To rate, a browser has to accept this site's cookie."))
    actor.need("rate")
    photo, gallery = lookup.visible(actor, photo_id)
    if photo.status != "ready":
        raise Conflict(_("Only a ready photo can be rated."))
    before = retrying(lambda: _attempt(photo, actor.user_id, stars))
    if before is None and stars is not None:
        statistics.note(gallery.owner)
    current = retrying(lambda: _scored(photo))
    if current.rating_count is None:
        count(photo=current)
    return Rated(current, before, stars)


def _scored(photo: Photo) -> Photo:
    """The photo after its sums have moved, with its place among the rated brought in line with them.

    That is written only while nothing that it follows from has changed since it was read. Where something has, its
    writer reads later than we did and does the same, or wrote it along; so the last one leaves what is right.
    """
    raw = raw_item(Photo, photo.gallery_id, photo.photo_id)
    current = Photo.from_raw_data({**raw}) if raw else photo
    scored = deepcopy(current)
    scored.rank()
    moves = differences(current, scored)
    if moves and current.rating_count is not None:
        with suppress(Refused), conditional():
            current.update(moves, condition=as_read(raw, current, RANKED_BY))
    return scored


def _attempt(photo: Photo, user_id: str, stars: int | None) -> int | None:
    """What this person gave before, once the photo has the new stars."""
    if photo.rating_count is None:  # somebody's first rating may have given it sums
        photo = lookup.read(photo.gallery_id, photo.photo_id) or photo
    before = _given(photo.photo_id, user_id)
    if before == stars:
        return before
    try:
        transact(lambda transaction: _write(transaction, photo, user_id, before, stars))
    except Refused as error:
        # Either the same person rates in another window, or the photo has gone: reading again tells.
        if lookup.find(photo.photo_id) is None:
            raise NotFound(_("There is no such photo.")) from None
        raise Contended from error
    return before


def _given(photo_id: str, user_id: str) -> int | None:
    try:
        return int(PhotoRating.get(photo_id, user_id, consistent_read=True).rating)
    except PhotoRating.DoesNotExist:
        return None


def _write(transaction: TransactWrite, photo: Photo, user_id: str, before: int | None, stars: int | None) -> None:
    still: Condition = PhotoRating.rating.does_not_exist() if before is None else PhotoRating.rating == before
    if stars is None:
        transaction.delete(PhotoRating(photo.photo_id, user_id), condition=still)
    else:
        item = PhotoRating(photo.photo_id, user_id, rating=stars, rated_at=iso(now()))
        transaction.save(item, condition=still)
    change = Counter([stars] if stars else [])
    change.subtract([before] if before else [])
    if photo.rating_count is None:
        _count(transaction, photo, change)
    else:
        moves = [getattr(Photo, name).add(step) for name, step in _sums(change).items() if step]
        transaction.update(photo, moves, condition=Photo.stays())


def _count(transaction: TransactWrite, photo: Photo, change: Counter[int]) -> None:
    """An older photo gets its sums, from all that was given so far and what changes now."""
    counted = tally(photo_id=photo.photo_id)
    counted.update(change)
    values = [getattr(Photo, name).set(value) for name, value in _sums(counted).items()]
    transaction.update(photo, values, condition=Photo.stays() & Photo.rating_count.does_not_exist())
