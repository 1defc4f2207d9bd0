"""Requests that come through CloudFront, and those that come around it.

API Gateway answers to its own name only, so CloudFront cannot pass the site's on; it sends a secret of ours instead.
Whoever comes without it could make up the addresses that CloudFront and the gateway write, and pass by its limits.
"""

import hmac
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

HEADER = "HTTP_X_GALLERY_EDGE"


class EdgeMiddleware:
    """Where there is an EDGE_SECRET, refuses requests without it and gives the others the site's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.EDGE_SECRET:
            if not hmac.compare_digest(request.META.pop(HEADER, "").encode(), settings.EDGE_SECRET.encode()):
                return HttpResponse(f"Please use {settings.SITE_ORIGINS[0]}\n", status=403, content_type="text/plain")
            request.META["HTTP_HOST"] = urlsplit(settings.SITE_ORIGINS[0]).netloc
        return self.get_response(request)
