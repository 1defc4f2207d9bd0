"""The Galleries table. Attribute names are those of the older gallery manager; new ones are marked."""

from typing import Any

from django.conf import settings
from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from gallery_project.tables import TableMeta, Years, iso, now

VISIBILITIES = ("public", "unlisted", "private")


class ByShelf(GlobalSecondaryIndex["Gallery"]):
    """Galleries of one visibility in their order; what is being deleted stands on the shelf `deleting`."""

    class Meta:
        index_name = "by-shelf"
        projection = AllProjection()

    shelf = UnicodeAttribute(hash_key=True)
    sortOrder = NumberAttribute(range_key=True)


class ByPlace(GlobalSecondaryIndex["Gallery"]):
    """Public galleries of one continent, by "country#name". Sparse: only public ones carry `place`."""

    class Meta:
        index_name = "by-place"
        projection = AllProjection()

    continent = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class ByOwner(GlobalSecondaryIndex["Gallery"]):
    """A photographer's own galleries in their order, for the management pages."""

    class Meta:
        index_name = "by-owner"
        projection = AllProjection()

    ownerId = UnicodeAttribute(hash_key=True)
    sortOrder = NumberAttribute(range_key=True)


class ByWork(GlobalSecondaryIndex["Gallery"]):
    """What an edit has not finished. Sparse: a gallery at rest carries no `workState`."""

    class Meta:
        index_name = "by-work"
        projection = AllProjection()

    workState = UnicodeAttribute(hash_key=True)


class Gallery(Model):
    """A gallery. An item of the older system lacks what is marked new, and reads all the same."""

    class Meta(TableMeta):
        table_name = settings.TABLES["galleries"]

    gallery_id = UnicodeAttribute(hash_key=True, attr_name="galleryId")
    name = UnicodeAttribute(default="")
    continent = UnicodeAttribute(default="")
    country = UnicodeAttribute(default="")
    description = UnicodeAttribute(null=True)
    years = Years(default=list)
    photo_count = NumberAttribute(attr_name="photoCount", default=0)  # ready photos that strangers may see
    cover_photo_url = UnicodeAttribute(attr_name="coverPhotoURL", null=True)  # older items only
    sort_order = NumberAttribute(attr_name="sortOrder", null=True)
    latitude = NumberAttribute(null=True)
    longitude = NumberAttribute(null=True)
    created_at = UnicodeAttribute(attr_name="createdAt", default=lambda: iso(now()))
    updated_at = UnicodeAttribute(attr_name="updatedAt", default=lambda: iso(now()))
    # new
    shelf = UnicodeAttribute(null=True)  # the visibility, or "deleting"
    place = UnicodeAttribute(null=True)  # "country#name" of a public gallery
    owner_id = UnicodeAttribute(attr_name="ownerId", null=True)  # absent: the site's own
    show_locations = BooleanAttribute(attr_name="showLocations", default=False)
    cover: JSONAttribute = JSONAttribute(null=True)  # what a cover's <picture> needs, see photos.covers
    ready_count = NumberAttribute(attr_name="readyCount", null=True)  # ready photos, private ones too
    photo_seq = NumberAttribute(attr_name="photoSeq", null=True)  # the last photoNumber that was given
    layout = NumberAttribute(null=True)  # absent: an older item, whose photos lack what the indexes need
    work_state = UnicodeAttribute(attr_name="workState", null=True)  # "reindex": its photos' rows may be behind
    revision = NumberAttribute(default=0)  # grows by one with every edit of the fields above

    by_shelf = ByShelf()
    by_place = ByPlace()
    by_owner = ByOwner()
    by_work = ByWork()

    @property
    def visibility(self) -> str:
        """`public`, `unlisted` or `private`; items of the older system were all public."""
        return self.shelf or "public"

    @property
    def owner(self) -> str:
        return self.owner_id or ""

    @property
    def is_going(self) -> bool:
        """Whether a deletion has begun: from then on it is found by nobody."""
        return self.shelf == "deleting"

    @classmethod
    def stays(cls) -> Condition:
        """The condition that the item is there and nobody is deleting it."""
        stays: Condition = cls.gallery_id.exists() & (cls.shelf.does_not_exist() | (cls.shelf != "deleting"))
        return stays

    def sidecar(self) -> dict[str, Any]:
        """Everything a rebuild of this item from the bucket needs, as JSON-able values."""
        derived = {"photoCount", "readyCount", "photoSeq", "place", "revision", "workState"}
        return {k: v for k, v in self.to_simple_dict().items() if k not in derived}
