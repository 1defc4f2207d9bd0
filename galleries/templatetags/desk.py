"""The navigation of the management pages."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

# Each entry: the page it leads to, its words, and the pages that belong to it besides.
_OWN = [
    ("manage", _("Dashboard"), ("job",)),
    (
        "galleries-table",
        _("Galleries"),
        (
            "gallery-create",
            "gallery-edit",
            "gallery-delete",
            "photos-grid",
            "photos-bulk",
            "photos-order",
            "photo-edit",
            "photo-delete",
        ),
    ),
    ("upload", _("Upload"), ("gallery-upload",)),
]
_TIDYING = [
    ("failed", _("Failed files"), ()),
    ("duplicates", _("Duplicates"), ()),
    ("trash", _("Trash"), ("trash-empty", "gallery-restore", "gallery-purge")),
]
_STAFF = [
    ("users", _("People"), ("user-create", "user-edit")),
    ("site-settings", _("Settings"), ()),
]
_PERSON = [("tokens", _("Account"), ("password",))]


@register.inclusion_tag("manage/_navigation.html", takes_context=True)
def desk_navigation(context: Context) -> dict[str, Any]:
    """Groups of links; the one to the page that is shown, or to which that page belongs, is current."""
    request = context["request"]
    here = request.resolver_match.url_name if request.resolver_match else ""
    staff = _STAFF if request.user.role == "admin" else []
    groups = [[_link(*entry, here) for entry in group] for group in (_OWN, _TIDYING, [*staff, *_PERSON])]
    return {"groups": groups, "name": request.user.username}


def _link(name: str, words: Any, belonging: tuple[str, ...], here: str) -> dict[str, Any]:
    return {"url": reverse(name), "words": words, "is_current": here in (name, *belonging)}
