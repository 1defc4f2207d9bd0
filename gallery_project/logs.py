"""Lines of the log: JSON for machines, or plain ones for a terminal; one event never makes two lines of JSON."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

from gallery_project import about, metrics

_MOST = 16_000  # characters of one text: CloudWatch takes lines of a megabyte, but nobody reads them
# What libraries put into their errors and nobody may read in a log: e-mail addresses, tokens of ours, signatures.
_SECRET = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bgallery_[\w-]+_[0-9a-f]{16}_[\w-]{20,}|(?<=Signature=)[^&\s\"']+|(?<=Bearer )\S+"
)


class JSONLines(logging.Formatter):
    """A JSON object a line, ASCII alone, so that nothing within a text ends the line."""

    def __init__(self, stage: str, namespace: str) -> None:
        super().__init__()
        self._stage, self._namespace = stage, namespace

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "time": moment.replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            **({"stage": self._stage} if self._stage else {}),
            **about.known(),
            **_facts(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = _exception(record.exc_info[1])
        told = getattr(record, "metrics", [])
        if told and self._namespace:
            line |= metrics.embedded(self._namespace, record.created, told, getattr(record, "route", None))
        return json.dumps(line, default=str)


class PlainLines(logging.Formatter):
    """For a terminal: what is known follows the message; only a traceback has lines of its own."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = " ".join([_one_line(_message(record)), *_pairs(_facts(record))])
        return super().formatMessage(record)


def readable(line: str) -> str:
    """A line of JSON as one plain line without colours; any other line as it is."""
    try:
        said = json.loads(line)
    except ValueError:
        return line.rstrip("\n")
    if not isinstance(said, dict) or "message" not in said:
        return line.rstrip("\n")
    start = [str(said.pop(name, "")) for name in ("time", "level", "logger")]
    message, exception = _one_line(str(said.pop("message"))), said.pop("exception", None)
    failure = [f"[{exception['type']}: {_one_line(exception['message'])}]"] if exception else []
    known = {name: value for name, value in said.items() if name not in ("_aws", "stage")}
    return " ".join([*filter(None, start), message, *failure, *_pairs(known)])


def _message(record: logging.LogRecord) -> str:
    """Without the path that Django puts there: some hold a token, as that of a page to set a password."""
    request = getattr(record, "request", None)
    if request is None or not isinstance(record.args, tuple) or not record.args:
        return scrubbed(record.getMessage())
    view = about.known().get("view", "no view")
    return scrubbed(record.msg % tuple(view if arg == request.path else arg for arg in record.args))


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    told: list[metrics.Metric] = getattr(record, "metrics", [])
    route = getattr(record, "route", None)
    group = {"Route": route} if route else {}
    return {**group, **getattr(record, "facts", {}), **{metric.name: metric.value for metric in told}}


def _exception(error: BaseException) -> dict[str, str]:
    kind = type(error)
    stack = "".join(traceback.format_exception(error))
    return {
        "type": f"{kind.__module__}.{kind.__qualname__}",
        "message": scrubbed(str(error)),
        "stack": scrubbed(stack[-_MOST:]),
    }


def scrubbed(text: str) -> str:
    return _SECRET.sub("…", text[:_MOST])


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _pairs(facts: dict[str, Any]) -> list[str]:
    return [f"{name}={_one_line(str(value))}" for name, value in facts.items()]
