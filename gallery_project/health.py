"""Answers for load balancers and operators: is the process up, and can it reach what it needs?"""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from galleries.models import Gallery
from photos import storage

log = logging.getLogger(__name__)


def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """200 when tables and bucket answer, else 503 that says which does not."""
    answers = {"tables": _answers(Gallery.exists), "bucket": _answers(storage.bucket_exists)}
    return JsonResponse(answers, status=200 if all(answers.values()) else 503)


def _answers(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # any failure to reach it is the answer
        log.exception("A health check failed")
        return False
