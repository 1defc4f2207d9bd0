"""Coerces what the pages of people and tokens send into the shapes that the services take; decides nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actors import SCOPES

_ROLES = [("admin", _("Administrator")), ("photographer", _("Photographer"))]
_DAY = 24 * 3600
_SCOPES = {
    "read": _("Read private and unfinished things"),
    "upload": _("Upload photos"),
    "manage": _("Change and delete"),
    "rate": _("Rate photos"),
    "on-behalf": _("Act for other people (a trusted server)"),
}


def scope_words(scopes: Iterable[str]) -> list[str]:
    """What a token may, in words."""
    return [str(_SCOPES[scope]) for scope in scopes]


class ForgotForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class NewPersonForm(forms.Form):
    username = forms.CharField(label=_("User name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=_ROLES, initial="photographer")
    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave it empty to send a link with which the person sets one."),
    )

    def clean_password(self) -> str | None:
        return self.cleaned_data["password"] or None


class PersonForm(forms.Form):
    """What can be changed; of oneself, only the address."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=_ROLES)
    is_active = forms.BooleanField(
        label=_("May sign in"), required=False, help_text=_("Off: every session and API token ends at once.")
    )

    def __init__(self, *args: Any, is_self: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("role", "is_active"):
            self.fields[name].disabled = is_self


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("What it is for, like “Laptop sync”."))
    scopes = forms.MultipleChoiceField(label=_("It may"), widget=forms.CheckboxSelectMultiple)
    expires_in = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        empty_value=None,
        required=False,
        initial=90 * _DAY,
        choices=[
            (7 * _DAY, _("a week")),
            (90 * _DAY, _("90 days")),
            (365 * _DAY, _("a year")),
            ("", _("as long as I keep it")),
        ],
    )

    def __init__(self, *args: Any, is_admin: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [scope for scope in SCOPES if scope != "on-behalf" or is_admin]
        self.fields["scopes"].choices = [(scope, _SCOPES[scope]) for scope in offered]  # type: ignore[attr-defined]
