"""The shapes of what the older systems' clients send; unknown fields are ignored, wrong types are refused."""

import json
import re
from typing import Any

from django.http import QueryDict
from rest_framework import serializers

from gallery_project.errors import Invalid
from gallery_project.fields import Number, Several, Text, Whole, YesNo

_FOUR_DIGITS = re.compile("[0-9]{4}")


class Year(Whole):
    """A whole number; older clients send its digits as text."""

    def to_internal_value(self, data: Any) -> int:
        return super().to_internal_value(int(data) if isinstance(data, str) and _FOUR_DIGITS.fullmatch(data) else data)


class Tags(Several):
    """A list of texts; in a form, which knows no lists, a JSON array or words separated by commas."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=Text(), max_length=100, **kwargs)

    def get_value(self, dictionary: Any) -> Any:
        if not isinstance(dictionary, QueryDict):
            return dictionary.get(self.field_name, serializers.empty)
        values = dictionary.getlist(str(self.field_name))
        return serializers.empty if not values else values if len(values) > 1 else tag_list(values[0])


def tag_list(text: str) -> Any:
    """What a form's text says: a JSON array, else words separated by commas. Raises Invalid."""
    if not text.lstrip().startswith(("[", "{")):
        return [tag for tag in text.split(",") if tag.strip()]
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid("tags", "A JSON array of texts is needed.") from None


class WordingFields(serializers.Serializer[Any]):
    """What can be said of a photo."""

    title = Text(required=False, allow_null=True)
    description = Text(required=False, allow_null=True)
    tags = Tags(required=False, allow_null=True)
    visibility = Text(required=False, allow_null=True)


class Person(serializers.Serializer[Any]):
    """Who the caller says it is; believed only with the on-behalf scope."""

    userId = Text(required=False, allow_null=True)
    deviceId = Text(required=False, allow_null=True)


class PhotoFields(WordingFields, Person):
    """A photo's words, whose it is, and the gallery it goes to."""

    galleryId = Text(required=False, allow_null=True)
    filename = Text(required=False, allow_null=True)
    contentType = Text(required=False, allow_null=True)
    size = Whole(required=False, allow_null=True, min_value=0, max_value=2**53)


class Encoded(serializers.Serializer[Any]):
    filename = Text(required=False, allow_null=True)
    content = Text(trim_whitespace=False)
    contentType = Text(required=False, allow_null=True)


class EncodedImage(serializers.Serializer[Any]):
    """The image service's JSON upload."""

    image = Encoded(required=False)
    metadata = serializers.DictField(required=False, allow_null=True)


class GalleryFields(serializers.Serializer[Any]):
    """What can be set on a gallery."""

    name = Text(required=False)
    continent = Text(required=False)
    country = Text(required=False)
    description = Text(required=False, allow_null=True)
    years = Several(child=Year(), max_length=100, required=False)
    visibility = Text(required=False)
    showLocations = YesNo(required=False, source="show_locations")
    latitude = Number(required=False, allow_null=True)
    longitude = Number(required=False, allow_null=True)
    sortOrder = Number(required=False, source="sort_order")

    def validate_description(self, value: str | None) -> str:
        return value or ""


def wording(values: dict[str, Any]) -> Any:
    """The part of `values` that photos.services takes as Wording."""
    return {name: values[name] for name in ("title", "description", "tags", "visibility") if name in values}
