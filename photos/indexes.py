"""The indexes of the GalleryPhotos table, in three kinds.

By order, date and score a gallery's page reads whole photos with one query: each of these sorts has an index of all
that is ready and one of what strangers see. By work and by owner, too, whole photos are found. They are as they were
when the index last followed, a moment behind an edit. The others hold keys alone: what they lead to is read for
itself, or nothing but its id is wanted.
"""

from typing import TypeVar

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

M = TypeVar("M", bound=Model)


class ByOrder(GlobalSecondaryIndex[M]):
    """The ready photos of a gallery in their order. Sparse: a photo gets `sortOrder` when it is ready."""

    class Meta:
        index_name = "by-order"
        projection = AllProjection()

    galleryId = UnicodeAttribute(hash_key=True)
    sortOrder = NumberAttribute(range_key=True)


class ByPublic(GlobalSecondaryIndex[M]):
    """What strangers see of a gallery, in the same order. Sparse: only ready public photos carry `publicIn`."""

    class Meta:
        index_name = "by-public"
        projection = AllProjection()

    publicIn = UnicodeAttribute(hash_key=True)
    sortOrder = NumberAttribute(range_key=True)


class ByDate(GlobalSecondaryIndex[M]):
    """The ready photos of a gallery by the time they were taken."""

    class Meta:
        index_name = "by-date"
        projection = AllProjection()

    galleryId = UnicodeAttribute(hash_key=True)
    dateOrder = UnicodeAttribute(range_key=True)


class ByPublicDate(GlobalSecondaryIndex[M]):
    """What strangers see of a gallery, by the time it was taken."""

    class Meta:
        index_name = "by-public-date"
        projection = AllProjection()

    publicIn = UnicodeAttribute(hash_key=True)
    dateOrder = UnicodeAttribute(range_key=True)


class ByScore(GlobalSecondaryIndex[M]):
    """The ready photos of a gallery by how well they are rated."""

    class Meta:
        index_name = "by-score"
        projection = AllProjection()

    galleryId = UnicodeAttribute(hash_key=True)
    score = NumberAttribute(range_key=True)


class ByPublicScore(GlobalSecondaryIndex[M]):
    """What strangers see of a gallery, by how well it is rated."""

    class Meta:
        index_name = "by-public-score"
        projection = AllProjection()

    publicIn = UnicodeAttribute(hash_key=True)
    score = NumberAttribute(range_key=True)


class ByWork(GlobalSecondaryIndex[M]):
    """What is not finished in a gallery. Sparse, so that even a scan of it reads only unfinished photos."""

    class Meta:
        index_name = "by-work"
        projection = AllProjection()

    galleryId = UnicodeAttribute(hash_key=True)
    workState = UnicodeAttribute(range_key=True)


class ByOwner(GlobalSecondaryIndex[M]):
    """One person's photos, by the time of upload."""

    class Meta:
        index_name = "by-owner"
        projection = AllProjection()

    ownerId = UnicodeAttribute(hash_key=True)
    uploadedAt = UnicodeAttribute(range_key=True)


class ByPhoto(GlobalSecondaryIndex[M]):
    """From a photo's id to its full key; the item itself is then read consistently."""

    class Meta:
        index_name = "by-photo"
        projection = KeysOnlyProjection()

    photoId = UnicodeAttribute(hash_key=True)


class ByPublicUpload(GlobalSecondaryIndex[M]):
    """The ids of what strangers see of a gallery by the time of upload, thousands to a query: feeds, sitemaps."""

    class Meta:
        index_name = "by-public-upload"
        projection = KeysOnlyProjection()

    publicIn = UnicodeAttribute(hash_key=True)
    uploadedAt = UnicodeAttribute(range_key=True)


class ByRank(GlobalSecondaryIndex[M]):
    """The rated public photos of the whole site by score; whether their galleries are public has to be asked."""

    class Meta:
        index_name = "by-rank"
        projection = KeysOnlyProjection()

    rankedIn = UnicodeAttribute(hash_key=True)
    score = NumberAttribute(range_key=True)
