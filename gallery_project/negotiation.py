"""JSON for programs; the same answers as pages to click through, for a person who is signed in."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, BrowsableAPIRenderer
from rest_framework.request import Request


class BrowsableAPI(BrowsableAPIRenderer):
    """DRF's pages, without the style sheet inside the page that our content security policy refuses."""

    def get_context(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(*args, **kwargs), "code_style": ""}


class Negotiation(DefaultContentNegotiation):
    """Pages only for a person who is signed in and whose browser asks for pages; JSON for everybody else."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        browses = _is_browsing(request)
        offered = [each for each in renderers if browses or not isinstance(each, BrowsableAPIRenderer)]
        try:
            chosen: tuple[BaseRenderer, str] = super().select_renderer(request, offered, format_suffix)
        except (NotAcceptable, Http404):
            return offered[0], str(offered[0].media_type)
        return chosen


def _is_browsing(request: Request) -> bool:
    """Asks for the session last, since that is read from a table."""
    asks_for_pages = "text/html" in request.headers.get("Accept", "") and "Authorization" not in request.headers
    return asks_for_pages and request._request.user.is_authenticated
