"""The readable part of an address: it says what is there, and the id before it says which. Nothing looks for it."""

from urllib.parse import unquote

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.text import slugify

_LONGEST = 80
_TAKEN = {"feed"}  # addresses that go on with a word of ours


def slug_of(name: str) -> str:
    """The name in lower case with hyphens; "" when no letter or digit is in it."""
    slug = slugify(name, allow_unicode=True)[:_LONGEST].strip("-_")
    return "" if slug in _TAKEN else slug


def url_of(kind: str, thing_id: str, name: str) -> str:
    """The full path of a `gallery` or `photo`; the short one when its name makes no slug."""
    slug = slug_of(name)
    return reverse(f"{kind}-slug", args=[thing_id, slug]) if slug else reverse(kind, args=[thing_id])


def moved(request: HttpRequest, slug: str, url: str) -> HttpResponsePermanentRedirect | None:
    """The way to `url` from an address with another slug than its own; None where a page can be shown.

    The address without a slug stays good: its page names `url` as the canonical one.
    """
    if not slug or request.method not in ("GET", "HEAD") or request.path == unquote(url):
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
