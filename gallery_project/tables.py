"""The PynamoDB base: one connection policy, one page per query, transactions that retry on conflict."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache, reduce
from operator import and_
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _
from pynamodb.connection import Connection, TableConnection
from pynamodb.exceptions import DeleteError, PutError, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.pagination import ResultIterator
from pynamodb.transactions import TransactWrite

from gallery_project import consumption, pagination
from gallery_project.errors import Conflict

consumption.watch()

M = TypeVar("M", bound=Model)
T = TypeVar("T")
Raw = Mapping[str, Any]  # an item as DynamoDB holds it: attribute name -> {"S" | "N" | ...: value}

# Reasons of a cancelled transaction that a second try can cure; source: TransactWriteItems, AWS API reference.
_PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
_PASSING_ERRORS = {
    "TransactionConflictException",
    "TransactionInProgressException",
    "ThrottlingException",
    "ProvisionedThroughputExceededException",
}


class Contended(Conflict):
    """Another writer was there in the same moment: read again and try again, or let the caller do so."""

    def __init__(self) -> None:
        super().__init__(_("Many changes are being made here at this moment. Please try again."))


class Refused(Exception):
    """A write's condition did not hold, so nothing was written."""


class TableMeta:
    """Connection settings that every table shares (seconds, attempts)."""

    region = settings.AWS_REGION
    billing_mode = "PAY_PER_REQUEST"
    connect_timeout_seconds = 3
    read_timeout_seconds = 10
    max_retry_attempts = 2  # botocore waits up to a second before the first, two before the second: a page waits too
    max_pool_connections = 32


class Table(Model):
    """The base of every model: all tables are asked through one client, so through the connections that it keeps open.

    PynamoDB makes a client for each model. A page of three tables would read the description of DynamoDB three times
    and shake hands with it three times, which a function that just started does before it can answer.
    """

    @classmethod
    def _get_connection(cls) -> TableConnection:
        own, shared = super()._get_connection(), _connection()
        if own.connection is not shared:
            shared._tables[own.table_name] = own.connection._tables[own.table_name]
            own.connection = shared
        return own


def can_be_id(text: str) -> bool:
    """Whether `text` can be a key at all: DynamoDB refuses an empty one, and a sort key above 1024 bytes."""
    return 0 < len(text.encode()) <= 1024


def now() -> datetime:
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """ISO 8601 with milliseconds and `Z`, as all five older systems write it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def query_page(query: Callable[..., ResultIterator[M]], size: int, cursor: str, scope: str) -> pagination.Page[M]:
    """Run exactly one Query and return up to `size` items.

    `query` takes `limit`, `page_size` and `last_evaluated_key`; `scope` names the list, so that its cursors fit no
    other. One item more than `size` is asked for, so that a full last page is known to be the last. A filter may
    make a page short, but never makes it read more.
    """
    start = pagination.decode(cursor, scope)
    results = query(limit=size + 1, page_size=size + 1, last_evaluated_key=start)
    raw = next(results.page_iter)
    last = raw.get("LastEvaluatedKey")
    if len(raw["Items"]) > size:
        last = {name: raw["Items"][size - 1][name] for name in results.page_iter.key_names}
    make: Any = results._map_fn
    return pagination.Page([make(item) for item in raw["Items"][:size]], pagination.encode(last, scope))


def differences(before: M, after: M) -> list[Action]:
    """The update that turns one item into the other and touches no attribute in which they agree."""
    old, new = before.serialize(), after.serialize()
    actions: list[Action] = []
    for name, attribute in after.get_attributes().items():
        if old.get(attribute.attr_name) != new.get(attribute.attr_name):
            value = getattr(after, name)
            actions.append(attribute.remove() if value is None else attribute.set(value))
    return actions


def raw_item(model: type[M], hash_key: str, range_key: str | None = None) -> Raw:
    """The item as DynamoDB holds it, read consistently: what it lacks is not hidden by defaults. {} for none."""
    answer = model._get_connection().get_item(hash_key, range_key, consistent_read=True)
    found: Raw = answer.get("Item", {})
    return found


def lacking(raw: Raw, before: M, after: M, names: Iterable[str]) -> list[Action]:
    """The update that gives the item `raw`, which reads as `before`, what `after` says of these attributes."""
    wanted = after.serialize()
    actions: list[Action] = []
    for name in names:
        attribute, value = getattr(type(after), name), getattr(after, name)
        is_there = attribute.attr_type in raw.get(attribute.attr_name, {})  # and of our type
        is_due = not is_there or getattr(before, name) != value
        if attribute.attr_name in wanted and is_due:
            actions.append(attribute.set(value))
    return actions


def as_read(raw: Raw, item: Model, names: Iterable[str]) -> Condition:
    """The condition that these attributes of the item `raw` are still what they were."""
    attributes = {name: getattr(type(item), name) for name in names}
    held = {name: attribute for name, attribute in attributes.items() if attribute.attr_name in raw}
    same = (attribute == raw[attribute.attr_name] for attribute in held.values())
    absent = (attribute.does_not_exist() for name, attribute in attributes.items() if name not in held)
    condition: Condition = reduce(and_, [*same, *absent])
    return condition


@lru_cache(maxsize=1)
def _connection() -> Connection:
    return Connection(
        region=TableMeta.region,
        connect_timeout_seconds=TableMeta.connect_timeout_seconds,
        read_timeout_seconds=TableMeta.read_timeout_seconds,
        max_retry_attempts=TableMeta.max_retry_attempts,
        max_pool_connections=TableMeta.max_pool_connections,
    )


def transact(build: Callable[[TransactWrite], None]) -> None:
    """Commit the writes that `build` adds, all or none.

    Raises Refused when a condition does not hold, Contended when another transaction holds one of the items.
    """
    try:
        with TransactWrite(connection=_connection()) as transaction:
            build(transaction)
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if "ConditionalCheckFailed" in codes:
            raise Refused from error
        if codes & _PASSING or error.cause_response_code in _PASSING_ERRORS:
            raise Contended from error
        raise


@contextmanager
def conditional() -> Iterator[None]:
    """Around one plain conditional write. Raises Refused and Contended as `transact` does."""
    try:
        yield
    except (PutError, UpdateError, DeleteError) as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise Refused from error
        if error.cause_response_code in _PASSING_ERRORS:
            raise Contended from error
        raise


def retrying(attempt: Callable[[], T]) -> T:
    """Repeat `attempt` while it raises Contended, with growing, jittered pauses; in the end Contended is raised."""
    for pause in pauses():
        try:
            return attempt()
        except Contended:
            time.sleep(pause)
    raise Contended


def pauses(tries: int = 14, first: float = 0.01, longest: float = 1.0) -> Iterator[float]:
    """Seconds to wait after each try: full jitter under a doubling ceiling, about 4 s on average in all."""
    for number in range(tries):
        yield random.uniform(0, min(longest, first * 2**number))  # noqa: S311 (no secret)
