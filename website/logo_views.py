"""The logo's address, which names its bytes and so never changes what it answers."""

from django.http import HttpRequest, HttpResponse

from photos.storage import IMMUTABLE
from website import logo


def image(request: HttpRequest, digest: str) -> HttpResponse:
    headers = {"Cache-Control": IMMUTABLE, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(logo.get(digest), content_type="image/webp", headers=headers)
