"""Clients of AWS, all with the same patience."""

from typing import Any, NamedTuple

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from infrastructure.stages import Stage

_LONGEST = 400  # characters
_SDK = Config(connect_timeout=5, read_timeout=60, retries={"max_attempts": 6, "mode": "standard"})


def client(service: str, stage: Stage) -> Any:
    """Of this service in the stage's region; credentials and endpoint are those of our environment."""
    make: Any = boto3.client  # typed for named services only
    return make(service, region_name=stage.region, config=_SDK)


class Identity(NamedTuple):
    """Whose credentials these are; `partition` is "aws", or the name of one of Amazon's separate clouds."""

    account: str
    partition: str
    name: str


def identity(stage: Stage) -> Identity:
    found = client("sts", stage).get_caller_identity()
    _, partition, *_, name = found["Arn"].split(":")
    return Identity(found["Account"], partition, name)


def code(error: ClientError) -> str:
    """AWS's own name of what went wrong."""
    return str(error.response.get("Error", {}).get("Code", ""))


def message(error: ClientError) -> str:
    """AWS's own words, as the end of a sentence; without the middle of what it may quote of ours."""
    words = " ".join(str(error.response.get("Error", {}).get("Message", "")).split()).rstrip(".")
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"


def is_missing(error: ClientError) -> bool:
    """Whether the thing is not there, in the words of the services that we use."""
    return code(error) in {
        "404",
        "NoSuchBucket",
        "NotFoundException",
        "ParameterNotFound",
        "ResourceNotFoundException",
        "NoSuchEntity",
    } or "does not exist" in message(error)
