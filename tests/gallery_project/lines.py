"""What a function on AWS would print: the project's own formatter, beside the handler that the tests run with."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gallery_project.logs import JSONLines

Line = dict[str, Any]


class Printed:
    """Text that has been printed, and the JSON lines of it."""

    def __init__(self) -> None:
        self.stream = io.StringIO()
        self.answer: Any = None  # to the request that printed it

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[Line]:
        return [json.loads(line) for line in self.text.splitlines()]

    def metrics(self, name: str) -> list[float]:
        """Every value of this metric, in their order."""
        return [line[name] for line in self.lines if name in names(line)]

    def of_logger(self, name: str) -> list[Line]:
        return [line for line in self.lines if line["logger"] == name]


def names(line: Line) -> set[str]:
    """Of the metrics in a line."""
    directives = line.get("_aws", {}).get("CloudWatchMetrics", [])
    return {metric["Name"] for directive in directives for metric in directive["Metrics"]}


@contextmanager
def printed(namespace: str = "Gallery/test") -> Iterator[Printed]:
    """All that is logged within, as JSON lines."""
    told, root, measuring = Printed(), logging.getLogger(), logging.getLogger("gallery_project.metrics")
    handler = logging.StreamHandler(told.stream)
    handler.setFormatter(JSONLines(stage="test", namespace=namespace))
    before = measuring.level
    measuring.setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        yield told
    finally:
        root.removeHandler(handler)
        measuring.setLevel(before)
