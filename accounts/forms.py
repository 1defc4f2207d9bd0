"""Coerces what the pages of people and tokens send into the shapes that the services take; decides nothing."""

from typing import Any

from django import forms

from accounts.actors import SCOPES
from accounts.registration import ROLES

_ROLES = [(role, role.capitalize()) for role in ROLES]
_DAY = 24 * 3600
_SCOPES = {
    "read": "Read private and unfinished things",
    "upload": "Upload photos",
    "manage": "Change and delete",
    "rate": "Rate photos",
    "on-behalf": "Act for other people (a trusted server)",
}


class ForgotForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class NewPersonForm(forms.Form):
    username = forms.CharField(label="User name", max_length=150)
    email = forms.EmailField(label="E-mail address", max_length=254, required=False)
    role = forms.ChoiceField(choices=_ROLES, initial="photographer")
    password = forms.CharField(
        max_length=1000,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Leave it empty to send a link with which the person sets one.",
    )

    def clean_password(self) -> str | None:
        return self.cleaned_data["password"] or None


class PersonForm(forms.Form):
    """What can be changed; of oneself, only the address."""

    email = forms.EmailField(label="E-mail address", max_length=254, required=False)
    role = forms.ChoiceField(choices=_ROLES)
    is_active = forms.BooleanField(
        label="May sign in", required=False, help_text="Off: every session and API token ends at once."
    )

    def __init__(self, *args: Any, is_self: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("role", "is_active"):
            self.fields[name].disabled = is_self


class TokenForm(forms.Form):
    name = forms.CharField(max_length=100, help_text="What it is for, like “Laptop sync”.")
    scopes = forms.MultipleChoiceField(label="It may", widget=forms.CheckboxSelectMultiple)
    expires_in = forms.TypedChoiceField(
        label="Valid for",
        coerce=int,
        empty_value=None,
        required=False,
        initial=90 * _DAY,
        choices=[(7 * _DAY, "a week"), (90 * _DAY, "90 days"), (365 * _DAY, "a year"), ("", "as long as I keep it")],
    )

    def __init__(self, *args: Any, is_admin: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [scope for scope in SCOPES if scope != "on-behalf" or is_admin]
        self.fields["scopes"].choices = [(scope, _SCOPES[scope]) for scope in offered]  # type: ignore[attr-defined]
