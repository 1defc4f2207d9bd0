"""Pages of a DynamoDB list: LastEvaluatedKey travels to the client and back as a signed cursor."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing

from gallery_project.errors import Invalid

Key = dict[str, dict[str, Any]]  # attribute name -> {"S" | "N": value}, as DynamoDB writes it
T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list; `next_cursor` is "" on the last one."""

    items: list[T]
    next_cursor: str

    def map(self, change: Callable[[T], U]) -> "Page[U]":
        return Page([change(item) for item in self.items], self.next_cursor)


def encode(key: Key | None, scope: str) -> str:
    """A cursor that resumes after `key`, valid only for the list called `scope`; "" for None."""
    return signing.dumps(key, salt=f"cursor:{scope}", compress=True) if key else ""


def decode(cursor: str, scope: str) -> Key | None:
    """The key inside `cursor`; None for "". Raises Invalid for one this list never gave out."""
    if not cursor:
        return None
    try:
        key: Key = signing.loads(cursor, salt=f"cursor:{scope}")
    except signing.BadSignature:
        raise Invalid("cursor", "This cursor does not belong to this list.") from None
    return key
