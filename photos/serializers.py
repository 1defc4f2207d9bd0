"""Photos, their order and their uploads as the API reads and answers them."""

from typing import Any

from django.core.validators import RegexValidator
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from galleries.serializers import Pictures
from gallery_project.api import NEEDED, PageWish
from gallery_project.fields import Number, Several, Text, Whole
from photos.models import VISIBILITIES

ARRIVED = ("processing", "ready", "failed")
STATES = ("awaiting_upload", *ARRIVED)
_MOST_BYTES = 2**53 - 1  # the largest number that every JSON reader keeps exact
_MOST_AT_ONCE = 100


class PhotoChanges(serializers.Serializer[Any]):
    """What can be changed of a photo; what is absent stays as it is."""

    title = Text(required=False, max_length=300)
    description = Text(required=False, max_length=5000)
    tags = Several(child=Text(max_length=100), required=False, max_length=40)
    visibility = serializers.ChoiceField(VISIBILITIES, required=False)


class PhotoFilters(PageWish):
    """Which photos; all that is given must hold."""

    owner = Text(required=False, max_length=200, help_text="A user's id, or `me`.")
    tag = Several(
        child=Text(max_length=100),
        source="tags",
        required=False,
        max_length=10,
        help_text="Repeat it for photos with all of these.",
    )
    country = Text(required=False, max_length=200)
    year = Whole(required=False, min_value=1, max_value=9999)
    minRating = Number(
        required=False, min_value=1, max_value=5, source="min_rating", help_text="Average stars, at least."
    )
    q = Text(required=False, max_length=200, help_text="Words in titles, descriptions, tags, places and years.")


