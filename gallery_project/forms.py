"""What every form's page does with a service, also when somebody else saved the same thing meanwhile.

A page that lets people edit one thing uses a `VersionedForm`, whose `initial` has the thing's `revision`, and gives
`saved` a function that reads those values anew. `_fields.html` shows the form, and a conflict when there is one.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from gallery_project.errors import Conflict, Invalid, Stale

T = TypeVar("T")
Values = Mapping[str, Any]  # by the names of a form's fields
_ATTEMPTS = 3  # at saving what does not touch what others saved meanwhile
_LONGEST_SHOWN = 600  # characters of a value


@dataclass(frozen=True)
class Difference:
    """A field that two people changed to different things, in words."""

    label: str
    mine: str
    theirs: str


class TagsField(forms.CharField):
    """ "sea, night" <-> ["sea", "night"]; how many there may be, the service says."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(self.prepare_value(value)) or ""
        if any(unicodedata.category(char) == "Cc" for char in text):  # Django's validators see only the list
            raise ValidationError(_("A tag is one line, without control characters."))
        return [tag.strip() for tag in text.split(",") if tag.strip()]


class VersionedForm(forms.Form):
    """Carries, besides what is typed, the revision and the values that its reader saw at first."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences: list[Difference] = []
        for name in self._edited():
            self.fields[name].show_hidden_initial = True

    def meet(self, theirs: Values) -> None:
        """Go on from what others saved: take what only they changed, and note in `differences` what both did.

        What was typed stays, and sending it once more saves it.
        """
        data = cast(QueryDict, self.data).copy()
        for name in self._edited():
            before, mine, now = self._seen(name), self._read(name, self[name].data), self._sent(name, theirs[name])
            if mine == before:
                _put(data, self.add_prefix(name), now)
            elif self._read(name, now) not in (before, mine):
                self.differences.append(Difference(str(self[name].label), *map(self._words(name), (mine, now))))
            _put(data, self.add_initial_prefix(name), now)
        data[self.add_prefix("revision")] = str(int(theirs["revision"]))
        self.data, self._errors = data, None

    def _edited(self) -> list[str]:
        return [name for name in self.fields if name != "revision"]

    def _seen(self, name: str) -> Any:
        """What the reader saw at first; a client that does not say counts as having changed everything."""
        key = self.add_initial_prefix(name)
        return self._read(name, self.data.get(key)) if key in self.data else object()

    def _read(self, name: str, sent: Any) -> Any:
        try:
            value = self.fields[name].to_python(sent)
        except ValidationError:
            return sent
        return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value

    def _sent(self, name: str, value: Any) -> Any:
        """The value as a browser sends it."""
        shown = self.fields[name].prepare_value(value)
        if isinstance(shown, list | tuple):
            return [str(each) for each in shown]
        return "" if shown is None else str(shown)

    def _words(self, name: str) -> Callable[[Any], str]:
        field: Any = self.fields[name]
        choices = {str(value): str(label) for value, label in getattr(field, "choices", ())}

        def words(value: Any) -> str:
            if isinstance(field, forms.BooleanField):
                return _("Yes") if field.to_python(value) else _("No")
            several = value if isinstance(value, list) else [value]
            text = ", ".join(choices.get(str(each), str(each)) for each in several if each not in (None, ""))
            return Truncator(text).chars(_LONGEST_SHOWN)

        return words


def saved(form: forms.Form, service: Callable[..., T], current: Callable[[], Values] | None = None) -> T | None:
    """The service's answer for a valid form; None when there is something to correct, shown with all that was typed.

    With `current`, which reads the values with their `revision`, a Stale of the service becomes a conflict that the
    reader decides; where nobody else touched the same fields, both changes are kept. Else Stale is raised.
    """
    for attempt in range(_ATTEMPTS):
        if not form.is_valid():
            return None
        try:
            return service(**form.cleaned_data)
        except (Invalid, Conflict) as error:
            field = error.field if isinstance(error, Invalid) else None
            form.add_error(field if field in form.fields else None, str(error))
            return None
        except Stale:
            if current is None or not isinstance(form, VersionedForm) or attempt == _ATTEMPTS - 1:
                raise
            form.meet(current())
            if form.differences:
                return None
    return None


def _put(data: Any, key: str, sent: Any) -> None:
    data.setlist(key, sent if isinstance(sent, list) else [sent])
