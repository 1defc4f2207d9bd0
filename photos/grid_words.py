"""The words of the grid's tabs, sorts and keys."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from galleries.models import Gallery


def tabs(gallery: Gallery, show: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Which photos can be looked at; the count where it is known without reading them."""
    grid = reverse("photos-grid", args=[gallery.gallery_id])
    names = {
        "all": _("All"),
        "private": _("Private"),
        "untitled": _("Without a title"),
        "unfinished": _("Not finished"),
    }
    found = [
        {
            "show": value,
            "name": name,
            "url": grid if value == "all" else f"{grid}?{urlencode({'show': value})}",
            "current": value == show,
            "count": counts.get(value),
        }
        for value, name in names.items()
    ]
    return [*found, {"name": _("Trash"), "url": reverse("trash")}]


def sorts() -> list[tuple[str, str]]:
    return [
        ("date", _("Date taken, oldest first")),
        ("-date", _("Date taken, newest first")),
        ("filename", _("File name")),
        ("-filename", _("File name, backwards")),
        ("title", _("Title")),
    ]


def shortcuts() -> list[tuple[str, str]]:
    return [
        (_("Arrow keys"), _("Go from photo to photo")),
        (_("Space"), _("Choose or leave out")),
        (_("Shift + arrow keys, Shift + click"), _("Choose all in between")),
        (_("Ctrl + A"), _("Choose all that are loaded")),
        (_("Esc"), _("Choose none")),
        (_("F2 or Enter"), _("Rename")),
        (_("Alt + arrow keys"), _("Move the photo, or all that are chosen")),
        (_("Delete"), _("Move to the trash")),
    ]
