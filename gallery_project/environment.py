"""Typed reading of environment variables: a wrong one stops the start with its name and what is expected."""

from collections.abc import Collection
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


class Environment(environ.Env):  # type: ignore[misc]
    """django-environ, but strict: it takes any unknown word for false, and names no variable it cannot read."""

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, *args, **kwargs)
        except ValueError as error:
            raise ImproperlyConfigured(f"The environment variable {var} is wrong: {error}.") from None

    def bool(self, var: str, default: bool) -> bool:
        word = self.str(var, default=str(default)).lower()
        if word not in {"true", "1", "yes", "on", "false", "0", "no", "off"}:
            raise ImproperlyConfigured(f"The environment variable {var} is wrong: true or false, not {word!r}.")
        return word in self.BOOLEAN_TRUE_STRINGS

    def one_of(self, var: str, allowed: Collection[str], default: str) -> str:
        """One of the `allowed` words, of which "" is one."""
        word: str = self.str(var, default=default)
        if word not in allowed:
            expected = ", ".join(allowed).strip(", ")
            raise ImproperlyConfigured(f"The environment variable {var} is wrong: {expected}, or empty.")
        return word

    def some_of(self, var: str, allowed: Collection[str], default: list[str]) -> tuple[str, ...]:
        """At least one of the `allowed` words, in the order given."""
        words = tuple(self.list(var, default=default))
        if not words or not set(words) <= set(allowed):
            expected = ", ".join(allowed)
            raise ImproperlyConfigured(f"The environment variable {var} is wrong: some of {expected}, by commas.")
        return words

    def all_or_none(self, *names: str) -> tuple[str, ...]:
        """Variables that make sense only together; all "" when none is set."""
        values = tuple(self.str(name, default="", multiline=True) for name in names)
        if any(values) and not all(values):
            missing = ", ".join(name for name, value in zip(names, values, strict=True) if not value)
            raise ImproperlyConfigured(f"The environment variable {missing} is missing beside {', '.join(names)}.")
        return values
