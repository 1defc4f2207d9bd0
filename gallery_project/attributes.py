"""Attributes that older systems wrote in other types than ours; what cannot be understood reads as absent."""

import json
import math
from typing import Any

from pynamodb.attributes import ListAttribute, MapAttribute, NumberAttribute
from pynamodb.constants import LIST, MAP, NUMBER, STRING


class Years(ListAttribute[Any]):
    """A list of years; older items hold them as strings, or hold just one."""

    def get_value(self, value: dict[str, Any]) -> Any:
        if STRING in value or NUMBER in value:
            return [value]
        return value[LIST]

    def deserialize(self, value: Any) -> list[Any]:
        return [int(year) for item in value for year in item.values() if str(year).strip().isdigit()]


class Number(NumberAttribute):
    """A number; older items may hold it as text."""

    def get_value(self, value: dict[str, Any]) -> Any:
        return value.get(NUMBER, value.get(STRING))

    def deserialize(self, value: Any) -> Any:
        return _number(value) if isinstance(value, str) else None


class Count(NumberAttribute):
    """A number that transactions add to. As text it counts as absent, for DynamoDB adds nothing to text."""

    def get_value(self, value: dict[str, Any]) -> Any:
        return value.get(NUMBER)

    def deserialize(self, value: Any) -> Any:
        return None if value is None else json.loads(value)


class Facts(MapAttribute[str, Any]):
    """A map of anything; older items may hold it as the text of a JSON object."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)  # type: ignore[no-untyped-call]

    @classmethod
    def is_raw(cls) -> bool:
        return True

    def get_value(self, value: dict[str, Any]) -> Any:
        return value.get(MAP, value.get(STRING))

    def deserialize(self, values: Any) -> Any:
        if isinstance(values, dict):
            return super().deserialize(values)  # type: ignore[no-untyped-call]
        return _object(values) if isinstance(values, str) else None


def _object(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text, parse_float=_number, parse_constant=_number)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _number(text: str) -> float | int | None:
    """The finite number that `text` says, whole if it is whole; else None."""
    try:
        number = float(text)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number
