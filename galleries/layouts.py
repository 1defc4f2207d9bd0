"""How the photos of a gallery hang: each reader's own choice, kept in a cookie. It is shown, never stored."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

LAYOUTS = ("justified", "masonry", "square")
_COOKIE = "layout"  # static/src/js/layout.js writes it too
_YEAR = 365 * 24 * 3600  # seconds


def chosen(request: HttpRequest) -> str:
    """What the reader asks for now, else what he chose before, else rows."""
    wanted = (request.GET.get("layout"), request.COOKIES.get(_COOKIE))
    return next((layout for layout in wanted if layout in LAYOUTS), LAYOUTS[0])


def choices(request: HttpRequest) -> list[dict[str, Any]]:
    """The layouts with links that choose them and change nothing else of this page."""
    labels = {"justified": _("Rows"), "masonry": _("Columns"), "square": _("Squares")}
    asked = {name: value for name, value in request.GET.items() if name != "photo"}
    return [
        {"name": name, "label": labels[name], "url": f"?{urlencode({**asked, 'layout': name})}"} for name in LAYOUTS
    ]


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Keep the choice, if the reader just made one."""
    if request.GET.get("layout") in LAYOUTS:
        response.set_cookie(_COOKIE, chosen(request), max_age=_YEAR, secure=settings.SECURE, samesite="Lax")
