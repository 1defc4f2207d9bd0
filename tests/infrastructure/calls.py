"""Which rights a call of AWS's API needs: for each the IAM action, the resource and what conditions may ask about.

Source: Service Authorization Reference, "Actions, resources, and condition keys" of each service, and the pages that a
function names. Tables and bucket have other names in the tests; what comes out has those of the template.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings

REGION, ACCOUNT, STAGE = "us-east-1", "123456789012", "production"
PREFIX = f"gallery-{STAGE}"
BUCKET = f"{PREFIX}-media-{ACCOUNT}"
_TABLES = {
    "galleries": "Galleries",
    "photos": "GalleryPhotos",
    "facets": "PhotoFacets",
    "ratings": "PhotoRatings",
    "accounts": "Accounts",
    "claims": "Claims",
}
Params = Mapping[str, Any]


class UnknownCall(AssertionError):
    """Nobody has said yet which rights this call needs."""


@dataclass(frozen=True)
class Need:
    """One right that a call needs; `context` holds the condition keys that AWS would know of it."""

    action: str
    resource: str
    context: Mapping[str, str] = field(default_factory=dict, compare=False)


def needs(service: str, operation: str, params: Params) -> Sequence[Need]:
    """All of them; without one the call is refused. Raises UnknownCall when it is not in the map."""
    make = _RIGHTS.get(f"{service}:{operation}")
    if make is None:
        raise UnknownCall(f"tests/infrastructure/calls.py does not know which rights {service}:{operation} needs.")
    return list(make(params))


# --- DynamoDB -------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _table_names() -> dict[str, str]:
    """The template's name of each table, by the one that it has here."""
    return {settings.TABLES[key]: f"{PREFIX}-{name}" for key, name in _TABLES.items()}


def _table(name: str, index: str | None = None) -> str:
    table = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{_table_names().get(name, name)}"
    return f"{table}/index/{index}" if index else table


def _on_table(operation: str) -> Callable[[Params], Iterator[Need]]:
    def rights(params: Params) -> Iterator[Need]:
        yield Need(f"dynamodb:{operation}", _table(params["TableName"], params.get("IndexName")))

    return rights


def _batch(operation: str) -> Callable[[Params], Iterator[Need]]:
    """Each has an action of its own, on every table it names."""

    def rights(params: Params) -> Iterator[Need]:
        return (Need(f"dynamodb:{operation}", _table(name)) for name in params["RequestItems"])

    return rights


def _transaction(params: Params) -> Iterator[Need]:
    """Rights of the single calls; source: DynamoDB Developer Guide, "Using IAM with DynamoDB transactions"."""
    actions = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
    for each in params["TransactItems"]:
        ((kind, item),) = each.items()
        yield Need(f"dynamodb:{actions[kind]}", _table(item["TableName"]))


# --- S3 -------------------------------------------------------------------------------------------


def _bucket(name: str) -> str:
    return f"arn:aws:s3:::{BUCKET if name == settings.BUCKET_NAME else name}"


def _object(action: str) -> Callable[[Params], Iterator[Need]]:
    def rights(params: Params) -> Iterator[Need]:
        yield Need(f"s3:{action}", f"{_bucket(params['Bucket'])}/{params['Key']}")

    return rights


def _reading(params: Params) -> Iterator[Need]:
    """Without ListBucket a missing object is answered by 403, and the code goes by 404.

    Source: S3 API Reference, HeadObject and GetObject, "Permissions". Neither carries a prefix for a condition.
    """
    yield from _object("GetObject")(params)
    yield Need("s3:ListBucket", _bucket(params["Bucket"]))


def _listing(params: Params) -> Iterator[Need]:
    context = {"s3:prefix": params["Prefix"]} if params.get("Prefix") else {}
    yield Need("s3:ListBucket", _bucket(params["Bucket"]), context)


def _copying(params: Params) -> Iterator[Need]:
    """Source: S3 API Reference, CopyObject, "Permissions"; a missing source is 404 as in `_reading`."""
    yield from _reading(params["CopySource"])
    yield from _object("PutObject")(params)


def _deleting(params: Params) -> Iterator[Need]:
    for each in params["Delete"]["Objects"]:
        yield Need("s3:DeleteObject", f"{_bucket(params['Bucket'])}/{each['Key']}")


# --- the rest -------------------------------------------------------------------------------------


def _sending(params: Params) -> Iterator[Need]:
    is_work = params["QueueUrl"] == settings.WORK_QUEUE_URL
    name = f"{PREFIX}-work" if is_work else params["QueueUrl"].rpartition("/")[2]
    yield Need("sqs:SendMessage", f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}")


def _secrets(params: Params) -> Iterator[Need]:
    """The path is the resource, as it was asked for: with its last slash, if it has one. Tests have other stages."""
    path = re.sub(r"^/gallery/[a-z]+/", f"/gallery/{STAGE}/", params["Path"])
    yield Need("ssm:GetParametersByPath", f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter{path}")


_SINGLE = ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "DescribeTable")
_RIGHTS: dict[str, Callable[[Params], Iterator[Need]]] = {
    **{f"dynamodb:{operation}": _on_table(operation) for operation in _SINGLE},
    **{f"dynamodb:{operation}": _batch(operation) for operation in ("BatchGetItem", "BatchWriteItem")},
    "dynamodb:TransactWriteItems": _transaction,
    "s3:HeadBucket": _listing,
    "s3:ListObjectsV2": _listing,
    "s3:HeadObject": _reading,
    "s3:GetObject": _reading,
    "s3:PutObject": _object("PutObject"),
    "s3:CopyObject": _copying,
    "s3:DeleteObjects": _deleting,
    "s3:CreateMultipartUpload": _object("PutObject"),
    "s3:UploadPart": _object("PutObject"),
    "s3:CompleteMultipartUpload": _object("PutObject"),
    "s3:AbortMultipartUpload": _object("AbortMultipartUpload"),
    "s3:ListParts": _object("ListMultipartUploadParts"),
    "sqs:SendMessage": _sending,
    "sqs:SendMessageBatch": _sending,
    "ssm:GetParametersByPath": _secrets,
}
