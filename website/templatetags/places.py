"""Places as the reader knows them: galleries store English names."""

from django import template
from django.urls import reverse
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django_countries import countries

from website import places

register = template.Library()

_CONTINENTS = {
    "Africa": pgettext_lazy("place", "Africa"),
    "Antarctica": pgettext_lazy("place", "Antarctica"),
    "Asia": pgettext_lazy("place", "Asia"),
    "Europe": pgettext_lazy("place", "Europe"),
    "North America": pgettext_lazy("place", "North America"),
    "Oceania": pgettext_lazy("place", "Oceania"),
    "South America": pgettext_lazy("place", "South America"),
}
_PARTS = {
    "England": pgettext_lazy("place", "England"),
    "Scotland": pgettext_lazy("place", "Scotland"),
    "Wales": pgettext_lazy("place", "Wales"),
    "Northern Ireland": pgettext_lazy("place", "Northern Ireland"),
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
