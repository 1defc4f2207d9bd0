"""The same file more than once, over all galleries."""

from collections.abc import Sequence
from itertools import groupby

from accounts.actors import Actor
from gallery_project import pagination
from gallery_project.pagination import Page
from photos import facets
from photos.models import Photo
from photos.rows import PhotoFacet
from photos.services import candidates
from photos.services.listing import Shown

Group = tuple[str, list[Shown]]  # hex SHA-256, and the ready photos with these bytes, two or more

_MOST_ROWS = 10_000  # that one call looks at
_AT_ONCE = 2000  # by one query: some 400 kB
_MOST_SHOWN = 120  # photos after which a page ends


def duplicates(*, actor: Actor, cursor: str = "") -> Page[Group]:
    """Files more than once in the actor's galleries, for the site's staff in all; some sixty of them at a time.

    A page may be short, or empty with a cursor, where few of many files are twins. Raises Invalid, NotAllowed.
    """
    facet = facets.hash_of(candidates.audience(actor), facets.FILE)
    start = pagination.decode(cursor, facet)
    twins, last = _twins(facet, start)
    key = {"facet": {"S": facet}, "entry": {"S": last}} if last else None
    return Page(_groups(actor, [row for rows in twins for row in rows]), pagination.encode(key, facet))


def _twins(facet: str, start: pagination.Key | None) -> tuple[list[list[PhotoFacet]], str]:
    """Rows that lie together by their file, and the entry behind which the next call goes on; "" at the end.

    A file is known to be whole once the next one begins.
    """
    query = PhotoFacet.query(facet, limit=_MOST_ROWS, page_size=_AT_ONCE, last_evaluated_key=start)
    twins: list[list[PhotoFacet]] = []
    rows: list[PhotoFacet] = []
    behind = ""
    for _file, same in groupby(query, key=_digest):
        behind, rows = rows[-1].entry if rows else "", list(same)
        if sum(map(len, twins)) >= _MOST_SHOWN:
            return twins, behind
        twins += [rows] if len(rows) > 1 else []
    if query.last_evaluated_key is None:
        return twins, ""
    if behind and twins and twins[-1] is rows:  # the next call may know more of it
        twins.pop()
    return twins, behind or rows[-1].entry


def _digest(row: PhotoFacet) -> str:
    return row.entry.partition("#")[0]


def _groups(actor: Actor, rows: Sequence[PhotoFacet]) -> list[Group]:
    """What is still so: ready photos, read consistently, with the very bytes of their row."""
    shown = [found for found in candidates.found(actor, rows) if found[0].is_ready]
    groups = [(digest, list(same)) for digest, same in groupby(shown, key=lambda found: _sha256(found[0]))]
    return [(digest, same) for digest, same in groups if digest and len(same) > 1]


def _sha256(photo: Photo) -> str:
    return photo.sha256 or ""
