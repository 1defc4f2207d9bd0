"""Errors become answers of the API here, once; apart from those of pages, which need nothing of REST framework."""

from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions as drf
from rest_framework.response import Response
from rest_framework.views import exception_handler

from gallery_project import errors
from gallery_project.error_responses import STATUS

_MOST_ERRORS = 1000


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
        return {"error": _("Some fields are not usable."), "details": _few(data)}
    return {"error": str(data.get("detail", _("The request failed."))), "details": ""}


def _few(details: Any) -> Any:
    """The first of them on each level, so that no answer grows with the number of mistakes in a request."""
    if isinstance(details, dict):
        return {name: _few(each) for name, each in islice(details.items(), _MOST_ERRORS)}
    return [_few(each) for each in details[:_MOST_ERRORS]] if isinstance(details, list) else details
