"""Making galleries and changing what people say of them."""

import secrets
import uuid
from collections.abc import Callable
from copy import deepcopy
from typing import Unpack

from pynamodb.transactions import TransactWrite

from accounts.actors import Actor
from galleries import lookup
from galleries.models import Gallery
from galleries.services import reindexing
from galleries.services.fields import Fields, assign
from gallery_project import claims
from gallery_project.errors import Conflict, Invalid, NotAllowed, Stale
from gallery_project.tables import Contended, Refused, differences, iso, now, retrying, transact
from photos import covers, index, keys
from photos import lookup as photo_lookup
from photos.models import Photo

NO_PLACE = "Elsewhere"  # continent and country of a gallery of which nobody has said where it is


def create(*, actor: Actor, gallery_id: str = "", **fields: Unpack[Fields]) -> Gallery:
    """Make a gallery. Its name, whatever its case, is free only once within its continent and country.

    Raises NotAllowed, Invalid (name, continent, country and years are needed), Conflict for a taken name or id.
    """
    if not actor.is_photographer:
        raise NotAllowed("Only photographers can create galleries.")
    actor.need("manage")
    if not fields.get("years") and actor.role != "system":
        raise Invalid("years", "At least one year is needed.")
    return _make(gallery_id or str(uuid.uuid4()), actor.user_id, fields)


def default_gallery(*, actor: Actor, before_making: Callable[[], None]) -> Gallery:
    """Where an actor's photos go that name no gallery; made on first use, unless `before_making` raises.

    Raises NotAllowed, Conflict.
    """
    if not actor.is_photographer or not actor.user_id:
        raise NotAllowed("Only photographers have galleries of their own.")
    actor.need("upload")
    gallery_id = keys.default_gallery_id(actor.user_id)
    if existing := lookup.find(gallery_id):
        return existing
    before_making()
    fields: Fields = {"continent": NO_PLACE, "country": NO_PLACE, "years": [now().year]}
    name = f"Uploads of {(actor.name or actor.user_id)[:150]}"
    try:
        return _make(gallery_id, actor.user_id, {**fields, "name": name})
    except Conflict:  # another first upload was faster, or another gallery has the name
        existing = lookup.find(gallery_id)
    return existing or _make(gallery_id, actor.user_id, {**fields, "name": f"{name} ({secrets.token_hex(4)})"})


def _make(gallery_id: str, owner_id: str, fields: Fields) -> Gallery:
    gallery = Gallery(gallery_id, owner_id=owner_id or None, layout=1)
    gallery.ready_count, gallery.photo_seq = 0, 0
    gallery.sort_order = round(now().timestamp() * 1000)  # behind all that exist
    assign(gallery, {"visibility": "public", **fields})
    new = Gallery.gallery_id.does_not_exist()
    gallery.work_state = reindexing.SIDECAR
    retrying(lambda: _commit(lambda transaction: transaction.save(gallery, new), None, gallery))
    reindexing.begin(gallery)
    return gallery


def update(
    *,
    actor: Actor,
    gallery_id: str,
    revision: int | None = None,
    cover_photo_id: str | None = None,
    **fields: Unpack[Fields],
) -> Gallery:
    """Change what is given and leave the rest; no object in the bucket moves. Returns the gallery.

    With `revision` only if it is still the current one. Raises NotFound, NotAllowed, Invalid, Stale, Conflict for a
    taken name.
    """

    def edit(gallery: Gallery) -> Photo | None:
        assign(gallery, fields)
        return None if cover_photo_id is None else _cover(gallery, cover_photo_id)

    return change(actor, gallery_id, revision, edit)


def set_cover(*, actor: Actor, gallery_id: str, photo_id: str, revision: int | None = None) -> Gallery:
    """Make one of the gallery's public photos its cover. Raises NotFound, NotAllowed, Invalid, Stale."""
    return change(actor, gallery_id, revision, lambda gallery: _cover(gallery, photo_id))


def _cover(gallery: Gallery, photo_id: str) -> Photo:
    photo = photo_lookup.read(gallery.gallery_id, photo_id)
    if photo is None or not photo.counts:
        raise Invalid("photoId", "A cover is a ready, public photo of its gallery.")
    gallery.cover = covers.of(photo)
    return photo


Edit = Callable[[Gallery], Photo | None]


def change(actor: Actor, gallery_id: str, revision: int | None, edit: Edit) -> Gallery:
    """Let `edit` change the gallery in place, once or more often, and write it with all that follows from it.

    Where `edit` returns a photo, that one must still be as it was read.
    """
    gallery = retrying(lambda: _attempt(actor, gallery_id, revision, edit))
    reindexing.begin(gallery)
    return gallery


def _attempt(actor: Actor, gallery_id: str, revision: int | None, edit: Edit) -> Gallery:
    before = lookup.managed(actor, gallery_id)
    if revision is not None and revision != before.revision:
        raise Stale("Somebody changed this gallery meanwhile. Load it again and repeat your change.")
    after = deepcopy(before)
    photo = edit(after)
    after.updated_at = iso(now())
    after.revision = before.revision + 1
    after.work_state = reindexing.mark(before, after)

    def write(transaction: TransactWrite) -> None:
        transaction.update(before, differences(before, after), before.unedited)
        if photo:
            transaction.condition_check(Photo, photo.gallery_id, photo.photo_id, condition=index.unchanged(photo))

    _commit(write, before, after)
    return after


def _commit(write: Callable[[TransactWrite], None], before: Gallery | None, after: Gallery) -> None:
    """Write the gallery together with the claim on its name, giving the old name free."""
    old, new = _claim(before) if before else None, _claim(after)

    def writes(transaction: TransactWrite) -> None:
        write(transaction)
        if old != new:
            free = claims.Claim.claim.does_not_exist()
            transaction.save(claims.Claim(new, holder=after.gallery_id), condition=free)
            if old is not None:
                claims.give_back(transaction, old, after.gallery_id)

    try:
        transact(writes)
    except Refused as error:
        raise _explain(before, after, new) from error


def _explain(before: Gallery | None, after: Gallery, claim: str) -> Exception:
    """Why the write was refused: a taken name or id, or an edit that came between (then it is worth repeating)."""
    if claims.holder_of(claim) not in (None, after.gallery_id):
        return Conflict(f"There is a gallery “{after.name}” in {after.country} already.")
    return Contended() if before else Conflict("There is a gallery with this id already.")


def _claim(gallery: Gallery) -> str:
    return claims.gallery_name(gallery.continent, gallery.country, gallery.name)
