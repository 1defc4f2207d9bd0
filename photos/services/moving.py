"""A photo moves into another gallery: copies first, then one transaction, and at last what it leaves behind.

While it moves a worker holds its lease, and `moving_to` says where it goes. Until the transaction it is in its old
gallery and afterwards in the new one, never in both and never in none; wherever this is cut off, `reconcile` goes on.
"""

import time
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext as _
from pynamodb.expressions.update import Action

from accounts.actors import Actor
from galleries import lookup as galleries
from galleries import sidecar
from gallery_project import claims
from gallery_project.errors import Conflict, NotFound
from gallery_project.tables import Contended, Refused, conditional, retrying
from photos import changes, index, keys, lookup
from photos.models import Photo
from photos.services import crossing
from photos.services.crossing import Crossing
from photos.services.ingest import LEASE_SECONDS, is_leased

Wish = dict[str, Any]  # {"galleryId", "key", "place"}: where, where its original is to lie, and its place in the order


def move_to(*, actor: Actor, photo_id: str, gallery_id: str) -> Photo:
    """Move a ready photo to the end of another gallery of the actor; its ratings and its address stay.

    Raises NotFound, NotAllowed; Conflict when the same file is there already, or the photo is being worked on.
    """
    photo, _gallery = lookup.managed(actor, photo_id)
    target = galleries.managed(actor, gallery_id)
    return photo if target.gallery_id == photo.gallery_id else move(photo, target.gallery_id)


def move(photo: Photo, gallery_id: str, place: float | None = None) -> Photo:
    """`move_to` for a caller that may; with its place in the order there."""
    crossing.check_photo(photo)
    wish = {"galleryId": gallery_id, "key": _key(photo, gallery_id), "place": place or _end()}
    return _carry_out(retrying(lambda: _taken(photo, None, wish)))


def resume_move(*, photo: Photo) -> None:
    """Go on with a move that was cut off; one that cannot be done is given up, and the photo stays where it is."""
    fresh = lookup.read(photo.gallery_id, photo.photo_id)
    if fresh is None or not fresh.moving_to:
        return
    if not fresh.is_ready:
        Crossing(fresh).clear_copies()
        return _give_up(fresh)
    with suppress(Conflict, NotFound):
        _carry_out(retrying(lambda: _taken(fresh, fresh.moving_to, fresh.moving_to)))


def _key(photo: Photo, gallery_id: str) -> str | None:
    """Where its original is to lie: in the new gallery's folder, if it lies in the old one's; else it stays."""
    if not photo.s3_key or not photo.s3_key.startswith(keys.gallery_prefixes(photo.gallery_id)[0]):
        return photo.s3_key
    return keys.original(gallery_id, photo.photo_id, photo.s3_key)


def _end() -> int:
    """A place behind all others, as an upload of this moment has it."""
    return round(keys.id_time(keys.new_photo_id()) * 1000)


def _taken(photo: Photo, before: Wish | None, wish: Wish) -> Photo:
    """The photo with its lease taken for this move, if that is what it was about. Raises Conflict, NotFound."""
    fresh = lookup.read(photo.gallery_id, photo.photo_id)
    if fresh is None or not fresh.is_ready:
        raise NotFound(_("There is no such ready photo in this gallery."))
    if is_leased(fresh) or fresh.moving_to != before:
        raise _busy()
    if fresh.leftovers or fresh.lacks_sidecar:
        changes.write_sidecar(fresh)
        raise Contended
    lease = time.time() + LEASE_SECONDS
    mark = Photo.work_state.set(f"moving#{fresh.photo_id}")
    taking: list[Action] = [Photo.lease_until.set(lease), Photo.moving_to.set(wish), mark, Photo.revision.add(1)]
    try:
        with conditional():
            fresh.update(taking, condition=index.unchanged(fresh))
    except Refused as error:
        raise Contended from error
    return fresh


def _carry_out(held: Photo) -> Photo:
    way = Crossing(held)
    try:
        way.check()
        way.copy()
        moved = retrying(way.commit)
    except changes.Lost:
        raise _busy() from None
    except Contended:
        _give_back(held)
        raise
    except (Conflict, NotFound):
        way.clear_copies()
        _give_up(held)
        raise
    except Exception:
        _give_back(held)
        raise
    _follow(held, moved)
    return moved


def _follow(held: Photo, moved: Photo) -> None:
    """Sidecars, rows, claims, and what is left in the old gallery."""
    for key in {held.s3_key, moved.s3_key} - {None}:
        claims.leave(claims.original(str(key)), crossing.holder(held))
    source = galleries.find(held.gallery_id)
    if source:
        with suppress(NotFound):
            sidecar.write(source)
    changes.write_sidecar(moved)


def _give_back(held: Photo) -> None:
    """Let the next one go on with it."""
    with suppress(Refused, Contended), conditional():
        held.update([Photo.lease_until.remove()], condition=Photo.lease_until == held.lease_until)


def _give_up(held: Photo) -> None:
    """The photo stays in its gallery."""

    def edit(fresh: Photo) -> None:
        fresh.moving_to, fresh.lease_until = None, None

    with suppress(changes.Lost, NotFound):
        changes.apply(held, edit, lease=held.lease_until)


def _busy() -> Conflict:
    return Conflict(_("This photo is being worked on. Please try again in a moment."))
