"""Coerces what the settings page sends into the shapes that website.site takes; decides nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gallery_project.choices import DOWNLOADS, VISIBILITIES
from gallery_project.forms import VersionedForm

DEFAULTS = ("visibility", "show_exif", "show_locations", "downloads")  # what a new gallery begins with


class AccentField(forms.CharField):
    """A colour; a browser's control for one is never empty, so the gallery's own stands for "" there."""

    widget = forms.TextInput(attrs={"type": "color", "list": "accents"})
    own = "#235a54"  # of tokens.css

    def prepare_value(self, value: Any) -> Any:
        return value or self.own

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return "" if text.lower() == self.own else text


class SettingsForm(VersionedForm):
    title = forms.CharField(label=_("Title of the site"), max_length=80, required=False)
    tagline = forms.CharField(
        label=_("What it is, in one sentence"),
        max_length=200,
        required=False,
        help_text=_("Search engines and shared links show it."),
    )
    accent = AccentField(
        label=_("Accent colour"),
        required=False,
        max_length=7,
        help_text=_("It is made darker or lighter where it could not be read. The gallery’s own is #235a54."),
    )
    footer = forms.CharField(
        label=_("Footer"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Markdown: imprint, contact, links."),
    )
    licence = forms.CharField(
        label=_("Licence"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What others may do with your photos; stands beside each of them."),
    )
    visibility = forms.ChoiceField(label=_("Who sees new galleries"), choices=VISIBILITIES)
    show_exif = forms.BooleanField(label=_("New galleries show camera and exposure"), required=False)
    show_locations = forms.BooleanField(
        label=_("New galleries show where photos were taken"),
        required=False,
        help_text=_("Off: no visitor and no program learns the coordinates inside the files."),
    )
    downloads = forms.ChoiceField(label=_("What visitors may download from new galleries"), choices=DOWNLOADS)


class LogoForm(forms.Form):
    file = forms.FileField(
        label=_("A picture"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("With a transparent or plain ground, up to 4 MB. Without one, the title stands alone."),
    )
