"""What can be set on a gallery: checked and cleaned in one place."""

from typing import Any, TypedDict

from galleries.models import VISIBILITIES, Gallery
from gallery_project.errors import Invalid
from photos.services.ordering import checked_place


class Fields(TypedDict, total=False):
    """What can be set on a gallery; `years` are whole numbers, coordinates degrees."""

    name: str
    continent: str
    country: str
    description: str
    years: list[int]
    visibility: str
    show_locations: bool
    latitude: float | None
    longitude: float | None
    sort_order: float


def assign(gallery: Gallery, fields: Fields) -> None:
    """Set what is given, checked and cleaned. Raises Invalid; then the gallery is as it happens to be."""
    values: dict[str, Any] = {**fields}
    for name in ("name", "continent", "country"):
        setattr(gallery, name, _needed(name, values.get(name, getattr(gallery, name))))
    if "description" in fields:
        gallery.description = _limited("description", fields["description"].strip(), 5000) or None
    if "years" in fields:
        gallery.years = _years(fields["years"])
    if "visibility" in fields:
        gallery.shelf = _visibility(fields["visibility"])
    for name, most in (("latitude", 90), ("longitude", 180)):
        if name in values:
            setattr(gallery, name, _degrees(name, values[name], most))
    if "sort_order" in fields:
        gallery.sort_order = checked_place(fields["sort_order"])
    if "show_locations" in fields:
        gallery.show_locations = fields["show_locations"]
    place = f"{gallery.country}#{gallery.name}".encode()[:1000].decode(errors="ignore")  # a sort key ends at 1024 bytes
    gallery.place = place if gallery.shelf == "public" else None


def _needed(field: str, value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        raise Invalid(field, f"A {field} is needed.")
    return _limited(field, text, 200)


def _limited(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise Invalid(field, f"At most {most} characters.")
    return text


def _years(years: list[int]) -> list[int]:
    if not years or not all(1800 <= year <= 2200 for year in years):
        raise Invalid("years", "Years are numbers from 1800 to 2200, at least one.")
    return sorted(set(years))


def _degrees(field: str, degrees: float | None, most: int) -> float | None:
    if degrees is not None and not -most <= degrees <= most:
        raise Invalid(field, f"Degrees from -{most} to {most}.")
    return degrees


def _visibility(visibility: str) -> str:
    if visibility not in VISIBILITIES:
        raise Invalid("visibility", f"One of {', '.join(VISIBILITIES)}.")
    return visibility