class NewOrder(serializers.Serializer[Any]):
    """Either `photoIds`, which take the places that they hold now in this order, or `photoId` and `after`."""

    photoIds = Several(child=Text(max_length=1024), required=False, min_length=1, max_length=500)
    photoId = Text(required=False, max_length=1024)
    after = Text(
        required=False, allow_null=True, default=None, max_length=1024, help_text="Behind which; null: first of all."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("photoIds" in attrs) == ("photoId" in attrs):
            raise serializers.ValidationError("Send either photoIds, or photoId and after.")
        return attrs


class Misplaced(serializers.Serializer[Any]):
    photoId = Text()
    error = Text()


@extend_schema_serializer(component_name="OrderChange")
class OrderAnswer(serializers.Serializer[Any]):
    updated = Whole(help_text="How many photos have a new place.")
    errors = Misplaced(many=True)  # type: ignore[assignment]  # a field may bear the name; DRF takes it off the class


class PhotoRating(serializers.Serializer[Any]):
    count = Whole()
    average = Number(allow_null=True)
    distribution = serializers.DictField(child=Whole(), help_text='How many gave "1" to "5" stars.')


class Location(serializers.Serializer[Any]):
    latitude = Number()
    longitude = Number()


@extend_schema_serializer(component_name="Photo")
class PhotoAnswer(Pictures):
    """A photo as photos.presentation.photo_dict shows it."""

    photoId = Text()
    id = Text()
    galleryId = Text()
    title = Text()
    description = Text()
    tags = serializers.ListField(child=Text())
    status = serializers.ChoiceField(STATES)
    statusReason = Text(help_text="Why it failed, in words.")
    duplicateOf = Text(help_text="The photo of its gallery with the same bytes, for whose sake it was refused.")
    filename = Text()
    size = Whole(allow_null=True, help_text="Bytes of the original.")
    visibility = serializers.ChoiceField(VISIBILITIES)
    width = Whole(allow_null=True, help_text="Pixels, as seen.")
    height = Whole(allow_null=True)
    aspect = Number(help_text="Width divided by height.")
    tileAspect = Number()
    placeholder = Text(help_text="A thumbhash in base64.")
    colour = Text()
    exifData = serializers.DictField(
        help_text="Camera, lens, exposure and the like, in words; empty where its gallery does not tell."
    )
    takenAt = Text(allow_null=True)
    uploadedAt = Text()
    location = Location(allow_null=True, help_text="Only if the gallery's owner shows locations.")
    rating = PhotoRating()
    url = Text(help_text="The path of its page.")
    downloadURL = Text(help_text="The path at which a browser saves it; empty where you may not.")


@extend_schema_serializer(component_name="PhotoList")
class PhotoListAnswer(serializers.Serializer[Any]):
    photos = PhotoAnswer(many=True)
    nextCursor = Text(help_text="Empty on the last page.")


class AnnouncedFile(serializers.Serializer[Any]):
    """A file that is to be sent; what it really is, its bytes say."""

    filename = Text(max_length=1000, allow_blank=False, validators=[NEEDED])
    size = Whole(required=False, allow_null=True, min_value=0, max_value=_MOST_BYTES, help_text="Bytes.")
    contentType = Text(required=False, max_length=200)


class AnnouncedFiles(serializers.Serializer[Any]):
    photos = Several(child=AnnouncedFile(), min_length=1, max_length=_MOST_AT_ONCE)


class Digests(serializers.Serializer[Any]):
    sha256 = Several(
        child=Text(allow_blank=False, max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")]),
        min_length=1,
        max_length=_MOST_AT_ONCE,
        help_text="Of whole files, in lower-case hex.",
    )


class KnownFile(serializers.Serializer[Any]):
    sha256 = Text()
    status = serializers.ChoiceField(("ready", "trashed"))
    photoId = Text()
    title = Text()
    thumbnailURL = Text(help_text="A signed address; empty for a photo in the trash.")
    url = Text(help_text="The path of its page; empty for a photo in the trash.")


@extend_schema_serializer(component_name="KnownFiles")
class KnownFilesAnswer(serializers.Serializer[Any]):
    known = KnownFile(many=True, help_text="Those of the files that the gallery has already.")


class PartNumbers(serializers.Serializer[Any]):
    partNumbers = Several(child=Whole(min_value=1, max_value=10_000), min_length=1, max_length=_MOST_AT_ONCE)


class UploadsWish(serializers.Serializer[Any]):
    ids = Text(
        required=False, help_text=f"Up to {_MOST_AT_ONCE} photo ids with commas; without it, all that are not ready."
    )


class SignedForm(serializers.Serializer[Any]):
    url = Text()
    fields = serializers.DictField(child=Text(), help_text="To be sent before the field `file`.")  # type: ignore[assignment]


class Multipart(serializers.Serializer[Any]):
    uploadId = Text()
    partSize = Whole(help_text="Bytes of every part but the last.")


class ReceivedPart(serializers.Serializer[Any]):
    partNumber = Whole()
    etag = Text()
    size = Whole()


@extend_schema_serializer(component_name="UploadTicket")
class TicketAnswer(serializers.Serializer[Any]):
    """The way for one file: a form to post, or an upload in parts; or why there is none."""

    filename = Text()
    photoId = Text(required=False)
    key = Text(required=False)
    post = SignedForm(required=False)
    multipart = Multipart(required=False)
    parts = ReceivedPart(many=True, required=False)
    status = serializers.ChoiceField(ARRIVED, required=False, help_text="Of the photo, once its file has arrived.")
    error = Text(required=False, help_text="Why it was refused.")


@extend_schema_serializer(component_name="UploadTickets")
class TicketsAnswer(serializers.Serializer[Any]):
    uploads = TicketAnswer(many=True, help_text="One for each file, in the order given.")


@extend_schema_serializer(component_name="Uploads")
class UploadsAnswer(serializers.Serializer[Any]):
    photos = PhotoAnswer(many=True)


@extend_schema_serializer(component_name="PartUrls")
class PartUrlsAnswer(serializers.Serializer[Any]):
    urls = serializers.DictField(child=Text(), help_text="Part number -> where to PUT it.")


@extend_schema_serializer(component_name="UploadCompletion")
class CompletionAnswer(serializers.Serializer[Any]):
    photoId = Text()
