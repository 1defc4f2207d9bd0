"""Visitors without an account: a signed id in a cookie, given at their first rating and not before."""

import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from rest_framework.request import Request

from accounts.actors import STRANGER, Actor

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


def welcome() -> Actor:
    """A new visitor; `remember` gives the cookie."""
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
