"""What people say of a photo: checked and cleaned in one place, whether it comes with the file or later."""

import unicodedata
from collections.abc import Sequence
from typing import Any, TypedDict

from gallery_project.errors import Invalid
from photos.models import VISIBILITIES

MOST_TAGS = 40


class Wording(TypedDict, total=False):
    """What can be set on a photo; None leaves it as it is."""

    title: str | None
    description: str | None
    tags: Sequence[str] | None
    visibility: str | None


def cleaned(wording: Wording) -> dict[str, Any]:
    """Attribute -> value of the photo's item, for what is given. Raises Invalid."""
    given = {name: value for name, value in wording.items() if value is not None}
    return {name: _CLEANERS[name](value) for name, value in given.items()}


def clean_filename(name: str) -> str:
    """The last 200 characters of what can be shown and stored: no control characters, no halves of surrogates."""
    return "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cs"))[-200:]


def _title(value: str) -> str | None:
    return _limited("title", value.strip(), 300) or None


def _description(value: str) -> str | None:
    return _limited("description", value.strip(), 5000) or None


def _limited(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise Invalid(field, f"At most {most} characters.")
    return text


def _tags(tags: Sequence[str]) -> list[str]:
    """Trimmed, lower-case, each once, in the order given."""
    clean = list(dict.fromkeys(tag.strip().casefold() for tag in tags if tag.strip()))
    if len(clean) > MOST_TAGS or any(len(tag) > 100 for tag in clean):
        raise Invalid("tags", f"At most {MOST_TAGS} tags of up to 100 characters.")
    return clean


def _visibility(visibility: str) -> str:
    if visibility not in VISIBILITIES:
        raise Invalid("visibility", "A photo is public or private.")
    return visibility


_CLEANERS: dict[str, Any] = {
    "title": _title,
    "description": _description,
    "tags": _tags,
    "visibility": _visibility,
}
