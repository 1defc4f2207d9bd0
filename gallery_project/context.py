"""What every template of the site knows."""

from typing import Any

from django.http import HttpRequest

from gallery_project import languages
from website import site as website
from website.colours import accents


def site(request: HttpRequest) -> dict[str, Any]:
    """`site` are the site's settings; `accent` is its colour for light and for dark ground."""
    current = website.current()
    return {
        "site": current,
        "site_title": current.title,
        "accent": accents(current.accent),
        "script_words": languages.script_words(),
    }
