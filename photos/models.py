"""The GalleryPhotos table.

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

from gallery_project.attributes import Facts, Number
from gallery_project.tables import TableMeta, now

VISIBILITIES = ("public", "private")
STARS = (1, 2, 3, 4, 5)
LONG_AGO = "1970-01-01T00:00:00.000Z"  # for an item that does not say; always the same, or its rows would get lost


class ByOrder(GlobalSecondaryIndex["Photo"]):
    """The ready photos of a gallery in their order. Sparse: a photo gets `sortOrder` when it is ready."""

    class Meta:
        index_name = "by-order"
        projection = AllProjection()

    galleryId = UnicodeAttribute(hash_key=True)
    sortOrder = NumberAttribute(range_key=True)


class ByPublic(GlobalSecondaryIndex["Photo"]):
    """What strangers see of a gallery, in the same order. Sparse: only ready public photos carry `publicIn`."""

    class Meta:
        index_name = "by-public"
        projection = AllProjection()

    publicIn = UnicodeAttribute(hash_key=True)
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
    photo_number = Number(attr_name="photoNumber", null=True)
    title = UnicodeAttribute(null=True)
    old_title = UnicodeAttribute(attr_name="name", null=True)  # older items only, as the two URLs below
    description = UnicodeAttribute(null=True)
    tags: ListAttribute[str] = ListAttribute(default=list)
    s3_key = UnicodeAttribute(attr_name="s3Key", null=True)
    thumbnail_url = UnicodeAttribute(attr_name="thumbnailURL", null=True)
    full_size_url = UnicodeAttribute(attr_name="fullSizeURL", null=True)
    old_thumbnail_url = UnicodeAttribute(attr_name="thumbnail", null=True)
    old_full_size_url = UnicodeAttribute(attr_name="image", null=True)
    exif: MapAttribute[str, Any] = Facts(attr_name="exifData", null=True)
    uploaded_at = UnicodeAttribute(attr_name="uploadedAt", default=LONG_AGO)
    taken_at = UnicodeAttribute(attr_name="takenAt", null=True)
    sort_order = Number(attr_name="sortOrder", null=True)
    width = Number(null=True)  # pixels as seen, after orientation
    height = Number(null=True)
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
    # new: where it is found
    public_in = UnicodeAttribute(attr_name="publicIn", null=True)  # its gallery, while strangers may see it there
    facets: JSONAttribute = JSONAttribute(null=True)  # which rows of PhotoFacets it has, see photos.facets
    # new: ratings; an item without `ratingCount` has no sums yet, whatever was given
    rating_count = NumberAttribute(attr_name="ratingCount", null=True, default_for_new=0)
    rating_sum = NumberAttribute(attr_name="ratingSum", default=0)
    ratings_1 = NumberAttribute(attr_name="ratings1", default=0)
    ratings_2 = NumberAttribute(attr_name="ratings2", default=0)
    ratings_3 = NumberAttribute(attr_name="ratings3", default=0)
    ratings_4 = NumberAttribute(attr_name="ratings4", default=0)
    ratings_5 = NumberAttribute(attr_name="ratings5", default=0)

    by_order = ByOrder()
    by_public = ByPublic()
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

    @property
    def has_expired(self) -> bool:
        """Whether it is a file that never came; DynamoDB takes hours or days to reap what has expired."""
        return self.expires_at is not None and self.expires_at < now()

    @property
    def lacks_sidecar(self) -> bool:
        """Whether the sidecar in the bucket may say less than this item."""
        return (self.work_state or "").startswith("sidecar")

    @property
    def counts(self) -> int:
        """What this photo adds to its gallery's photoCount."""
        return int(self.is_ready and self.visibility == "public")

    def settle_public(self) -> None:
        """Make `by-public` know what strangers may see; whoever sets status or visibility calls it before writing."""
        self.public_in = self.gallery_id if self.counts else None

    @property
    def distribution(self) -> dict[int, int]:
        """Stars -> how many gave them."""
        return {stars: int(getattr(self, f"ratings_{stars}")) for stars in STARS}

    def sidecar(self) -> dict[str, Any]:
        """Everything a rebuild of this item from the bucket needs, as JSON-able values."""
        passing = {"workState", "leaseUntil", "attempts", "attemptedEtag", "uploadId", "expiresAt", "revision"}
        derived = {"publicIn", "facets"}
        return {k: v for k, v in self.to_simple_dict().items() if k not in passing | derived}
