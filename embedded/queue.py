"""A queue: of what the bucket announces, or of what the site asks for."""

from typing import TYPE_CHECKING

import boto3

from embedded.provision import SDK

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef


class Queue:
    """Messages come back after the queue's visibility timeout unless they are `done`."""

    def __init__(self, name: str) -> None:
        self._sqs: SQSClient = boto3.client("sqs", config=SDK)
        self._url = self._sqs.get_queue_url(QueueName=name)["QueueUrl"]

    def receive(self, wait: int) -> "list[MessageTypeDef]":
        """One message, or none after `wait` seconds: so that idle workers share a burst evenly."""
        answer = self._sqs.receive_message(QueueUrl=self._url, WaitTimeSeconds=wait, MaxNumberOfMessages=1)
        return answer.get("Messages", [])

    def done(self, message: "MessageTypeDef") -> None:
        self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
