"""Filters for what people wrote and how they rated."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from website import markdown as words

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """The text as HTML that is safe to show."""
    return words.rendered(text)


@register.filter
def plain(text: str) -> str:
    """The text in one line without markup."""
    return words.plain(text)


@register.filter
def bars(rating: Mapping[str, Any]) -> list[dict[str, int]]:
    """From five stars to one: how many gave them, and the share of all in percent."""
    given = {int(stars): int(people) for stars, people in rating["distribution"].items()}
    everybody = sum(given.values())
    return [
        {"stars": stars, "count": people, "share": round(100 * people / everybody) if everybody else 0}
        for stars, people in sorted(given.items(), reverse=True)
    ]
