"""What a page tells those who link to it: whole addresses for `_sharing.html`, and facts for search engines."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe

from website import structured

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute(context: Context, path: str) -> str:
    """The whole address of a path of this site, under the host by which it was asked for; "" for ""."""
    return context["request"].build_absolute_uri(path) if path else ""


@register.simple_tag
def image_size(shown: dict[str, Any] | None) -> tuple[int, int] | None:
    """Pixels across and down of the picture of a photo or cover at its stable address, where they are known."""
    return structured.size(shown) if shown else None


@register.simple_tag(takes_context=True)
def photo_facts(context: Context) -> str:
    """The `photo` of the page as JSON-LD; nothing of one that is not everybody's."""
    photo, gallery = context["photo"], context["gallery"]
    if (photo["visibility"], gallery["visibility"], photo["status"]) != ("public", "public", "ready"):
        return ""
    return _data_block(structured.photo(photo, gallery, context["site"], context["request"].build_absolute_uri))


@register.simple_tag(takes_context=True)
def gallery_facts(context: Context) -> str:
    """The `gallery` of the page and its `photos` as JSON-LD; nothing of one that is not everybody's."""
    gallery = context["gallery"]
    if gallery["visibility"] != "public":
        return ""
    return _data_block(structured.gallery(gallery, context["photos"], context["request"].build_absolute_uri))


def _data_block(facts: dict[str, Any]) -> SafeString:
    """No script runs here, so the content security policy lets it pass; Django escapes what could end it."""
    return mark_safe(json_script(facts).replace("application/json", "application/ld+json", 1))  # noqa: S308 (escaped)
