"""How often one token, person, visitor or address may change things; looking is free."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from accounts.addresses import address_of
from accounts.identity import actor_of
from accounts.items import TokenItem
from accounts.services import limits

if TYPE_CHECKING:  # DRF imports this module while it reads its own settings
    from rest_framework.views import APIView


class ChangesThrottle(BaseThrottle):
    """Counts requests with an unsafe method."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        if request.method not in SAFE_METHODS:
            throttle_changes(request)
        return True


def throttle_changes(request: HttpRequest | Request) -> None:
    """Count one change. Raises RateLimited."""
    for kind, who in _counted(request):
        _spend(kind, who)


def throttle_search(request: HttpRequest | Request) -> None:
    """Count one search, unless by somebody who is signed in. Raises RateLimited."""
    if not request.user.is_authenticated:
        _spend("address", address_of(request))


def _counted(request: HttpRequest | Request) -> Iterator[tuple[str, str]]:
    """Whose counters this request moves, each with its kind in settings.THROTTLES."""
    token, actor = getattr(request, "auth", None), actor_of(request)
    if isinstance(token, TokenItem):
        yield "token", f"{token.user_id} {token.token_id}"
    elif request.user.is_authenticated:
        yield "user", actor.user_id
    else:
        if actor.user_id:
            yield "visitor", actor.user_id
        yield "address", address_of(request)


def _spend(kind: str, who: str) -> None:
    limits.spend(kind=kind, who=who, most=settings.THROTTLES[kind], seconds=limits.HOUR)
