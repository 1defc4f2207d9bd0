"""Everything that the product has stored, so that two moments can be compared."""

import json
import os
from collections.abc import Iterator
from typing import Any

import boto3
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSPreparedRequest, AWSRequest
from django.conf import settings

from tests import make, wire

_session = requests.Session()
_session.trust_env = False
_COUNTERS = ("LIMIT#", "SESSION#")  # what a refused request may well move
_NEVER_BACK = {"lastUsedAt", "photoSeq"}  # a number that was given to a refused photo is given to no other
_WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems")


def write(request: AWSPreparedRequest) -> bool:
    """Whether this call to AWS could change a table or the bucket; moving a counter does not count."""
    name = wire.operation(request)
    body = request.body.decode() if isinstance(request.body, bytes) and name in _WRITES else ""
    counts = any(f'"pk": {{"S": "{counter}' in body for counter in _COUNTERS)
    return (name in _WRITES and not counts) or name in ("S3 PUT", "S3 POST", "S3 DELETE")


def everything() -> set[str]:
    """All items of all tables and all keys of the bucket, without counters, sessions and last uses."""
    items = {f"{table} {item}" for table in settings.TABLES.values() for item in _items(table)}
    return items | set(make.keys_under(""))


def _items(table: str) -> Iterator[str]:
    start: dict[str, Any] = {}
    while True:
        page = _scan({"TableName": table, "ConsistentRead": True, **start})
        for item in page["Items"]:
            if not item.get("pk", {}).get("S", "").startswith(_COUNTERS):
                for name in _NEVER_BACK & set(item):
                    del item[name]
                yield json.dumps(item, sort_keys=True)
        if "LastEvaluatedKey" not in page:
            return
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def _scan(wish: dict[str, Any]) -> dict[str, Any]:
    """One page, without boto3's parser, which would take most of the time."""
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.Scan"}
    request = AWSRequest("POST", os.environ["AWS_ENDPOINT_URL_DYNAMODB"], headers, json.dumps(wish))
    credentials = boto3.Session().get_credentials()
    assert credentials
    SigV4Auth(credentials, "dynamodb", settings.AWS_REGION).add_auth(request)
    answer = _session.post(str(request.url), data=request.body, headers=dict(request.headers), timeout=30)
    answer.raise_for_status()
    page: dict[str, Any] = answer.json()
    return page
