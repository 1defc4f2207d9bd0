"""Pages of a DynamoDB list: LastEvaluatedKey travels to the client and back as a sealed cursor."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from gallery_project.errors import Invalid

if TYPE_CHECKING:  # its library of 12 MB is loaded for the first cursor, which no first page has
    from cryptography.fernet import Fernet

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
    """A cursor that resumes after `key`, valid only for the list called `scope`; "" for None.

    Encrypted and not just signed: DynamoDB resumes after the last item it *read*, which a filter may have hidden.
    """
    return _cipher(scope).encrypt(json.dumps(key).encode()).decode() if key else ""


def decode(cursor: str, scope: str) -> Key | None:
    """The key inside `cursor`; None for "". Raises Invalid for one this list never gave out."""
    if not cursor:
        return None
    from cryptography.fernet import InvalidToken

    try:
        key: Key = json.loads(_cipher(scope).decrypt(cursor.encode()))
    except InvalidToken:
        raise Invalid("cursor", _("This cursor does not belong to this list.")) from None
    return key


def _cipher(scope: str) -> "Fernet":
    from cryptography.fernet import Fernet

    secret = salted_hmac(f"cursor:{scope}", b"", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(secret))


def chained(parts: Mapping[str, Callable[[str, int], Page[T]]], cursor: str, size: int) -> Page[T]:
    """One list after the other as one; each part makes its page from a cursor and a size.

    The cursor says in which part it goes on. Raises Invalid for one that names no part.
    """
    first, _bar, inner = cursor.partition("|")
    names = list(parts)
    if first not in ("", *names):
        raise Invalid("cursor", _("This cursor does not belong to this list."))
    items: list[T] = []
    for name in names[names.index(first or names[0]) :]:
        page = parts[name](inner, size - len(items))
        items, inner = items + page.items, ""
        if page.next_cursor:
            return Page(items, f"{name}|{page.next_cursor}")
        if len(items) == size:
            return Page(items, "".join(f"{later}|" for later in names[names.index(name) + 1 :][:1]))
    return Page(items, "")
