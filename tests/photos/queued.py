"""Messages of a queue as Lambda hands them over (AWS: "Using Lambda with Amazon SQS", standard queue message event)."""

import json
from typing import Any


def batch(*bodies: Any) -> dict[str, Any]:
    """A batch of messages named 0, 1, 2 …, with these bodies; text is sent as it is."""
    texts = [body if isinstance(body, str) else json.dumps(body) for body in bodies]
    return {"Records": [_message(str(number), text) for number, text in enumerate(texts)]}


def _message(message_id: str, body: str) -> dict[str, Any]:
    return {
        "messageId": message_id,
        "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": "1545082649183",
            "SenderId": "AIDAIENQZJOLO23YVJ4VO",
            "ApproximateFirstReceiveTimestamp": "1545082649185",
        },
        "messageAttributes": {},
        "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:gallery-production-events",
        "awsRegion": "us-east-1",
    }


def failed(answer: Any) -> list[int]:
    """The numbers of the messages that are to come again."""
    assert set(answer) == {"batchItemFailures"}
    return [int(each["itemIdentifier"]) for each in answer["batchItemFailures"]]


class Context:
    """What Lambda hands over beside the event: the seconds that are left, one value for each time it is asked."""

    def __init__(self, *left: float) -> None:
        self._left = list(left)

    def get_remaining_time_in_millis(self) -> int:
        return round(self._left.pop(0) * 1000)
