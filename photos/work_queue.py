"""Work for other processes, through an SQS queue; only this module sends to it. `photos.events.handle` receives.

Messages may come twice, late and in any order.
"""

import json
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from django.conf import settings

from gallery_project.tables import Contended, pauses

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

Message = dict[str, Any]
_MOST = 10  # messages in one SendMessageBatch (SQS API reference)


def exists() -> bool:
    """Whether there is a queue to send to; without one, whoever asks for work does it."""
    return bool(settings.WORK_QUEUE_URL)


def send(messages: Iterable[Message]) -> int:
    """Queue the messages and return how many. Raises Contended when SQS goes on refusing some of them.

    Whatever was sent by then stays sent.
    """
    sent, rest = 0, iter(messages)
    while batch := list(islice(rest, _MOST)):
        _send(batch)
        sent += len(batch)
    return sent


def _send(due: Sequence[Message]) -> None:
    for pause in pauses():
        entries: Any = [{"Id": str(number), "MessageBody": json.dumps(each)} for number, each in enumerate(due)]
        answer = _client().send_message_batch(QueueUrl=settings.WORK_QUEUE_URL, Entries=entries)
        due = [due[int(refused["Id"])] for refused in answer.get("Failed", [])]
        if not due:
            return
        time.sleep(pause)
    raise Contended


@lru_cache(maxsize=1)
def _client() -> "SQSClient":
    config = Config(connect_timeout=3, read_timeout=10, retries={"max_attempts": 4, "mode": "standard"})
    return boto3.client("sqs", region_name=settings.AWS_REGION, config=config)
