"""Items of several tables in one read."""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pynamodb.models import Model

from gallery_project.tables import Contended, Raw, pauses

M = TypeVar("M", bound=Model)
_MOST = 100  # keys in one BatchGetItem (AWS API reference)


class Found:
    """Items of several tables, as `read_together` found them; what does not exist is left out."""

    def __init__(self) -> None:
        self._items: dict[str, list[Raw]] = {}

    def add(self, responses: Mapping[str, list[Raw]]) -> None:
        for table, items in responses.items():
            self._items.setdefault(table, []).extend(items)

    def of(self, model: type[M]) -> list[M]:
        """Those of one table, in no order."""
        return [model.from_raw_data({**raw}) for raw in self._items.get(model.Meta.table_name, [])]


def read_together(wanted: Mapping[type[Model], Iterable[tuple[str, ...]]]) -> Found:
    """Items of several tables by their keys, (hash,) or (hash, range), read consistently, a hundred by one call.

    Raises Contended when DynamoDB holds back some of them for too long.
    """
    asked = [(model, key) for model, keys in wanted.items() for key in dict.fromkeys(keys)]
    found = Found()
    for start in range(0, len(asked), _MOST):
        _read(asked[start : start + _MOST], found)
    return found


def _read(asked: Sequence[tuple[type[Model], tuple[str, ...]]], found: Found) -> None:
    due: dict[str, Any] = {}
    for model, key in asked:
        table = due.setdefault(model.Meta.table_name, {"Keys": [], "ConsistentRead": True})
        attributes = (model._hash_key_attribute(), model._range_key_attribute())
        names = [attribute.attr_name for attribute in attributes if attribute]
        table["Keys"].append({name: {"S": part} for name, part in zip(names, key, strict=False)})
    connection = asked[0][0]._get_connection().connection
    for pause in pauses():
        answer = connection.dispatch("BatchGetItem", {"RequestItems": due})
        found.add(answer["Responses"])
        due = answer.get("UnprocessedKeys") or {}
        if not due:
            return
        time.sleep(pause)
    raise Contended
