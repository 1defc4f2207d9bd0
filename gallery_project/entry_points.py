"""What Lambda calls besides the site: a function of an event and a context."""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

from gallery_project import about, consumption, metrics

T = TypeVar("T")


def entry_point(function: Callable[[Any, Any], T]) -> Callable[..., T]:
    """Make it safe to be called by Zappa, which takes any TypeError for a wrong number of arguments.

    It would call the function again with fewer, and report only that (zappa.handler, `run_function`). What is logged
    within carries Lambda's id of the request, and at the end one line says what was used.
    """
    name = f"{function.__module__}.{function.__name__}"

    @wraps(function)
    def called(event: Any, context: Any = None) -> T:
        with _told(name, context):
            try:
                return function(event, context)
            except TypeError as error:
                raise RuntimeError(f"A TypeError: {error}") from error

    return called


@contextmanager
def _told(name: str, context: Any) -> Iterator[None]:
    started = time.perf_counter()
    request_id = getattr(context, "aws_request_id", "") or uuid.uuid4().hex
    with about.work(requestId=request_id), consumption.counted() as used:
        about.note(view=name)
        try:
            yield
        finally:
            seconds = round(time.perf_counter() - started, 3)
            metrics.tell(f"event {name}", used.metrics, "event", seconds=seconds, calls=used.calls)


def seconds_left(context: Any) -> float:
    """Until Lambda stops the function; infinite where nobody does (AWS: "Using the Lambda context object")."""
    return context.get_remaining_time_in_millis() / 1000 if context else float("inf")
