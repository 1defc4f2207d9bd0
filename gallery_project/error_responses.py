"""Domain errors become pages here, once; gallery_project.api_errors makes answers of the API of them."""

import math
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.addresses import is_path_here
from gallery_project import about, errors
from gallery_project.tables import Contended

STATUS: dict[type[errors.GalleryError], int] = {
    errors.Invalid: 400,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    Contended: 409,
    errors.Stale: 412,
    errors.TooLarge: 413,
    errors.RateLimited: 429,
}


class PageErrorMiddleware:
    """Shows a domain error that a page's view raised as a page of the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, errors.GalleryError):
            return None
        if isinstance(error, errors.RateLimited):
            return _too_fast(request, error)
        return page(request, STATUS[type(error)], str(error))


def page(request: HttpRequest, status: int, sentence: str, name: str = "", minutes: int = 0) -> HttpResponse:
    """The error page of `status`, or that called `name`; under /api/ the same as JSON.

    `minutes` is how long to wait before it works again, 0 for what does not heal by waiting.
    """
    if request.path.startswith("/api/"):
        return JsonResponse({"error": sentence, "details": ""}, status=status)
    names = [f"errors/{name or status}.html", "errors/error.html"]
    request_id = about.known().get("requestId", "")
    context = {"error": sentence, "minutes": minutes, "page_before": _page_before(request), "request_id": request_id}
    return render(request, names, context, status=status)


def _too_fast(request: HttpRequest, error: errors.RateLimited) -> HttpResponse:
    response = page(request, 429, str(error), minutes=math.ceil(error.wait / 60))
    response["Retry-After"] = str(error.wait)
    return response


def _page_before(request: HttpRequest) -> str:
    """The path of the page of this site that sent the reader here; "" for none, and for this very address."""
    site = f"{request.scheme}://{request.headers.get('Host')}"
    referer = request.headers.get("Referer", "")
    path = referer.removeprefix(site) if referer.startswith(f"{site}/") else ""
    is_this = path == request.get_full_path() and request.method != "POST"
    return path if is_path_here(path) and not is_this else ""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404, _("There is no such page."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400, _("Your browser sent something that this site cannot read."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = _("This form is too old, or cookies are off. Please go back, reload the page and try again.")
    return page(request, 403, sentence, name="csrf")


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, 500, _("Something broke on our side. It has been logged; please try again."))
