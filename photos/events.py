"""The door through which S3 reports new objects: registered with Zappa on AWS, called by the worker locally."""

import logging
from typing import Any
from urllib.parse import unquote_plus

from django.conf import settings

from galleries import services as galleries

log = logging.getLogger(__name__)


def handle(event: dict[str, Any], context: object = None) -> None:
    """Receive each created object of an S3 event (docs: "Event message structure", S3 user guide).

    Whatever cannot be about a photo is ignored: test events, other buckets, other prefixes, other kinds of event.
    Every record is tried; if any could not be finished, the first error is raised, so that the event comes again.
    """
    failures = []
    for record in event.get("Records", []):
        key = _created_key(record)
        try:
            if key is not None:
                galleries.receive(key=key)
        except Exception as error:  # one record's trouble must not cost the others
            log.exception("Could not receive %s", key)
            failures.append(error)
    if failures:
        raise failures[0]


def _created_key(record: dict[str, Any]) -> str | None:
    if record.get("eventSource") != "aws:s3" or not record.get("eventName", "").startswith("ObjectCreated:"):
        return None
    if record["s3"]["bucket"]["name"] != settings.BUCKET_NAME:
        return None
    return unquote_plus(record["s3"]["object"]["key"])
