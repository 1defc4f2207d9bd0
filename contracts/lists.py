"""Lists of photos, as the image service and the photo list read them."""

from dataclasses import replace
from functools import partial

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import Actor
from accounts.identity import LONGEST_ID
from accounts.throttles import throttle_search
from contracts import names
from contracts.door import acting, limit_of
from gallery_project.errors import Invalid
from gallery_project.pagination import Page, chained
from photos import services as photos
from photos.services import Filters, Shown

_DEFAULT = 50
_ROUNDS = 8


def answer(request: Request, name: str) -> Response:
    """`{name: [...], nextCursor}`, by `userId` and by `tag` or `tags=a,b`, which means all of them."""
    throttle_search(request)
    query = request.query_params
    actor = acting(request, query.dict())
    filters = Filters(owner=query.get("userId", ""), tags=_tags(query.getlist("tag"), query.getlist("tags")))
    if len(filters.owner) > LONGEST_ID:
        raise Invalid("userId", f"At most {LONGEST_ID} characters.")
    page = _page(actor, filters, query.get("cursor", ""), limit_of(request, _DEFAULT))
    return Response({name: [names.photo_of(found, actor) for found in page.items], "nextCursor": page.next_cursor})


def _tags(single: list[str], joined: list[str]) -> tuple[str, ...]:
    words = [*single, *(word for each in joined for word in each.split(","))]
    return tuple(word.strip() for word in words if word.strip())


def _page(actor: Actor, filters: Filters, cursor: str, size: int) -> Page[Shown]:
    """Who asks for nobody's photos gets first the own ones that others do not find, then everybody's public ones."""
    if filters.owner or not actor.user_id or not actor.may_read(actor.user_id):
        return _everybodys(actor, filters, cursor, size)
    parts = {"own": partial(_hidden, actor, filters), "public": partial(_everybodys, actor, filters)}
    return chained(parts, cursor, size)


def _everybodys(actor: Actor, filters: Filters, cursor: str, size: int) -> Page[Shown]:
    return photos.listed(actor=actor, filters=filters, cursor=cursor, size=size)


def _hidden(actor: Actor, filters: Filters, cursor: str, size: int) -> Page[Shown]:
    """Of all own photos those that are not in the public list: few, so many are looked at before a page is short."""
    own, found = replace(filters, owner=actor.user_id), list[Shown]()
    for _ in range(_ROUNDS):
        page = _only_hidden(actor, own, cursor, photos.MOST_LISTED)
        if len(found) + len(page.items) > size:
            page = _only_hidden(actor, own, cursor, size - len(found))
        found, cursor = found + page.items, page.next_cursor
        if not cursor or len(found) == size:
            break
    return Page(found, cursor)


def _only_hidden(actor: Actor, own: Filters, cursor: str, size: int) -> Page[Shown]:
    page = _everybodys(actor, own, cursor, size)
    hidden = [(p, gallery) for p, gallery in page.items if not (p.counts and gallery.visibility == "public")]
    return Page(hidden, page.next_cursor)
