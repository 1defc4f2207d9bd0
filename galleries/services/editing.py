"""Making galleries and changing what people say of them."""

import uuid
from collections.abc import Callable
from copy import deepcopy
from typing import Unpack

from django.utils.translation import gettext as _
from pynamodb.transactions import TransactWrite

from accounts.actors import Actor
from galleries import lookup
from galleries.models import LAYOUT, Gallery
from galleries.services import announcing, reindexing
from galleries.services.fields import Fields, assign, of_new
from gallery_project import claims, metrics
from gallery_project.errors import Conflict, Invalid, NotAllowed, Stale
from gallery_project.tables import Contended, Refused, differences, iso, now, retrying, transact
from photos import covers, index
from photos import lookup as photo_lookup
from photos.models import Photo

NO_PLACE = "Elsewhere"  # continent and country of a gallery of which nobody has said where it is


def create(*, actor: Actor, gallery_id: str = "", **fields: Unpack[Fields]) -> Gallery:
    """Make a gallery. Its name, whatever its case, is free only once within its continent and country.

    Raises NotAllowed, Invalid (name, continent, country and years are needed), Conflict for a taken name or id.
    """
    if not actor.is_photographer:
        raise NotAllowed(_("Only photographers can create galleries."))
    actor.need("manage")
    if not fields.get("years") and actor.role != "system":
        raise Invalid("years", _("At least one year is needed."))
    return make(gallery_id or str(uuid.uuid4()), actor, fields)


def make(gallery_id: str, actor: Actor, fields: Fields) -> Gallery:
    """Store a new gallery of the actor's. Raises Invalid, Conflict for a taken name or id."""
    gallery = Gallery(gallery_id, owner_id=actor.user_id or None, layout=LAYOUT)
    gallery.ready_count, gallery.photo_seq = 0, 0
    gallery.sort_order = round(now().timestamp() * 1000)  # behind all that exist
    assign(gallery, {**of_new(), **fields})
    new = Gallery.gallery_id.does_not_exist()
    gallery.work_state = reindexing.SIDECAR
    retrying(lambda: _commit(lambda transaction: transaction.save(gallery, new), None, gallery))
    metrics.count("GalleriesCreated", galleryId=gallery_id)
    _follow(actor, None, gallery)
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
        raise Invalid("photoId", _("A cover is a ready, public photo of its gallery."))
    gallery.cover, gallery.cover_before = covers.of(photo), None
    return photo


Edit = Callable[[Gallery], Photo | None]


def change(actor: Actor, gallery_id: str, revision: int | None, edit: Edit, or_trashed: bool = False) -> Gallery:
    """Let `edit` change the gallery in place, once or more often, and write it with all that follows from it.

    Where `edit` returns a photo, that one must still be as it was read. One in the trash only with `or_trashed`.
    """
    before, gallery = retrying(lambda: _attempt(actor, gallery_id, revision, edit, or_trashed))
    _follow(actor, before, gallery)
    return gallery


def _follow(actor: Actor, before: Gallery | None, after: Gallery) -> None:
    """First the rows of its photos, then those who listen: the front page finds its photos by them."""
    try:
        reindexing.begin(after)
    finally:
        announcing.tell(actor, before, after)


def _attempt(
    actor: Actor, gallery_id: str, revision: int | None, edit: Edit, or_trashed: bool
) -> tuple[Gallery, Gallery]:
    """The gallery as it was read, and as it is stored now."""
    before = lookup.managed(actor, gallery_id, or_trashed=or_trashed)
    if revision is not None and revision != before.revision:
        raise Stale(_("Somebody changed this gallery meanwhile. Load it again and repeat your change."))
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
    return before, after


def _commit(write: Callable[[TransactWrite], None], before: Gallery | None, after: Gallery) -> None:
    """Write the gallery together with the claim on its name, giving the old name free."""
    old, new = _claim(before) if before else None, _claim(after)

    def writes(transaction: TransactWrite) -> None:
        write(transaction)
        if new not in (None, old):
            free = claims.Claim.claim.does_not_exist()
            transaction.save(claims.Claim(new, holder=after.gallery_id), condition=free)
        if old not in (None, new):
            claims.give_back(transaction, old, after.gallery_id)

    try:
        transact(writes)
    except Refused as error:
        raise _explain(before, after, new) from error


def _explain(before: Gallery | None, after: Gallery, claim: str | None) -> Exception:
    """Why the write was refused: a taken name or id, or an edit that came between (then it is worth repeating)."""
    if claim and claims.holder_of(claim) not in (None, after.gallery_id):
        sentence = _("There is a gallery “{name}” in {country} already.")
        return Conflict(sentence.format(name=after.name, country=after.country))
    return Contended() if before else Conflict(_("There is a gallery with this id already."))


def _claim(gallery: Gallery) -> str | None:
    """The claim on its name; none in the trash, so that another gallery can have the name meanwhile."""
    return None if gallery.is_trashed else name_claim(gallery)


def name_claim(gallery: Gallery) -> str:
    return claims.gallery_name(gallery.continent, gallery.country, gallery.name)
