"""Items of other tables, copied into ours as they are; `upgrading` completes afterwards what an older system wrote."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from pynamodb.models import Model

from gallery_project.errors import NotFound
from gallery_project.tables import Raw

_AT_ONCE = 8


@dataclass
class Copied:
    """Items that were read, and of those the ones that our table did not have yet."""

    read: int = 0
    written: int = 0


def copy_items(*, source: str, model: type[Model]) -> Iterator[Copied]:
    """Copy from the table `source` what ours lacks, and say after each page how far it is; `source` is only read.

    An item that is here is never overwritten, so a run can be cut off and repeated, and what was edited since stays.
    Raises NotFound when there is no such table.
    """
    client, done = model._get_connection().connection.client, Copied()
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for items in _pages(client, source):
            done.written += sum(threads.map(partial(_put_if_new, client, model), items))
            done.read += len(items)
            yield done


def _pages(client: Any, source: str) -> Iterator[list[Raw]]:
    try:
        for page in client.get_paginator("scan").paginate(TableName=source, ConsistentRead=True):
            yield page["Items"]
    except client.exceptions.ResourceNotFoundException as error:
        raise NotFound(f"There is no table {source} in this account and region.") from error


def _put_if_new(client: Any, model: type[Model], item: Raw) -> bool:
    key = {"#key": model._hash_key_attribute().attr_name}
    condition = {"ConditionExpression": "attribute_not_exists(#key)", "ExpressionAttributeNames": key}
    try:
        client.put_item(TableName=model.Meta.table_name, Item=item, **condition)
    except client.exceptions.ConditionalCheckFailedException:
        return False
    return True
