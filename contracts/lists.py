"""Lists of photos, as the image service and the photo list read them."""

from dataclasses import replace
from functools import partial

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import Actor
from contracts import names
from contracts.door import acting, limit_of
from gallery_project.pagination import Page, chained
from photos import services as photos
from photos.services import Filters, Shown

_DEFAULT = 50


def answer(request: Request, name: str) -> Response:
    """`{name: [...], nextCursor}`, by `userId` and by `tag` or `tags=a,b`, which means all of them."""
    query = request.query_params
    actor = acting(request, query.dict())
    filters = Filters(owner=query.get("userId", ""), tags=_tags(query.getlist("tag"), query.getlist("tags")))
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
    page = _everybodys(actor, replace(filters, owner=actor.user_id), cursor, size)
    hidden = [(p, gallery) for p, gallery in page.items if not (p.counts and gallery.visibility == "public")]
    return Page(hidden, page.next_cursor)
