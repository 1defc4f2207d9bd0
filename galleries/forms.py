"""Coerces what the management pages send into the shapes that galleries.services takes; decides nothing."""

import re
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from galleries.models import Gallery
from galleries.services import SORTS
from gallery_project.choices import DOWNLOADS, PHOTO_VISIBILITIES, SHORT_VISIBILITIES, VISIBILITIES
from gallery_project.forms import TagsField, VersionedForm
from photos.keys import folded
from website import places
from website.templatetags.places import continent as continent_words
from website.templatetags.places import country as country_words


class YearsField(forms.CharField):
    """ "2022, 2024" or "2022 2024" <-> [2022, 2024]."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(year) for year in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        words = re.split(r"[\s,;]+", super().clean(value).strip())
        if not all(word.isascii() and word.isdigit() and len(word) == 4 for word in words):
            raise ValidationError(gettext("Write years like 2023, 2024."))
        return [int(word) for word in words]


class CountryField(forms.CharField):
    """A country in the reader's language <-> its English name, which is stored; what nobody knows stays as it is."""

    def prepare_value(self, value: Any) -> Any:
        return country_words(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return english_names(get_language() or "en").get(folded(text), text)


@cache
def english_names(language: str) -> dict[str, str]:
    """What a country is called in the current language, which is `language`, folded -> its English name."""
    every = (name for within in places.countries_by_continent().values() for name in within)
    return {folded(country_words(name)): name for name in every}


class GalleryForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    country = CountryField(label=_("Country"), max_length=200, widget=forms.TextInput(attrs={"list": "countries"}))
    continent = forms.ChoiceField(label=_("Continent"), required=False)
    years = YearsField(label=_("Years"), max_length=200, help_text=_("One or several, like 2023, 2024."))
    description = forms.CharField(
        label=_("Description"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Markdown: **bold**, *italic*, [words](https://…) for a link, - for a list."),
    )
    visibility = forms.ChoiceField(label=_("Visibility"), choices=VISIBILITIES)
    show_locations = forms.BooleanField(
        required=False,
        label=_("Show where photos were taken"),
        help_text=_("Off: no visitor and no program learns the coordinates inside the files."),
    )
    show_exif = forms.BooleanField(required=False, label=_("Show camera and exposure"))
    downloads = forms.ChoiceField(label=_("What visitors may download"), choices=DOWNLOADS, required=False)
    photo_visibility = forms.ChoiceField(
        label=_("Visibility of new photos"), choices=PHOTO_VISIBILITIES, required=False
    )
    photo_tags = TagsField(label=_("Tags of new photos"), required=False, help_text=_("Words separated by commas."))
    latitude = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A gallery from a dropped-in folder may lie on a continent of its own naming.
        own = self.initial.get("continent") or ""
        names = places.CONTINENTS if own in ("", *places.CONTINENTS) else (own, *places.CONTINENTS)
        choices = [("", gettext("As the country")), *((name, continent_words(name)) for name in names)]
        self.fields["continent"].choices = choices  # type: ignore[attr-defined]
        self.fields["description"].widget.attrs |= {
            "hx-post": reverse("preview"),
            "hx-trigger": "input changed delay:400ms, load",
            "hx-target": "#description-preview",
            "hx-params": "description,csrfmiddlewaretoken",
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "country" in values and not values.get("continent"):
            values["continent"] = places.continent_of(values["country"])
            if not values["continent"]:
                self.add_error("continent", gettext("Choose the continent: this country is none we know."))
        return _without_silence(values)


def _without_silence(values: dict[str, Any]) -> dict[str, Any]:
    """What is to be set: a client that does not send the newer fields leaves them as they are."""
    visibility, tags = values.pop("photo_visibility", ""), values.pop("photo_tags", [])
    defaults = {"photo_defaults": {"visibility": visibility, "tags": tags}} if visibility else {}
    return {name: value for name, value in values.items() if name != "downloads" or value} | defaults


class EditGalleryForm(VersionedForm, GalleryForm):
    """The form of a gallery that exists."""


def values_of(gallery: Gallery) -> dict[str, Any]:
    """What the form shows of a gallery."""
    defaults = gallery.photo_defaults or {}
    own = {name: getattr(gallery, name, None) for name in EditGalleryForm.base_fields}
    return {**own, "photo_visibility": defaults.get("visibility", "public"), "photo_tags": defaults.get("tags", [])}


class WishForm(forms.Form):
    """Which galleries of the table are wanted; what makes no sense is left out."""

    q = forms.CharField(required=False, max_length=200)
    visibility = forms.ChoiceField(required=False, choices=SHORT_VISIBILITIES)
    continent = forms.CharField(required=False, max_length=200)
    country = forms.CharField(required=False, max_length=200)
    year = forms.IntegerField(required=False)
    sort = forms.ChoiceField(required=False, choices=[(s, s) for name in SORTS for s in (name, f"-{name}")])
    page = forms.IntegerField(required=False, min_value=1)

    @property
    def wishes(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class TrashForm(forms.Form):
    """Typed confirmation: the gallery's name, whatever its case."""

    name = forms.CharField(
        label=_("Type the name of the gallery"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._expected = expected

    def clean_name(self) -> str:
        if folded(self.cleaned_data["name"]) != folded(self._expected):
            raise ValidationError(gettext("This is not the name of the gallery."))
        return self._expected

    def clean(self) -> dict[str, Any]:
        return {}


class RestoreForm(forms.Form):
    """A name for a gallery that comes back; "" for its own."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
