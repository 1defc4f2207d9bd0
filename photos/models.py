"""The GalleryPhotos and PhotoTags tables.

Attribute names are those of the older gallery manager; new ones are marked.
"""

from typing import Any

from django.conf import settings
from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
)
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from gallery_project.tables import TableMeta, iso, now

VISIBILITIES = ("public", "private")
STARS = (1, 2, 3, 4, 5)


class ByOrder(GlobalSecondaryIndex["Photo"]):
    """The ready photos of a gallery in their order. Sparse: a photo gets `sortOrder` when it is ready."""

    class Meta:
        index_name = "by-order"
        projection = AllProjection()

    galleryId = UnicodeAttribute(hash_key=True)
    sortOrder = NumberAttribute(range_key=True)


class ByWork(GlobalSecondaryIndex["Photo"]):
    """What is not finished in a gallery. Sparse, so that even a scan of it reads only unfinished photos."""

    class Meta:
        index_name = "by-work"
        projection = AllProjection()

    galleryId = UnicodeAttribute(hash_key=True)
    workState = UnicodeAttribute(range_key=True)


class ByPhoto(GlobalSecondaryIndex["Photo"]):
    """From a photo's id to its full key; the item itself is then read consistently."""

    class Meta:
        index_name = "by-photo"
        projection = KeysOnlyProjection()

    photoId = UnicodeAttribute(hash_key=True)


class ByOwner(GlobalSecondaryIndex["Photo"]):
    """One person's photos, by the time of upload."""

    class Meta:
        index_name = "by-owner"
        projection = AllProjection()

    ownerId = UnicodeAttribute(hash_key=True)
    uploadedAt = UnicodeAttribute(range_key=True)


