"""Coerces what the management page sends into the shapes that galleries.services takes; decides nothing."""

import re
from typing import Any

from django import forms

CONTINENTS = ("Africa", "Antarctica", "Asia", "Europe", "North America", "Oceania", "South America")
_VISIBILITIES = [
    ("public", "Public: everybody can find it"),
    ("unlisted", "Unlisted: only with its address"),
    ("private", "Private: only you"),
]


class YearsField(forms.CharField):
    """ "2022, 2024" or "2022 2024" <-> [2022, 2024]."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(year) for year in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        words = re.split(r"[\s,;]+", super().clean(value).strip())
        if not all(word.isascii() and word.isdigit() and len(word) == 4 for word in words):
            raise forms.ValidationError("Write years like 2023, 2024.")
        return [int(word) for word in words]


class GalleryForm(forms.Form):
    name = forms.CharField(max_length=200)
    continent = forms.ChoiceField()
    country = forms.CharField(max_length=200)
    years = YearsField(max_length=200, help_text="One or several, like 2023, 2024.")
    description = forms.CharField(max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    visibility = forms.ChoiceField(choices=_VISIBILITIES, initial="public")
    show_locations = forms.BooleanField(
        required=False,
        label="Show where photos were taken",
        help_text="Off: no visitor and no program learns the coordinates inside the files.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A gallery from a dropped-in folder may lie on a continent of its own naming.
        own = self.initial.get("continent")
        names = CONTINENTS if own in (None, *CONTINENTS) else (own, *CONTINENTS)
        self.fields["continent"].choices = [("", "Choose…"), *((name, name) for name in names)]  # type: ignore[attr-defined]
