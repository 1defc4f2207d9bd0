"""The bucket and the queue of its events. Making them a second time changes nothing.

ministack forgets a bucket's configuration and all queues when it is killed, so this runs at every start.
"""

import json
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from embedded.engines import WORK_QUEUE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import QueueConfigurationTypeDef
    from mypy_boto3_sqs import SQSClient

QUEUE = "gallery-events"
DEAD_LETTERS = f"{QUEUE}-failed"
ORIGINALS = "galleries/"  # the only prefix that makes events: renditions never trigger us again
VISIBILITY = 75  # seconds until an event that a killed worker held comes back
RECEIVES = 5  # tries before an event is set aside
# Real timeouts: an engine that hangs must not hang us.
SDK = Config(connect_timeout=3, read_timeout=15, retries={"mode": "standard", "total_max_attempts": 4})


def make_bucket(name: str, origins: list[str]) -> None:
    """The private bucket, open to pages of `origins` (CORS), the queue that announces its originals, and the other."""
    s3: S3Client = boto3.client("s3", config=SDK)
    _create_bucket(s3, name)
    s3.put_public_access_block(
        Bucket=name,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "IgnorePublicAcls": True,
            "BlockPublicPolicy": True,
            "RestrictPublicBuckets": True,
        },
    )
    s3.put_bucket_cors(
        Bucket=name,
        CORSConfiguration={
            "CORSRules": [
                {
                    "AllowedOrigins": origins,
                    "AllowedMethods": ["GET", "HEAD", "PUT", "POST"],
                    "AllowedHeaders": ["*"],
                    "ExposeHeaders": ["ETag"],
                    "MaxAgeSeconds": 3000,
                }
            ]
        },
    )
    sqs: SQSClient = boto3.client("sqs", config=SDK)
    _announce(s3, name, _make_queue(sqs, QUEUE, _from_bucket(name)))
    _make_queue(sqs, WORK_QUEUE)


def _create_bucket(s3: "S3Client", name: str) -> None:
    try:
        s3.head_bucket(Bucket=name)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
            raise
        s3.create_bucket(Bucket=name)


def _make_queue(sqs: "SQSClient", name: str, policy: str = "") -> str:
    """The queue's ARN."""
    failed = _arn(sqs, sqs.create_queue(QueueName=DEAD_LETTERS)["QueueUrl"])
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    redrive = json.dumps({"deadLetterTargetArn": failed, "maxReceiveCount": RECEIVES})
    sqs.set_queue_attributes(
        QueueUrl=url,
        Attributes={"VisibilityTimeout": str(VISIBILITY), "RedrivePolicy": redrive, "Policy": policy},
    )
    return _arn(sqs, url)


def _from_bucket(bucket: str) -> str:
    """The policy of a queue to which only the bucket may send."""
    may_send = {
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": "*",
        "Condition": {"ArnEquals": {"aws:SourceArn": f"arn:aws:s3:::{bucket}"}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [may_send]})


def _arn(sqs: "SQSClient", url: str) -> str:
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def _announce(s3: "S3Client", bucket: str, queue_arn: str) -> None:
    originals: QueueConfigurationTypeDef = {
        "QueueArn": queue_arn,
        "Events": ["s3:ObjectCreated:*"],
        "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": ORIGINALS}]}},
    }
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"QueueConfigurations": [originals]}
    )