class Photo(Model):
    """A photo: awaiting_upload -> processing -> ready | failed, each step a conditional write."""

    class Meta(TableMeta):
        table_name = settings.TABLES["photos"]

    gallery_id = UnicodeAttribute(hash_key=True, attr_name="galleryId")
    photo_id = UnicodeAttribute(range_key=True, attr_name="photoId")
    photo_number = NumberAttribute(attr_name="photoNumber", null=True)
    title = UnicodeAttribute(null=True)
    old_title = UnicodeAttribute(attr_name="name", null=True)  # older items only, as the two URLs below
    description = UnicodeAttribute(null=True)
    tags: ListAttribute[str] = ListAttribute(default=list)
    s3_key = UnicodeAttribute(attr_name="s3Key", null=True)
    thumbnail_url = UnicodeAttribute(attr_name="thumbnailURL", null=True)
    full_size_url = UnicodeAttribute(attr_name="fullSizeURL", null=True)
    old_thumbnail_url = UnicodeAttribute(attr_name="thumbnail", null=True)
    old_full_size_url = UnicodeAttribute(attr_name="image", null=True)
    exif: MapAttribute[str, Any] = MapAttribute(attr_name="exifData", null=True)
    uploaded_at = UnicodeAttribute(attr_name="uploadedAt", default=lambda: iso(now()))
    taken_at = UnicodeAttribute(attr_name="takenAt", null=True)
    sort_order = NumberAttribute(attr_name="sortOrder", null=True)
    width = NumberAttribute(null=True)  # pixels as seen, after orientation
    height = NumberAttribute(null=True)
    # new: the file
    owner_id = UnicodeAttribute(attr_name="ownerId", null=True)
    visibility = UnicodeAttribute(default="public")
    filename = UnicodeAttribute(default="")
    content_type = UnicodeAttribute(attr_name="contentType", null=True)  # as read from the bytes
    size = NumberAttribute(null=True)  # bytes; until they are here, as they were announced
    sha256 = UnicodeAttribute(null=True)
    etag = UnicodeAttribute(null=True)  # of the bytes that were last worked through, well or not
    # new: what ingest made
    renditions: JSONAttribute = JSONAttribute(null=True)  # {"hash", "widths": [int], "formats": [str]}
    placeholder = UnicodeAttribute(null=True)  # thumbhash, base64
    colour = UnicodeAttribute(null=True)  # average, #rrggbb
    location: JSONAttribute = JSONAttribute(null=True)  # [latitude, longitude]; leaves only by the gallery's will
    # new: the photo's life
    status = UnicodeAttribute(default="ready")  # older items have none and are ready
    status_reason = UnicodeAttribute(attr_name="statusReason", null=True)
    work_state = UnicodeAttribute(attr_name="workState", null=True)  # absent when there is nothing to do
    lease_until = NumberAttribute(attr_name="leaseUntil", null=True)  # Unix seconds; who works on it holds it
    attempts = NumberAttribute(default=0)  # begun with these bytes and neither finished nor given back
    attempted_etag = UnicodeAttribute(attr_name="attemptedEtag", null=True)  # which bytes those were
    upload_id = UnicodeAttribute(attr_name="uploadId", null=True)  # of a multipart upload
    expires_at = TTLAttribute(attr_name="expiresAt", null=True)  # an announced file that never came
    revision = NumberAttribute(default=0)  # grows by one with every edit
    twins_allowed = BooleanAttribute(attr_name="twinsAllowed", null=True)  # older clients send a file twice
    # new: ratings
    rating_count = NumberAttribute(attr_name="ratingCount", default=0)
    rating_sum = NumberAttribute(attr_name="ratingSum", default=0)
    ratings_1 = NumberAttribute(attr_name="ratings1", default=0)
    ratings_2 = NumberAttribute(attr_name="ratings2", default=0)
    ratings_3 = NumberAttribute(attr_name="ratings3", default=0)
    ratings_4 = NumberAttribute(attr_name="ratings4", default=0)
    ratings_5 = NumberAttribute(attr_name="ratings5", default=0)

    by_order = ByOrder()
    by_work = ByWork()
    by_photo = ByPhoto()
    by_owner = ByOwner()

    @property
    def owner(self) -> str:
        return self.owner_id or ""

    @property
    def is_going(self) -> bool:
        """Whether its deletion has begun: from then on it is found by nobody."""
        return self.status == "deleting"

    @property
    def is_ready(self) -> bool:
        return self.status == "ready"

    @classmethod
    def stays(cls) -> Condition:
        """The condition that the item is there and nobody is deleting it."""
        stays: Condition = cls.photo_id.exists() & (cls.status.does_not_exist() | (cls.status != "deleting"))
        return stays

    @classmethod
    def is_public(cls) -> Condition:
        """The filter for what is not private; older items do not say, and are public."""
        public: Condition = cls.visibility.does_not_exist() | (cls.visibility == "public")
        return public

    @property
    def lacks_sidecar(self) -> bool:
        """Whether the sidecar in the bucket may say less than this item."""
        return (self.work_state or "").startswith("sidecar")

    @property
    def counts(self) -> int:
        """What this photo adds to its gallery's photoCount."""
        return int(self.is_ready and self.visibility == "public")

    @property
    def distribution(self) -> dict[int, int]:
        """Stars -> how many gave them."""
        return {stars: int(getattr(self, f"ratings_{stars}")) for stars in STARS}

    def sidecar(self) -> dict[str, Any]:
        """Everything a rebuild of this item from the bucket needs, as JSON-able values."""
        passing = {"workState", "leaseUntil", "attempts", "attemptedEtag", "uploadId", "expiresAt", "revision"}
        return {k: v for k, v in self.to_simple_dict().items() if k not in passing}


class PhotoTag(Model):
    """One tag of one photo; written in the transaction that sets the photo's tags."""

    class Meta(TableMeta):
        table_name = settings.TABLES["tags"]

    tag = UnicodeAttribute(hash_key=True)
    upload = UnicodeAttribute(range_key=True, attr_name="uploadedAt#photoId")
    gallery_id = UnicodeAttribute(attr_name="galleryId")
    photo_id = UnicodeAttribute(attr_name="photoId")

    @classmethod
    def of(cls, photo: Photo, tag: str) -> "PhotoTag":
        upload = f"{photo.uploaded_at}#{photo.photo_id}"
        return cls(tag, upload, gallery_id=photo.gallery_id, photo_id=photo.photo_id)
