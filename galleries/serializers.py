"""Galleries as the API reads and answers them."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from galleries.models import DOWNLOADS, VISIBILITIES
from gallery_project.api import NEEDED
from gallery_project.fields import Number, Several, Text, Whole, YesNo
from photos.models import VISIBILITIES as PHOTO_VISIBILITIES


def _word(**options: Any) -> Text:
    return Text(max_length=200, allow_blank=False, validators=[NEEDED], **options)


def _years(**options: Any) -> Several:
    return Several(child=Whole(min_value=1800, max_value=2200), min_length=1, max_length=100, **options)


class PhotoDefaults(serializers.Serializer[Any]):
    visibility = serializers.ChoiceField(PHOTO_VISIBILITIES, required=False)
    tags = Several(child=Text(max_length=100), required=False, max_length=40)


class GalleryChanges(serializers.Serializer[Any]):
    """What can be changed of a gallery; what is absent stays as it is."""

    name = _word(required=False)
    continent = _word(required=False)
    country = _word(required=False)
    description = Text(required=False, max_length=5000)
    years = _years(required=False)
    visibility = serializers.ChoiceField(VISIBILITIES, required=False)
    showLocations = YesNo(
        source="show_locations", required=False, help_text="Whether others learn where photos were taken."
    )
    showExif = YesNo(source="show_exif", required=False, help_text="Whether others learn of camera, exposure and time.")
    downloads = serializers.ChoiceField(
        DOWNLOADS, required=False, help_text="What others may save: nothing, the largest picture, the file itself."
    )
    photoDefaults = PhotoDefaults(
        source="photo_defaults", required=False, help_text="What new photos get that do not say so themselves."
    )
    latitude = Number(required=False, allow_null=True, min_value=-90, max_value=90)
    longitude = Number(required=False, allow_null=True, min_value=-180, max_value=180)


class GalleryPatch(GalleryChanges):
    coverPhotoId = Text(
        source="cover_photo_id", required=False, max_length=1024, help_text="One of its ready, public photos."
    )


class NewGallery(GalleryChanges):
    """A gallery to be made; its name is unique within its country."""

    name = _word()
    continent = _word()
    country = _word()
    years = _years()


class Pictures(serializers.Serializer[Any]):
    """Signed addresses that work as they stand; `srcset`s as HTML writes them."""

    srcset = Text()
    srcsetAvif = Text()
    thumbnailURL = Text()
    fullSizeURL = Text()


class Cover(Pictures):
    title = Text()
    width = Whole()
    height = Whole()
    aspect = Number(help_text="Width divided by height.")
    colour = Text()
    placeholder = Text(help_text="A thumbhash in base64.")


@extend_schema_serializer(component_name="Gallery")
class GalleryAnswer(serializers.Serializer[Any]):
    """A gallery as galleries.presentation.gallery_dict shows it."""

    galleryId = Text()
    id = Text()
    name = Text()
    continent = Text()
    country = Text()
    description = Text()
    years = serializers.ListField(child=Whole())
    yearsText = Text()
    photoCount = Whole(help_text="Ready photos that you may see.")
    cover = Cover(allow_null=True)
    coverPhotoURL = Text()
    sortOrder = Number(allow_null=True)
    visibility = serializers.ChoiceField(VISIBILITIES)
    showLocations = YesNo()
    showExif = YesNo()
    downloads = serializers.ChoiceField(DOWNLOADS)
    photoDefaults = PhotoDefaults(allow_null=True, help_text="Null for who may not change the gallery.")
    latitude = Number(allow_null=True)
    longitude = Number(allow_null=True)
    createdAt = Text()
    updatedAt = Text()
    url = Text(help_text="The path of its page.")


@extend_schema_serializer(component_name="GalleryList")
class GalleryListAnswer(serializers.Serializer[Any]):
    galleries = GalleryAnswer(many=True)
    nextCursor = Text(help_text="Empty on the last page.")


@extend_schema_serializer(component_name="GalleryDeletion")
class DeletionAnswer(serializers.Serializer[Any]):
    galleryId = Text()
    deletedObjects = Whole()
    deletedPhotos = Whole()
    job = Text(allow_null=True, help_text="Where to ask how far it is; null when all is done.")
