"""What can be set on a gallery: checked and cleaned in one place."""

from collections.abc import Callable
from typing import Any, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from galleries.models import DOWNLOADS, VISIBILITIES, Gallery
from gallery_project.errors import Invalid
from photos.services.ordering import checked_place
from photos.services.wording import Wording, cleaned
from website import site


class PhotoDefaults(TypedDict, total=False):
    """What a file gets that comes into the gallery without saying so itself."""

    visibility: str
    tags: list[str]


class Fields(TypedDict, total=False):
    """What can be set on a gallery; `years` are whole numbers, coordinates degrees."""

    name: str
    continent: str
    country: str
    description: str
    years: list[int]
    visibility: str
    show_locations: bool
    show_exif: bool
    downloads: str
    photo_defaults: PhotoDefaults
    latitude: float | None
    longitude: float | None
    sort_order: float


_NEEDED = {
    "name": gettext_lazy("A name is needed."),
    "continent": gettext_lazy("A continent is needed."),
    "country": gettext_lazy("A country is needed."),
}


def of_new() -> Fields:
    """What holds for a new gallery where its maker says nothing: what the site's settings say, and no words yet."""
    said = site.current()
    return {
        "name": "",
        "continent": "",
        "country": "",
        "visibility": said.visibility,
        "show_locations": said.show_locations,
        "show_exif": said.show_exif,
        "downloads": said.downloads,
    }


def assign(gallery: Gallery, fields: Fields) -> None:
    """Set what is given, checked and cleaned. Raises Invalid; then the gallery is as it happens to be.

    What is not given is not judged: an older gallery may lack what every new one needs.
    """
    given: dict[str, Any] = {**fields}
    for name, clean in _CLEANERS.items():
        if name in given:
            setattr(gallery, _ATTRIBUTES.get(name, name), clean(given[name]))
    gallery.settle()


def _word(field: str) -> Callable[[object], str]:
    def clean(value: object) -> str:
        text = value.strip() if isinstance(value, str) else ""
        if not text:
            raise Invalid(field, str(_NEEDED[field]))
        return _limited(field, text, 200)

    return clean


def _limited(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise Invalid(field, _("At most {most} characters.").format(most=most))
    return text


def _description(text: str) -> str | None:
    return _limited("description", text.strip(), 5000) or None


def _years(years: list[int]) -> list[int]:
    if not years or not all(1800 <= year <= 2200 for year in years):
        raise Invalid("years", _("Years are numbers from 1800 to 2200, at least one."))
    return sorted(set(years))


def _degrees(field: str, most: int) -> Callable[[float | None], float | None]:
    def clean(degrees: float | None) -> float | None:
        if degrees is not None and not -most <= degrees <= most:
            raise Invalid(field, _("Degrees from {least} to {most}.").format(least=-most, most=most))
        return degrees

    return clean


def _one_of(field: str, choices: tuple[str, ...]) -> Callable[[str], str]:
    def clean(value: str) -> str:
        if value not in choices:
            raise Invalid(field, _("One of {choices}.").format(choices=", ".join(choices)))
        return value

    return clean


def _photo_defaults(said: PhotoDefaults) -> dict[str, Any] | None:
    """None where they are what they are anyway."""
    wording: Wording = {"visibility": said.get("visibility"), "tags": said.get("tags")}
    try:
        defaults = {"visibility": "public", "tags": [], **cleaned(wording)}
    except Invalid as error:
        raise Invalid("photo_defaults", str(error)) from None
    return None if defaults == {"visibility": "public", "tags": []} else defaults


_ATTRIBUTES = {"visibility": "shelf"}
_CLEANERS: dict[str, Callable[[Any], Any]] = {
    **{name: _word(name) for name in _NEEDED},
    "description": _description,
    "years": _years,
    "visibility": _one_of("visibility", VISIBILITIES),
    "latitude": _degrees("latitude", 90),
    "longitude": _degrees("longitude", 180),
    "sort_order": checked_place,
    "show_locations": bool,
    "show_exif": bool,
    "downloads": _one_of("downloads", DOWNLOADS),
    "photo_defaults": _photo_defaults,
}
