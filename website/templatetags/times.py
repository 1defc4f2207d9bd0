"""Times of the tables, which keep them as text, for Django's own filters to show."""

from datetime import datetime

from django import template

register = template.Library()


@register.filter
def when(text: str | None) -> datetime | None:
    """The moment that an ISO 8601 text says, at the offset it has; None for what says none."""
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None
