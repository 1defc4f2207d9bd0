"""Making galleries and changing what people say of them."""

import uuid
from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypedDict, Unpack

from pynamodb.transactions import TransactWrite

from accounts.actors import Actor
from galleries import lookup
from galleries.models import VISIBILITIES, Gallery
from gallery_project import claims
from gallery_project.errors import Conflict, Invalid, NotAllowed, NotFound
from gallery_project.tables import Contended, Refused, differences, iso, now, retrying, transact
from photos import keys, storage


class Fields(TypedDict, total=False):
    """What can be set on a gallery; `years` are whole numbers, coordinates degrees."""

    name: str
    continent: str
    country: str
    description: str
    years: list[int]
    visibility: str
    show_locations: bool
    latitude: float | None
    longitude: float | None


def create(*, actor: Actor, gallery_id: str = "", **fields: Unpack[Fields]) -> Gallery:
    """Make a gallery. Its name, whatever its case, is free only once within its continent and country.

    Raises NotAllowed, Invalid (name, continent, country and years are needed), Conflict for a taken name or id.
    """
    if not actor.is_photographer:
        raise NotAllowed("Only photographers can create galleries.")
    actor.need("manage")
    gallery = Gallery(gallery_id or str(uuid.uuid4()), owner_id=actor.user_id or None)
    gallery.sort_order = round(now().timestamp() * 1000)  # behind all that exist
    _assign(gallery, {"visibility": "public", **fields})
    if not gallery.years and actor.role != "system":
        raise Invalid("years", "At least one year is needed.")
    new = Gallery.gallery_id.does_not_exist()
    retrying(lambda: _commit(lambda transaction: transaction.save(gallery, new), None, gallery))
    _write_sidecar(gallery)
    return gallery


def update(*, actor: Actor, gallery_id: str, **fields: Unpack[Fields]) -> Gallery:
    """Change what is given and leave the rest; no object in the bucket moves. Returns the gallery.

    Raises NotFound, NotAllowed, Invalid, Conflict for a taken name.
    """
    gallery = retrying(lambda: _attempt(actor, gallery_id, fields))
    _write_sidecar(gallery)
    return gallery


def _attempt(actor: Actor, gallery_id: str, fields: Fields) -> Gallery:
    before = lookup.managed(actor, gallery_id)
    after = deepcopy(before)
    _assign(after, fields)
    after.updated_at = iso(now())
    after.revision = before.revision + 1
    same = Gallery.revision == before.revision
    condition = Gallery.stays() & (same | Gallery.revision.does_not_exist() if not before.revision else same)
    actions = differences(before, after)
    _commit(lambda transaction: transaction.update(before, actions, condition), before, after)
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


def _assign(gallery: Gallery, fields: Fields) -> None:
    values: dict[str, Any] = {**fields}
    for name in ("name", "continent", "country"):
        setattr(gallery, name, _needed(name, values.get(name, getattr(gallery, name))))
    if "description" in fields:
        gallery.description = _limited("description", fields["description"].strip(), 5000) or None
    if "years" in fields:
        gallery.years = _years(fields["years"])
    if "visibility" in fields:
        gallery.shelf = _visibility(fields["visibility"])
    for name in ("show_locations", "latitude", "longitude"):
        if name in values:
            setattr(gallery, name, values[name])
    gallery.place = f"{gallery.country}#{gallery.name}" if gallery.shelf == "public" else None


def _needed(field: str, value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        raise Invalid(field, f"A {field} is needed.")
    return _limited(field, text, 200)


def _limited(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise Invalid(field, f"At most {most} characters.")
    return text


def _years(years: list[int]) -> list[int]:
    if not years or not all(1800 <= year <= 2200 for year in years):
        raise Invalid("years", "Years are numbers from 1800 to 2200, at least one.")
    return sorted(set(years))


def _visibility(visibility: str) -> str:
    if visibility not in VISIBILITIES:
        raise Invalid("visibility", f"One of {', '.join(VISIBILITIES)}.")
    return visibility


def _write_sidecar(gallery: Gallery) -> None:
    """Copy the gallery into the bucket, again if somebody changed it meanwhile, so that the last word stays."""
    written = None
    while gallery.revision != written:
        storage.upload_json(keys.gallery_sidecar(gallery.gallery_id), gallery.sidecar())
        written = gallery.revision
        latest = lookup.find(gallery.gallery_id)
        if latest is None:
            raise NotFound("There is no such gallery.")
        gallery = latest
