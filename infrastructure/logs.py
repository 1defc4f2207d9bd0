"""What the function logged, readable."""

import re
import time
from datetime import UTC, datetime

from botocore.exceptions import ClientError

from gallery_project import logs
from infrastructure import aws
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage

_UNITS = {"m": 60, "h": 3600, "d": 86400}


def show(stage: Stage, since: str) -> None:
    """Of the last "10m", "2h" or "1d". Raises CannotDeploy when there is no log or the span is none."""
    begin = int((time.time() - _seconds(since)) * 1000)
    pages = aws.client("logs", stage).get_paginator("filter_log_events")
    try:
        for page in pages.paginate(logGroupName=stage.log_group, startTime=begin):
            for event in page["events"]:
                print(readable(event["timestamp"], event["message"].rstrip()))
    except ClientError as error:
        if aws.is_missing(error):
            raise CannotDeploy(f"There is no log {stage.log_group}: nothing is deployed, or nothing ran yet.") from None
        raise


def readable(timestamp: int, message: str) -> str:
    """A line of ours on one line; Lambda's own lines, which do not begin with their time, get it."""
    said = logs.readable(message)
    if said != message:
        return said
    moment = datetime.fromtimestamp(timestamp / 1000, UTC).isoformat(timespec="milliseconds")
    return f"{moment.replace('+00:00', 'Z')} {message}"


def _seconds(since: str) -> int:
    found = re.fullmatch(r"(\d+)([mhd])", since)
    if not found:
        raise CannotDeploy(f"SINCE is a span like 10m, 2h or 1d, not {since!r}.")
    return int(found[1]) * _UNITS[found[2]]
