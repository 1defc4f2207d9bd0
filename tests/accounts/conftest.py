"""What tests of limits share: a clock that stands, and limits that are soon reached."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

START = datetime.now(UTC).replace(minute=0, second=0)  # of a window, so that no test runs across its end


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Turns the counters' clock to so many minutes past the hour."""

    def turn(minutes: int) -> None:
        monkeypatch.setattr("accounts.services.limits.now", lambda: START + timedelta(minutes=minutes))

    turn(0)
    return turn


@pytest.fixture
def at_most(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets limits for this test."""
    from django.conf import settings

    def change(**most: int) -> None:
        monkeypatch.setattr(settings, "THROTTLES", {**settings.THROTTLES, **most})

    return change
