"""Browsers in which somebody has signed in before: guesses made elsewhere do not lock their owners out."""

import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from accounts.items import folded

COOKIE = "device"
_SALT = "accounts.device"
_YEAR = 365 * 24 * 3600


def recognise(request: HttpRequest, name: str) -> str:
    """This browser's id, if who has this user name has signed in with it; else ""."""
    try:
        device_id, owner = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_YEAR)
    except signing.BadSignature:
        return ""
    return str(device_id) if owner == _digest(name) else ""


def remember(response: HttpResponseBase, name: str) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps([uuid.uuid4().hex, _digest(name)], salt=_SALT),
        max_age=_YEAR,
        path="/accounts/",
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )


def _digest(name: str) -> str:
    """So that nobody reads in the cookie who has used this browser."""
    return salted_hmac(_SALT, folded(name)).hexdigest()
