"""What all doors of the older systems share."""

from typing import Any, TypeVar

from django.conf import settings
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.actors import Actor
from accounts.identity import actor_of, on_behalf
from gallery_project.errors import Invalid
from gallery_project.parsers import too_large

S = TypeVar("S", bound=serializers.Serializer[Any])
MOST_LISTED = 200


class Door(APIView):
    """An APIView outside the native API's schema, which refuses a large body before it is read."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.MAX_BODY_BYTES:
            raise too_large()


def body_of(request: Request) -> dict[str, Any]:
    """The JSON object or form (a QueryDict) that was sent; {} for none. Raises Invalid for any other JSON."""
    data: Any = request.data
    if data is None or data == "":
        return {}
    if not isinstance(data, dict):
        raise Invalid("body", "Send a JSON object.")
    return data


def checked(serializer: type[S], data: Any) -> dict[str, Any]:
    """What `data` holds of the serializer's fields, each of its type. Raises DRF's ValidationError."""
    read = serializer(data=data)
    read.is_valid(raise_exception=True)
    return read.validated_data  # type: ignore[no-any-return]


def acting(request: Request, values: dict[str, Any]) -> Actor:
    """The caller, or with an on-behalf token the person that the values name as `userId` (once `deviceId`)."""
    return on_behalf(actor_of(request), values.get("userId") or values.get("deviceId") or "")


def limit_of(request: Request, default: int, most: int = MOST_LISTED) -> int:
    """How many things of a list to answer. Raises Invalid."""
    text = request.query_params.get("limit")
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= most):
        raise Invalid("limit", f"A whole number from 1 to {most}.")
    return int(text)


def needed(values: dict[str, Any], *names: str) -> str:
    """The first of these values that is given, all of them names for one thing. Raises Invalid."""
    found = next((values[name] for name in names if values.get(name)), None)
    if not isinstance(found, str):
        raise Invalid(names[0], f"A {names[0]} is needed.")
    return found
