"""The door through which AWS reports new objects and hands out queued work; the worker calls it locally.

S3 reports to the function itself, or to a queue (docs/scale.md).
"""

import json
import logging
from typing import Any
from urllib.parse import unquote_plus

from django.conf import settings

from galleries import services as galleries
from gallery_project import about
from gallery_project.entry_points import entry_point, seconds_left
from photos import services as photos

RESERVE = 20.0  # seconds that one more message may take; with fewer left it is not begun
QUEUE_PATIENCE = 5.0  # seconds to wait for another worker: a message that waits in its queue costs nothing
log = logging.getLogger(__name__)

Event = dict[str, Any]


@entry_point
def handle(event: Event, context: Any) -> Event:
    """Take an event of S3 or a batch of messages of a queue (AWS: "Using Lambda with Amazon SQS").

    What comes from S3 itself raises the first error, so that Lambda delivers it again. A batch is answered with the
    messages that are to come again: those that failed, and those for which there was no time.
    """
    messages = [record for record in event.get("Records", []) if record.get("eventSource") == "aws:sqs"]
    failed = [message["messageId"] for message in messages if not _done(message, context)]
    if not messages:
        _receive(event)
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _done(message: Event, context: Any) -> bool:
    """Whether the message has been worked off."""
    seconds = seconds_left(context) - RESERVE
    if seconds < 0:
        return False
    with about.work():
        try:
            _carry(json.loads(message["body"]), seconds)
        except photos.Busy as busy:
            log.info("Later: %s", busy)
            return False
        except Exception:  # one message's trouble must not cost the others
            log.exception("Could not work off the message %s", message["messageId"])
            return False
    return True


def _carry(body: Any, seconds: float) -> None:
    """Raises ValueError for what nobody here can have sent, and whatever the work raises."""
    if not isinstance(body, dict):
        raise ValueError("This is no message of ours.")
    if "work" in body:
        photos.work(message=body, seconds=seconds, patience=QUEUE_PATIENCE)
    elif "Records" in body or body.get("Event") == "s3:TestEvent":
        _receive(body, QUEUE_PATIENCE)
    else:
        raise ValueError("This is no message of ours.")


def _receive(event: Event, patience: float | None = None) -> None:
    """Receive each created object of an S3 event (docs: "Event message structure", S3 user guide).

    Whatever cannot be about a photo is ignored: test events, other buckets, other prefixes, other kinds of event.
    Every record is tried; if any could not be finished, the first error is raised, so that the event comes again.
    """
    failures = []
    for record in event.get("Records", []):
        key = _created_key(record)
        with about.work():
            try:
                if key is not None:
                    galleries.receive(key=key, patience=patience)
            except Exception as error:  # one record's trouble must not cost the others
                log.exception("Could not receive %s", key)
                failures.append(error)
    if failures:
        raise failures[0]


def _created_key(record: Event) -> str | None:
    if record.get("eventSource") != "aws:s3" or not record.get("eventName", "").startswith("ObjectCreated:"):
        return None
    if record["s3"]["bucket"]["name"] != settings.BUCKET_NAME:
        return None
    return unquote_plus(record["s3"]["object"]["key"])
