"""Coerces what the management pages send into the shapes that photos.services takes; decides nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from galleries.models import Gallery
from gallery_project.choices import PHOTO_VISIBILITIES
from gallery_project.forms import TagsField, VersionedForm
from photos.services import BulkChanges

_MOST_DAYS = 36_500


def minute(said: str | None) -> str:
    """A time (ISO 8601) as a browser's control for day and time takes it; "" for what is none."""
    try:
        return datetime.fromisoformat(said or "").strftime("%Y-%m-%dT%H:%M")
    except ValueError:
        return ""


class MomentField(forms.CharField):
    """A day and a time to the minute, at no offset: "2024-05-17T18:30"."""

    widget = forms.TextInput(attrs={"type": "datetime-local"})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if text and not minute(text):
            raise ValidationError(gettext("Write a day and a time like 2024-05-17T18:30."))
        return minute(text)


class PhotoForm(VersionedForm):
    """What people say of one photo. `initial` also has the `date_shift` that belongs to `taken`, in minutes."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    description = forms.CharField(
        label=_("Description"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Markdown: **bold**, *italic*, [words](https://…) for a link, - for a list."),
    )
    tags = TagsField(label=_("Tags"), required=False, help_text=_("Words separated by commas."))
    visibility = forms.ChoiceField(label=_("Visibility"), choices=PHOTO_VISIBILITIES)
    taken = MomentField(label=_("Date taken"), required=False)
    location_how = forms.ChoiceField(
        label=_("Location"),
        required=False,
        choices=[("file", _("As the file says")), ("set", _("This place")), ("none", _("No location"))],
    )
    latitude = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("taken"):  # a date that nobody knows cannot be moved
            del self.fields["taken"]

    def clean(self) -> dict[str, Any]:
        """The keywords of photos.update."""
        said = super().clean() or self.cleaned_data
        changed: dict[str, Any] = {"date_shift": self._shift(said.pop("taken", ""))}
        if {"location_how", "latitude", "longitude"}.intersection(self.changed_data):
            # Who writes coordinates and leaves the choice above them alone means them.
            how = said.get("location_how") if "location_how" in self.changed_data else "set"
            changed["location"] = _place({**said, "location_how": how}).get("location")
        names = ("title", "description", "tags", "visibility", "revision")
        return {**{name: said.get(name) for name in names}, **changed}

    def _shift(self, taken: str) -> int | None:
        """Minutes by which the camera was late in all, when the photo was taken then; None where nothing changes."""
        shown = self.initial.get("taken", "")
        if not taken or taken == shown:
            return None
        moved = datetime.fromisoformat(taken) - datetime.fromisoformat(shown)
        return int(self.initial.get("date_shift") or 0) + round(moved.total_seconds() / 60)


class BulkForm(forms.Form):
    """What is to change of many photos; what is left empty stays as it is. `changes` is what was asked for."""

    tags_how = forms.ChoiceField(
        label=_("What to do with tags"),
        required=False,
        choices=[("add", _("Add tags")), ("remove", _("Remove tags")), ("replace", _("Replace all tags by"))],
    )
    tags = TagsField(label=_("Tags"), required=False, help_text=_("Words separated by commas."))
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    shift_how = forms.ChoiceField(
        label=_("Direction"), required=False, choices=[("later", _("Later by")), ("earlier", _("Earlier by"))]
    )
    days = forms.IntegerField(label=_("Days"), required=False, min_value=0, max_value=_MOST_DAYS)
    hours = forms.IntegerField(label=_("Hours"), required=False, min_value=0, max_value=1000)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=1000)
    location_how = forms.ChoiceField(
        label=_("Location"),
        required=False,
        choices=[
            ("", _("Stays")),
            ("set", _("This place")),
            ("none", _("No location")),
            ("file", _("Back to the file’s own")),
        ],
    )
    latitude = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    visibility = forms.ChoiceField(
        label=_("Visibility"), required=False, choices=[("", _("Stays")), *PHOTO_VISIBILITIES]
    )
    gallery_id = forms.ChoiceField(label=_("Move to"), required=False)

    def __init__(self, data: Any = None, *, galleries: Sequence[Gallery]) -> None:
        super().__init__(data)
        names = [(each.gallery_id, f"{each.name} ({each.country})") for each in galleries]
        self.fields["gallery_id"].choices = [("", gettext("Stays")), *names]  # type: ignore[attr-defined]
        self.changes: BulkChanges = {}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.changes = {**_tags(said), **_shift(said), **_place(said), **_plain(said)}
        if not self.changes and not self.errors:
            raise ValidationError(gettext("Say what is to change."))
        return said


def _tags(said: dict[str, Any]) -> BulkChanges:
    tags = said.get("tags") or []
    by_how: dict[str, BulkChanges] = {
        "add": {"tags_add": tags},
        "remove": {"tags_remove": tags},
        "replace": {"tags": tags},
    }
    how = said.get("tags_how", "")
    return by_how.get(how, {}) if tags or how == "replace" else {}


def _shift(said: dict[str, Any]) -> BulkChanges:
    days, hours, minutes = (said.get(name) or 0 for name in ("days", "hours", "minutes"))
    shift = (days * 24 + hours) * 60 + minutes
    return {"shift": -shift if said.get("shift_how") == "earlier" else shift} if shift else {}


def _place(said: dict[str, Any]) -> BulkChanges:
    how, place = said.get("location_how"), (said.get("latitude"), said.get("longitude"))
    if how == "set" or (not how and place != (None, None)):
        if None in place:
            raise ValidationError({"latitude": gettext("A place needs a latitude and a longitude.")})
        return {"location": place}  # type: ignore[typeddict-item]
    return {"location": how} if how in ("none", "file") else {}


def _plain(said: dict[str, Any]) -> BulkChanges:
    return {name: said[name] for name in ("title", "visibility", "gallery_id") if said.get(name)}  # type: ignore[return-value]
