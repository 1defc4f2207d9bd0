"""Galleries come back: from their sidecars as they were, or as private ones that keep what would else be lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from pynamodb.transactions import TransactWrite

from accounts.actors import SYSTEM
from galleries import sidecar
from galleries.models import LAYOUT, TRASH, VISIBILITIES, Gallery
from galleries.services.editing import NO_PLACE, create
from galleries.sidecar import Unusable
from gallery_project import claims
from gallery_project.errors import Conflict
from gallery_project.tables import Contended, Refused, retrying, transact
from photos import covers, keys
from photos import services as photos
from photos.models import Photo


def described(gallery_id: str) -> Gallery | None:
    """The gallery as its sidecar describes it, not stored yet; None when it has none. Raises Unusable."""
    said = sidecar.read(keys.gallery_sidecar(gallery_id))
    return None if said is None else _parsed(gallery_id, said)


def described_photo(gallery_id: str, photo_id: str) -> Photo | None:
    """The photo as its sidecar describes it, ready to be stored; None when it has none. Raises Unusable."""
    said = sidecar.read(keys.photo_sidecar(gallery_id, photo_id))
    if said is None:
        return None
    photo = photos.parsed(gallery_id=gallery_id, photo_id=photo_id, said=said)
    photos.settle(photo)
    return photo


def _parsed(gallery_id: str, said: Mapping[str, Any]) -> Gallery:
    try:
        gallery = _read(said)
        sound = gallery.shelf in VISIBILITIES or _is_trash(gallery)
    except (AttributeError, ArithmeticError, KeyError, TypeError, ValueError):
        sound = False
    if not sound:
        raise Unusable(_("This does not describe a gallery as the site writes it."))
    if gallery.gallery_id != gallery_id:
        raise Unusable(_("This describes another gallery than the one in whose folder it lies."))
    return gallery


def _is_trash(gallery: Gallery) -> bool:
    """Whether it was in the trash, as far as it says where it came from and since when it lies there."""
    since = datetime.fromisoformat(gallery.trashed_at or "") if gallery.shelf == TRASH else None
    return since is not None and since.tzinfo is not None and gallery.trashed_from in VISIBILITIES


def _read(said: Mapping[str, Any]) -> Gallery:
    """Only what a sidecar is there to say: whatever else stands in it has no say in the item."""
    rough, gallery = Gallery(), Gallery()
    rough.from_simple_dict(dict(said))
    gallery.from_simple_dict(rough.sidecar())
    gallery.serialize()
    settle(gallery)
    gallery.photo_count, gallery.ready_count, gallery.stored_bytes = 0, 0, 0
    gallery.cover = _cover(gallery)
    return gallery


def _cover(gallery: Gallery) -> Any:
    """What the cover's photo says of itself by now; None when it is no cover (any more)."""
    photo_id = gallery.cover.get("photoId") if isinstance(gallery.cover, dict) else None
    try:
        photo = described_photo(gallery.gallery_id, photo_id) if isinstance(photo_id, str) else None
    except Unusable:
        return None
    return covers.of(photo) if photo and photo.counts else None


def settle(gallery: Gallery) -> None:
    """Put a gallery that lacks it on its shelf, at its place and in the order, by the time it was made."""
    gallery.shelf = gallery.visibility
    gallery.settle()
    if gallery.sort_order is None:
        gallery.sort_order = round(datetime.fromisoformat(gallery.created_at).timestamp() * 1000)
    gallery.layout = LAYOUT


def restore(gallery: Gallery) -> str:
    """Store a gallery that is not there, with the claim on its name; returns what is wrong with that, or "".

    One of the trash claims no name. One that exists meanwhile stays as it is.
    """
    return retrying(lambda: _attempt(gallery))


def _attempt(gallery: Gallery) -> str:
    claim = claims.gallery_name(gallery.continent, gallery.country, gallery.name)
    holder = gallery.gallery_id if gallery.is_trashed else claims.holder_of(claim)

    def write(transaction: TransactWrite) -> None:
        transaction.save(gallery, condition=Gallery.gallery_id.does_not_exist())
        if holder is None:
            transaction.save(claims.Claim(claim, holder=gallery.gallery_id), claims.Claim.claim.does_not_exist())

    try:
        transact(write)
    except Refused as error:
        if _exists(gallery.gallery_id):
            return ""
        raise Contended from error
    return "" if holder in (None, gallery.gallery_id) else taken(gallery, str(holder))


def taken(gallery: Gallery, holder: str) -> str:
    """What to say of two galleries with one name: both stay, and a person has to rename one."""
    said = _("The gallery “{name}” has the name and place of the gallery {holder}. Please rename one of them.")
    return said.format(name=gallery.name, holder=holder)


def _exists(gallery_id: str) -> bool:
    return any(Gallery.batch_get([gallery_id], consistent_read=True))


def rescue(gallery_id: str) -> Gallery:
    """A private gallery with this id, for files of which nothing else is known."""
    try:
        return _private(gallery_id, f"Recovered {gallery_id[:8]}")
    except Conflict:
        return _private(gallery_id, f"Recovered {gallery_id}"[:200])


def _private(gallery_id: str, name: str) -> Gallery:
    return create(
        actor=SYSTEM, gallery_id=gallery_id, name=name, continent=NO_PLACE, country=NO_PLACE, visibility="private"
    )
