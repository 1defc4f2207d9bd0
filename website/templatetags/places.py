"""Places as the reader knows them: galleries store English names."""

from django import template
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import pgettext_lazy as _p
from django_countries import countries

from website import places

register = template.Library()

_CONTINENTS = {
    "Africa": _p("place", "Africa"),
    "Antarctica": _p("place", "Antarctica"),
    "Asia": _p("place", "Asia"),
    "Europe": _p("place", "Europe"),
    "North America": _p("place", "North America"),
    "Oceania": _p("place", "Oceania"),
    "South America": _p("place", "South America"),
}
_PARTS = {
    "England": _p("place", "England"),
    "Scotland": _p("place", "Scotland"),
    "Wales": _p("place", "Wales"),
    "Northern Ireland": _p("place", "Northern Ireland"),
}


@register.filter
def continent(name: str) -> str:
    """The stored name in the reader's language; one that we do not know as it is."""
    return str(_CONTINENTS.get(name, "")) or _elsewhere(name)


@register.filter
def country(name: str) -> str:
    """The stored name in the reader's language; in English, and where we do not know it, as it is."""
    code = places.code_of(name)
    if name in _PARTS:
        return str(_PARTS[name])
    if not code or (get_language() or "en").startswith("en"):
        return _elsewhere(name)
    return str(countries.name(code)) or name


def _elsewhere(name: str) -> str:
    """What uploads without a place are given, translated; any other name as it is."""
    return pgettext("place", "Elsewhere") if name == "Elsewhere" else name


@register.simple_tag
def place_url(continent: str, country: str = "") -> str:
    """The address of a place's page; "" for no place."""
    if country and continent:
        return reverse("country", args=[continent, country])
    return reverse("continent", args=[continent]) if continent else ""
