"""The Galleries table. Attribute names are those of the older gallery manager; new ones are marked."""

from functools import reduce
from operator import and_
from typing import Any

from django.conf import settings
from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from gallery_project.attributes import Count, Number, Years
from gallery_project.tables import Table, TableMeta, iso, now

VISIBILITIES = ("public", "unlisted", "private")
DOWNLOADS = ("none", "large", "original")  # what visitors may take home of a photo
TRASH = "trash"
LAYOUT = 2  # of the galleries whose photos have all that the indexes go by


class ByShelf(GlobalSecondaryIndex["Gallery"]):
    """Galleries of one visibility in their order; two more shelves are `trash` and, while it is deleted, `deleting`."""

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


class Gallery(Table):
    """A gallery. An item of the older system lacks what is marked new, and reads all the same."""

    class Meta(TableMeta):
        table_name = settings.TABLES["galleries"]

    gallery_id = UnicodeAttribute(hash_key=True, attr_name="galleryId")
    name = UnicodeAttribute(default="")
    continent = UnicodeAttribute(default="")
    country = UnicodeAttribute(default="")
    description = UnicodeAttribute(null=True)
    years = Years(default=list)
    # Ready photos that strangers may see; absent, like `ready_count`, while nobody has counted.
    photo_count = Count(attr_name="photoCount", null=True, default_for_new=0)
    cover_photo_url = UnicodeAttribute(attr_name="coverPhotoURL", null=True)  # older items only
    sort_order = Number(attr_name="sortOrder", null=True)
    latitude = Number(null=True)
    longitude = Number(null=True)
    created_at = UnicodeAttribute(attr_name="createdAt", default=lambda: iso(now()))
    updated_at = UnicodeAttribute(attr_name="updatedAt", default=lambda: iso(now()))
    # new
    shelf = UnicodeAttribute(null=True)  # the visibility, or "trash", or "deleting"
    trashed_at = UnicodeAttribute(attr_name="trashedAt", null=True)
    trashed_from = UnicodeAttribute(attr_name="trashedFrom", null=True)  # the visibility that it had
    place = UnicodeAttribute(null=True)  # "country#name" of a public gallery
    owner_id = UnicodeAttribute(attr_name="ownerId", null=True)  # absent: the site's own
    show_locations = BooleanAttribute(attr_name="showLocations", default=False)
    show_exif = BooleanAttribute(attr_name="showExif", default=True)
    downloads = UnicodeAttribute(default="none")  # one of DOWNLOADS
    photo_defaults: JSONAttribute = JSONAttribute(
        attr_name="photoDefaults", null=True
    )  # {"visibility", "tags"} of new photos
    cover: JSONAttribute = JSONAttribute(null=True)  # what a cover's <picture> needs, see photos.covers
    # The photo whose place as the cover another one has taken, and which has it again once strangers may see it.
    cover_before = UnicodeAttribute(attr_name="coverBefore", null=True)
    ready_count = NumberAttribute(attr_name="readyCount", null=True)  # ready photos, private ones too
    stored_bytes = Count(attr_name="storedBytes", null=True, default_for_new=0)  # of the ready photos' originals
    uncounted = NumberAttribute(null=True)  # grows with what happens to its photos while a count is absent
    photo_seq = NumberAttribute(attr_name="photoSeq", null=True)  # the last photoNumber that was given
    # Absent: an older item, whose photos lack what the indexes need; 1: they lack date and score.
    layout = NumberAttribute(null=True)
    # "sidecar": its sidecar may be behind; "reindex": its photos' rows too. See galleries.services.reindexing.
    work_state = UnicodeAttribute(attr_name="workState", null=True)
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

    @property
    def is_trashed(self) -> bool:
        """Whether it waits in the trash: its owner can bring it back, and everybody else finds nothing."""
        return self.shelf == TRASH

    @property
    def all_photos(self) -> int:
        """How many ready photos it has; of an older item in which nobody counted private ones, how many public ones."""
        return int((self.photo_count if self.ready_count is None else self.ready_count) or 0)

    @property
    def is_sortable(self) -> bool:
        """Whether the indexes by date and by score know all of its photos."""
        return (self.layout or 0) >= LAYOUT

    @classmethod
    def stays(cls) -> Condition:
        """The condition that the item is there and nobody is deleting it."""
        stays: Condition = cls.gallery_id.exists() & (cls.shelf.does_not_exist() | (cls.shelf != "deleting"))
        return stays

    @classmethod
    def shows(cls) -> Condition:
        """The condition that its owner finds it in lists: it stays, and does not wait in the trash."""
        shows: Condition = cls.stays() & (cls.shelf.does_not_exist() | (cls.shelf != TRASH))
        return shows

    @property
    def unedited(self) -> Condition:
        """The condition that it stays and nobody edited it since it was read."""
        never = Gallery.revision.does_not_exist()
        same = (Gallery.revision == self.revision) | never if self.revision == 0 else Gallery.revision == self.revision
        condition: Condition = self.stays() & same
        return condition

    def settle(self) -> None:
        """Make the index by place know it as it is; whoever sets name, country or shelf calls it before writing."""
        place = f"{self.country}#{self.name}".encode()[:1000].decode(errors="ignore")  # a sort key ends at 1024 bytes
        self.place = place if self.shelf == "public" else None

    def counting(self, public: int, ready: int, stored: int) -> list[Action]:
        """What adds to its counts and to the bytes that it stores.

        Of an older item, what nobody has counted yet is left to `upgrade_tables`, which notices by `uncounted`.
        """
        moved = [(*count, more) for count, more in zip(self._counts(), (public, ready, stored), strict=True) if more]
        noticed: list[Action] = [Gallery.uncounted.add(1)] if any(known is None for _, known, _ in moved) else []
        return [*noticed, *(attribute.add(more) for attribute, known, more in moved if known is not None)]

    def _counts(self) -> list[tuple[Any, float | None]]:
        """Each count's attribute, with what was read of it."""
        names = ("photo_count", "ready_count", "stored_bytes")
        return [(getattr(Gallery, name), getattr(self, name)) for name in names]

    @property
    def counted_as_read(self) -> Condition:
        """The condition that it has the counts that it had when it was read, and nobody has begun to count more."""
        same = (~attribute.is_type() if known is None else attribute.is_type() for attribute, known in self._counts())
        condition: Condition = reduce(and_, same)
        return condition

    def sidecar(self) -> dict[str, Any]:
        """Everything a rebuild of this item from the bucket needs, as JSON-able values."""
        derived = {"photoCount", "readyCount", "storedBytes", "uncounted", "photoSeq", "place", "revision", "workState"}
        return {k: v for k, v in self.to_simple_dict().items() if k not in derived}
