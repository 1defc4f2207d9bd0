"""How photos are shown: each reader's own choices, kept in cookies. They are shown, never stored."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

_YEAR = 365 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Choice:
    """
    Between some ways, the first of them until a link asks for another; parameter and cookie are called `name`.
    static/src/js/layout.js writes the cookie too.
    """

    name: str
    ways: tuple[str, ...]

    def made(self, request: HttpRequest) -> str:
        """What the reader asks for now, else what he chose before."""
        wanted = (request.GET.get(self.name), request.COOKIES.get(self.name))
        return next((way for way in wanted if way in self.ways), self.ways[0])

    def url(self, request: HttpRequest, way: str) -> str:
        """Chooses this way, and changes nothing else of this page."""
        asked = {name: value for name, value in request.GET.items() if name != "photo"}
        return f"?{urlencode({**asked, self.name: way})}"

    def links(self, request: HttpRequest, labels: dict[str, str]) -> list[dict[str, Any]]:
        """One for each way, in the order of their labels."""
        return [{"name": way, "label": label, "url": self.url(request, way)} for way, label in labels.items()]

    def remember(self, request: HttpRequest, response: HttpResponse) -> None:
        """Keep the choice, if the reader just made one."""
        if request.GET.get(self.name) in self.ways:
            response.set_cookie(self.name, self.made(request), max_age=_YEAR, secure=settings.SECURE, samesite="Lax")


LAYOUT = Choice("layout", ("justified", "masonry", "square"))
CELLS = Choice("cells", ("small", "large"))  # of the management grid


def choices(request: HttpRequest) -> list[dict[str, Any]]:
    """The layouts, with links."""
    return LAYOUT.links(request, {"justified": _("Rows"), "masonry": _("Columns"), "square": _("Squares")})


def sizes(request: HttpRequest) -> list[dict[str, Any]]:
    """How large the grid can show its photos, with links."""
    return CELLS.links(request, {"small": _("Smaller"), "large": _("Larger")})
