"""What the doors of the native API share: reading what was sent, and answering things and lists."""

from collections.abc import Mapping
from typing import Any

from django.core.validators import RegexValidator
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from gallery_project.fields import Text, Whole
from gallery_project.preconditions import etag

MOST_LISTED = 200
# A character that stays when white space is cut off; U+001C to U+001F are white space to Python, not to JSON Schema.
NEEDED = RegexValidator(r"[^\s\x00-\x1f]", "Some text is needed.")

IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": r'^(\*|"(0|[1-9][0-9]{0,15})")$'},
    OpenApiParameter.HEADER,
    description="The ETag of the version that is to be changed; without it, whatever is current is changed.",
)
ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=[200, 201], description="The thing's version, for If-Match."
)
LOCATION = OpenApiParameter(
    "Location", str, OpenApiParameter.HEADER, response=[201], description="The address of what was made."
)


class PageWish(serializers.Serializer[Any]):
    """Which page of a list, and how long."""

    limit = Whole(required=False, default=60, min_value=1, max_value=MOST_LISTED, help_text="Things on one page.")
    cursor = Text(
        required=False, default="", max_length=4000, help_text="`nextCursor` of the page before; empty for the first."
    )


def parsed(serializer: type[serializers.Serializer[Any]], data: Any) -> dict[str, Any]:
    """What was sent, in the shape of the serializer. Raises DRF's ValidationError, which names the fields."""
    read = serializer(data=data)
    read.is_valid(raise_exception=True)
    values: dict[str, Any] = read.validated_data
    return values


def versioned(body: Mapping[str, Any], revision: float, status: int = 200, location: str = "") -> Response:
    """One thing with its ETag and, when it is new, its address."""
    headers = {"ETag": etag(revision)} | ({"Location": location} if location else {})
    return Response(body, status=status, headers=headers)


def listed(name: str, items: list[Any], next_cursor: str) -> Response:
    return Response({name: items, "nextCursor": next_cursor})
