"""Waiting for AWS: often at first, for an emulator or a quick change, then every few seconds."""

import time
from collections.abc import Callable
from typing import TypeVar

from infrastructure.errors import CannotDeploy

T = TypeVar("T")
LONGEST_PAUSE = 5.0  # seconds


def until(look: Callable[[], T | None], most_seconds: float, what: str) -> T:
    """What `look` answers, once that is something. Raises CannotDeploy with `what` did not happen."""
    deadline = time.monotonic() + most_seconds
    pause = 0.1
    while (found := look()) is None:
        if time.monotonic() > deadline:
            raise CannotDeploy(f"{what} within {most_seconds:.0f} s; the same command can be repeated.")
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)
    return found
