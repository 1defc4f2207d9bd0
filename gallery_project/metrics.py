"""Numbers of which CloudWatch makes metrics: each is part of a line of the log, so telling one calls nobody. Pure.

What becomes a metric of its own, and so costs money, is decided here (docs/decisions/0018-observability.md).
"""

import logging
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

Name = Literal[
    "PhotosIngested",
    "PhotosFailed",
    "IngestSeconds",
    "GalleriesCreated",
    "OldestProcessingSeconds",
    "ResponseTime",  # this and the next two with a route, the others without
    "ReadCapacity",
    "WriteCapacity",
]
Unit = Literal["Count", "Seconds", "Milliseconds"]
Route = Literal["page", "api", "manage", "event"]

log = logging.getLogger(__name__)


class Metric(NamedTuple):
    """One measurement under its name in CloudWatch."""

    name: Name
    value: float
    unit: Unit = "Count"


def count(name: Name, **facts: object) -> None:
    """It has happened once more."""
    tell(name, [Metric(name, 1)], None, **facts)


def put(name: Name, value: float, *, unit: Unit) -> None:
    tell(name, [Metric(name, value, unit)])


def tell(message: str, metrics: Iterable[Metric], route: Route | None = None, **facts: object) -> None:
    """Write one line with these metrics, in the dimension `route` if there is one; `facts` are for who reads it."""
    log.info(message, extra={"metrics": list(metrics), "route": route, "facts": facts})


def embedded(namespace: str, at: float, metrics: Iterable[Metric], route: Route | None) -> dict[str, Any]:
    """What makes a JSON line metrics: "Embedded metric format", specification in the CloudWatch user guide.

    `at` is in seconds since 1970. `[[]]` is one set of no dimensions.
    """
    metrics = list(metrics)
    directive = {
        "Namespace": namespace,
        "Dimensions": [["Route"] if route else []],
        "Metrics": [{"Name": metric.name, "Unit": metric.unit} for metric in metrics],
    }
    return {"_aws": {"Timestamp": round(at * 1000), "CloudWatchMetrics": [directive]}}
