"""Serializer fields that take a value of their type and nothing that merely could be turned into one."""

import math
from typing import Any

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
        if isinstance(data, bool) or (isinstance(data, float) and not data.is_integer()):
            self.fail("invalid")
        return super().to_internal_value(data)


class Number(serializers.FloatField):
    """A finite number that DynamoDB can hold (its limit is 1e126)."""

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool):
            self.fail("invalid")
        value = super().to_internal_value(data)
        if not math.isfinite(value) or abs(value) > 1e100:
            self.fail("invalid")
        return value
