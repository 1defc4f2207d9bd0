"""Checking passwords, for every door that does: sign-in page, token API, browsable API."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from accounts import devices
from accounts.addresses import address_of
from accounts.items import LimitItem
from accounts.models import User
from accounts.services import limits


def spend_guess(request: HttpRequest | None, username: str) -> list[LimitItem]:
    """Count a password that is about to be checked. Raises RateLimited."""
    if request is None:
        return limits.spend_guess(name=username, address="")
    device = devices.recognise(request, username)
    return limits.spend_guess(name=username, address=address_of(request), device=device)


class GuardedBackend(ModelBackend):
    """Django's, with every password counted before it is looked at; a right one is given back."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """The active user with this name and password, or None. Raises RateLimited."""
        if username is None or password is None:
            return None
        spent = spend_guess(request, username)
        user: User | None = super().authenticate(request, username, password)
        if user is not None:
            limits.forgive_guess(spent)
        return user
