"""Serializer fields that take a value of their type and nothing that merely could be turned into one."""

import math
from typing import Any

from django.http import QueryDict
from rest_framework import serializers


class Text(serializers.CharField):
    """A string; a number or a boolean is none. Whether it is too long or empty, the service says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_blank": True, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A whole number; a string of digits only where the body is a form, which knows no numbers."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or (isinstance(data, float) and not data.is_integer()) or _is_text(self, data):
            self.fail("invalid")
        return super().to_internal_value(data)


class Number(serializers.FloatField):
    """A finite number that DynamoDB can hold: 0, or from 1e-130 to 1e126."""

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool) or _is_text(self, data):
            self.fail("invalid")
        value = super().to_internal_value(data)
        if not math.isfinite(value) or abs(value) > 1e100:
            self.fail("invalid")
        return value if abs(value) > 1e-100 else 0.0


class YesNo(serializers.BooleanField):
    """true or false; a number or a word is neither."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool) and not isinstance(getattr(self.root, "initial_data", None), QueryDict):
            self.fail("invalid", input=data)
        return super().to_internal_value(data)


class Several(serializers.ListField):
    """A list of at most `max_length` things, which are counted before any of them is looked at.

    DRF's own looks at all of them first; its `many=True, max_length=N` counts first by itself.
    """

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self._most = max_length

    def to_internal_value(self, data: Any) -> list[Any]:
        if isinstance(data, list) and len(data) > self._most:
            self.fail("max_length", max_length=self._most)
        return super().to_internal_value(data)


def _is_text(field: serializers.Field[Any, Any, Any, Any], data: Any) -> bool:
    """Whether digits came as text although JSON could have said a number; forms and queries cannot, but in ASCII."""
    is_form = isinstance(getattr(field.root, "initial_data", None), QueryDict)
    return isinstance(data, str) and not (is_form and data.isascii())
