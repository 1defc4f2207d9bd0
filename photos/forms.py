"""Coerces what the management page sends into the shapes that photos.services takes; decides nothing."""

from typing import Any

from django import forms


class TagsField(forms.CharField):
    """ "sea, night" <-> ["sea", "night"]."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [tag.strip() for tag in (super().clean(value) or "").split(",") if tag.strip()]


class PhotoForm(forms.Form):
    title = forms.CharField(max_length=300, required=False)
    description = forms.CharField(max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    tags = TagsField(required=False, help_text="Words separated by commas.")
    visibility = forms.ChoiceField(choices=[("public", "As its gallery"), ("private", "Private: only you")])
