"""How large a page shows a picture, for the browser to choose a file by."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def stage_sizes(photo: Mapping[str, Any]) -> str:
    """The `sizes` of a photo on its own page, as photo.css lays it out: with its words beside it, else below it."""
    width = f"{photo['aspect']:.4f} *"  # times a height
    return f"(min-width: 75rem) min(100vw - 30rem, {width} 80vh), min(100vw, {width} 72vh)"
