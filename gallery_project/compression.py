"""Compressed answers."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class GZip(GZipMiddleware):
    """Django's, which pads compressed pages at random so that their length betrays no token (BREACH).

    But an ETag stays as it was. Django makes it weak, since the bytes differ; ours names a version of the thing, and a
    client must be able to send it back in If-Match, which no weak tag ever matches.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        tag = response.get("ETag")
        compressed = super().process_response(request, response)
        if tag:
            compressed["ETag"] = tag
        return compressed
