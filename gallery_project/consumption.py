"""How much of DynamoDB a piece of work uses, counted where botocore gets the answers, whoever asked.

PynamoDB asks for ReturnConsumedCapacity=TOTAL in every call, so no call is changed and none is added. What the
answer to a failed call consumed, it does not say; such a call is counted without its units.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any

from botocore import handlers

from gallery_project.metrics import Metric

_READS = {"GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"}


class Consumed:
    """Calls, and units of capacity as DynamoDB bills them; threads of one work add to the same."""

    def __init__(self) -> None:
        self.calls, self.read, self.written = 0, 0.0, 0.0
        self._lock = Lock()

    def add(self, operation: str, units: float) -> None:
        with self._lock:
            self.calls += 1
            if operation in _READS:
                self.read += units
            else:
                self.written += units

    @property
    def metrics(self) -> list[Metric]:
        """Without those of which there is nothing to tell."""
        units = Metric("ReadCapacity", round(self.read, 1)), Metric("WriteCapacity", round(self.written, 1))
        return [metric for metric in units if metric.value]


_current: ContextVar[Consumed | None] = ContextVar("consumption", default=None)


@contextmanager
def counted() -> Iterator[Consumed]:
    """Counts what is consumed within, in threads (`gallery_project.threads`) too."""
    consumed = Consumed()
    token = _current.set(consumed)
    try:
        yield consumed
    finally:
        _current.reset(token)


def watch() -> None:
    """Have every client that botocore makes from now on report here."""
    handlers.BUILTIN_HANDLERS.append(("after-call.dynamodb", _add))


def _add(parsed: dict[str, Any], model: Any, **_: Any) -> None:
    consumed = _current.get()
    if consumed is not None:
        consumed.add(model.name, _units(parsed.get("ConsumedCapacity") or []))


def _units(capacity: Any) -> float:
    """Of all the tables in an answer: one for a single item, a list for a batch or a transaction."""
    tables = capacity if isinstance(capacity, list) else [capacity]
    return sum(float(table.get("CapacityUnits", 0)) for table in tables)
