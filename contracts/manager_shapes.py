"""What the gallery manager's clients send, beyond what all older systems share."""

from typing import Any

from rest_framework import serializers

from contracts.shapes import GalleryFields, Person, WordingFields
from gallery_project.fields import Number, Several, Text, Whole

_MOST = 1000  # things in one request
_MOST_FILES = 100


class Renamed(serializers.Serializer[Any]):
    photoId = Text()
    name = Text()


class Change(GalleryFields):
    action = Text(required=False)
    photoId = Text(required=False)
    photos = Several(child=Renamed(), max_length=_MOST, required=False)


class Named(serializers.Serializer[Any]):
    """One photo of a gallery, by whichever name the client has for it."""

    photoId = Text(required=False, allow_null=True)
    photoNumber = Whole(required=False, allow_null=True, min_value=-(2**53), max_value=2**53)
    s3Key = Text(required=False, allow_null=True)


class PlacedGallery(serializers.Serializer[Any]):
    galleryId = Text()
    sortOrder = Number()


class PlacedPhoto(serializers.Serializer[Any]):
    photoId = Text()
    sortOrder = Number()


class GalleryOrder(serializers.Serializer[Any]):
    galleries = Several(child=PlacedGallery(), max_length=_MOST, allow_empty=False)


class PhotoOrder(serializers.Serializer[Any]):
    galleryId = Text()
    photos = Several(child=PlacedPhoto(), max_length=_MOST, allow_empty=False)


class Rating(Person):
    photoId = Text()
    rating = Whole()


class EncodedPhoto(WordingFields):
    filename = Text(required=False, allow_null=True)
    image = Text(trim_whitespace=False)
    contentType = Text(required=False, allow_null=True)


class EncodedPhotos(serializers.Serializer[Any]):
    photos = Several(child=EncodedPhoto(), max_length=_MOST_FILES, allow_empty=False)


class PlannedPhoto(serializers.Serializer[Any]):
    filename = Text()
    contentType = Text(required=False, allow_null=True)
    size = Whole(required=False, allow_null=True, min_value=0, max_value=2**53)
    thumbnailFilename = Text(required=False, allow_null=True)


class PlannedPhotos(serializers.Serializer[Any]):
    photos = Several(child=PlannedPhoto(), max_length=_MOST, allow_empty=False)


class Registered(serializers.Serializer[Any]):
    filename = Text(required=False, allow_null=True)
    s3Key = Text()


class Registration(serializers.Serializer[Any]):
    galleryId = Text(required=False, allow_null=True)
    photos = Several(child=Registered(), max_length=_MOST, required=False)
