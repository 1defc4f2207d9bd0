"""Who may keep an answer, and for how long: one rule for pages and API. Static files have their own."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from accounts import visitors

PUBLIC = "public, max-age=30"
AN_HOUR = "public, max-age=3600"  # of what is made for machines and the same for everybody
FOR_ONE_PERSON = "private, no-store"
ASK_AGAIN = "private, no-cache"
_VARY = ["Accept", "Authorization", "Cookie", "Origin"]


class CacheControlMiddleware:
    """Gives every answer that does not say it itself its Cache-Control, and its Vary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = _policy(request, response)
        patch_vary_headers(response, _VARY)
        return response


def _policy(request: HttpRequest, response: HttpResponseBase) -> str:
    if request.method not in ("GET", "HEAD") or response.status_code >= 400:
        return FOR_ONE_PERSON
    if not _is_data(request, response):
        # A page may carry a form with a token. A browser may keep it to go back to, but not show it as new.
        return FOR_ONE_PERSON if settings.SESSION_COOKIE_NAME in request.COOKIES else ASK_AGAIN
    return FOR_ONE_PERSON if _is_personal(request, response) else PUBLIC


def _is_data(request: HttpRequest, response: HttpResponseBase) -> bool:
    """JSON of the API, or the stable address of a picture."""
    if request.path.startswith("/api/"):
        return response.get("Content-Type", "").startswith("application/json")
    return request.resolver_match is not None and request.resolver_match.url_name in ("photo-image", "gallery-cover")


def _is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """By what was sent, not by whether it was valid: that is known without reading a table."""
    cookies = {settings.SESSION_COOKIE_NAME, visitors.COOKIE}
    return "Authorization" in request.headers or bool(response.cookies) or not cookies.isdisjoint(request.COOKIES)
