"""Ratings as the API reads and answers them."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from gallery_project.fields import Text, Whole
from photos.serializers import PhotoRating


class Stars(serializers.Serializer[Any]):
    rating = Whole(min_value=1, max_value=5)


@extend_schema_serializer(component_name="Rating")
class RatingAnswer(PhotoRating):
    photoId = Text()
    yours = Whole(allow_null=True, help_text="The stars that you gave.")
