"""What people say of a photo: checked and cleaned in one place, whether it comes with the file or later."""

import unicodedata
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

from django.utils.translation import gettext as _

from gallery_project.errors import Invalid
from photos.models import VISIBILITIES

MOST_TAGS = 40
LONGEST_SHIFT = 100 * 366 * 24 * 60  # minutes

Location = tuple[float, float] | Literal["none", "file"]  # degrees; no place at all; what the file says


class Wording(TypedDict, total=False):
    """What can be set on a photo; None leaves it as it is. `date_shift`: minutes by which the camera was late."""

    title: str | None
    description: str | None
    tags: Sequence[str] | None
    visibility: str | None
    date_shift: int | None
    location: Location | None


def cleaned(wording: Wording) -> dict[str, Any]:
    """Attribute -> value of the photo's item, for what is given. Raises Invalid."""
    given = {name: value for name, value in wording.items() if value is not None}
    return {_ATTRIBUTES.get(name, name): _CLEANERS[name](value) for name, value in given.items()}


def clean_filename(name: str) -> str:
    """The last 200 characters of what can be shown and stored: no control characters, no halves of surrogates."""
    return "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cs"))[-200:]


def _title(value: str) -> str | None:
    return _limited("title", value.strip(), 300) or None


def _description(value: str) -> str | None:
    return _limited("description", value.strip(), 5000) or None


def _limited(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise Invalid(field, _("At most {most} characters.").format(most=most))
    return text


def _tags(tags: Sequence[str]) -> list[str]:
    """Trimmed, lower-case, each once, in the order given."""
    clean = list(dict.fromkeys(tag.strip().casefold() for tag in tags if tag.strip()))
    if len(clean) > MOST_TAGS or any(len(tag) > 100 for tag in clean):
        raise Invalid("tags", _("At most {most} tags of up to 100 characters.").format(most=MOST_TAGS))
    return clean


def _visibility(visibility: str) -> str:
    if visibility not in VISIBILITIES:
        raise Invalid("visibility", _("A photo is public or private."))
    return visibility


def _shift(minutes: int) -> int:
    if abs(minutes) > LONGEST_SHIFT:
        raise Invalid("date_shift", _("A date can be moved by up to a hundred years."))
    return minutes


def _location(location: Location) -> list[float] | None:
    """As the item says it: [] for nowhere, None for where the file says."""
    if location == "none" or location == "file":
        return [] if location == "none" else None
    latitude, longitude = location
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Invalid("location", _("Degrees from -90 to 90 north, and from -180 to 180 east."))
    return [latitude, longitude]


_ATTRIBUTES = {"location": "own_location"}
_CLEANERS: dict[str, Any] = {
    "title": _title,
    "description": _description,
    "tags": _tags,
    "visibility": _visibility,
    "date_shift": _shift,
    "location": _location,
}
