"""Domain errors become HTTP answers here, once, for pages and for the API."""

from collections.abc import Callable
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from rest_framework import exceptions as drf
from rest_framework.response import Response
from rest_framework.views import exception_handler

from gallery_project import errors
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
_MOST_ERRORS = 1000


class PageErrorMiddleware:
    """Shows a domain error that a page's view raised as a page of the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, errors.GalleryError):
            return None
        response = page(request, STATUS[type(error)], str(error))
        if isinstance(error, errors.RateLimited):
            response["Retry-After"] = str(error.wait)
        return response


def page(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """The error page of `status` (400, 409, 412 and 413 share one); under /api/ the same as JSON."""
    if request.path.startswith("/api/"):
        return JsonResponse({"error": sentence, "details": ""}, status=status)
    names = [f"errors/{status}.html", "errors/error.html"]
    return render(request, names, {"error": sentence, "status": status}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404, "There is no such page.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400, "Your browser sent something that this site cannot read.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(
        request, 403, "This form is too old, or cookies are off. Please go back, reload the page and try again."
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, 500, "Something broke on our side. It has been logged; please try again.")


def api_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every error body is `{"error": sentence, "details": ...}`."""
    if isinstance(error, errors.GalleryError):
        return _domain_error(error, context)
    response = exception_handler(error, context)
    if response is not None:
        response.data = _body(error, response.data)
    return response


def _domain_error(error: errors.GalleryError, context: dict[str, Any]) -> Response:
    anonymous = isinstance(error, errors.NotAllowed) and not context["request"].user.is_authenticated
    status = 401 if anonymous else STATUS[type(error)]
    headers = {"WWW-Authenticate": "Bearer"} if anonymous else {}
    if isinstance(error, errors.RateLimited):
        headers["Retry-After"] = str(error.wait)
    return Response({"error": str(error), "details": error.details}, status=status, headers=headers)


def _body(error: Exception, data: Any) -> dict[str, Any]:
    if isinstance(error, drf.ValidationError):
        return {"error": "Some fields are not usable.", "details": _few(data)}
    return {"error": str(data.get("detail", "The request failed.")), "details": ""}


def _few(details: Any) -> Any:
    """The first of them on each level, so that no answer grows with the number of mistakes in a request."""
    if isinstance(details, dict):
        return {name: _few(each) for name, each in islice(details.items(), _MOST_ERRORS)}
    return [_few(each) for each in details[:_MOST_ERRORS]] if isinstance(details, list) else details
