"""Visitors without an account: a signed id in a cookie, given at their first rating and not before."""

import uuid

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request

from accounts.actors import STRANGER, Actor
from accounts.addresses import address_of, origin_of
from accounts.services import limits

COOKIE = "visitor"
_SALT = "accounts.visitor"
_TWO_YEARS = 2 * 365 * 24 * 3600


def recognise(request: HttpRequest | Request) -> Actor:
    """The visitor whose cookie we signed, else a stranger."""
    try:
        visitor_id = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
    except signing.BadSignature:
        return STRANGER
    return Actor(visitor_id, "visitor")


def welcome(request: HttpRequest | Request) -> Actor:
    """A new visitor; `remember` gives the cookie.

    Counted by address, since each could rate every photo once more. Raises RateLimited, and PermissionDenied for a
    page of another site: browsers send it no cookie of ours, so there everybody would be new at each rating.
    """
    origin = request.headers.get("Origin")
    if origin and origin not in {origin_of(request), *settings.CORS_ALLOWED_ORIGINS}:
        raise PermissionDenied(_("Pages of other sites cannot rate here."))
    limits.spend(kind="newcomer", who=address_of(request), most=settings.THROTTLES["newcomer"], seconds=limits.HOUR)
    return Actor(f"visitor:{uuid.uuid4()}", "visitor")


def remember(response: HttpResponseBase, actor: Actor) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(actor.user_id, salt=_SALT),
        max_age=_TWO_YEARS,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )
