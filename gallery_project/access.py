"""One line of the log for each request: what was asked, how long it took, what it used."""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch

from gallery_project import about, consumption, metrics

_LONGEST_ID = 64
log = logging.getLogger(__name__)


class AccessMiddleware:
    """The first of all, so that its line tells of every answer; it reads no table and no body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        with about.work(requestId=_request_id(request)), consumption.counted() as used:
            try:
                response = self.get_response(request)
            except Exception:  # Zappa would print its text alone
                log.exception("Not even an error page could be made")
                raise
            _tell(request, response, time.perf_counter() - started, used)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]) -> None:
        ids = {"galleryId": kwargs.get("gallery_id", ""), "photoId": kwargs.get("photo_id", "")}
        about.note(view=_view(request.resolver_match), **ids)


def _tell(request: HttpRequest, response: HttpResponseBase, seconds: float, used: consumption.Consumed) -> None:
    """What no view answered, as a scanner's guesses, makes no metrics."""
    match = request.resolver_match
    took = metrics.Metric("ResponseTime", round(seconds * 1000, 1), "Milliseconds")
    told = [took, *used.metrics] if match else []
    message = f"{request.method} {_view(match) or 'no view'} {response.status_code}"
    facts = {"method": request.method, "status": response.status_code, "calls": used.calls}
    metrics.tell(message, told, _route(match) if match else None, **facts)


def _view(match: ResolverMatch | None) -> str:
    """The name of the address, or its pattern; never the path itself, which may hold a token."""
    return (match.url_name or match.route) if match else ""


def _route(match: ResolverMatch) -> metrics.Route:
    start = match.route.partition("/")[0]
    return "manage" if start == "manage" else "api" if start == "api" else "page"


def _request_id(request: HttpRequest) -> str:
    """Lambda's, by which its own lines can be found; else a proxy's, if it can be one; else a new one."""
    of_lambda = getattr(request.META.get("lambda.context"), "aws_request_id", "")
    sent = request.headers.get("X-Request-Id", "")
    fits = about.is_id(sent) and len(sent) <= _LONGEST_ID
    return of_lambda or (sent if fits else uuid.uuid4().hex)
