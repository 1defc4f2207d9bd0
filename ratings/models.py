"""The PhotoRatings table."""

from django.conf import settings
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from gallery_project.tables import Table, TableMeta


class ByUser(GlobalSecondaryIndex["PhotoRating"]):
    """What one user or visitor rated, by time."""

    class Meta:
        index_name = "by-user"
        projection = AllProjection()

    userId = UnicodeAttribute(hash_key=True)
    ratedAt = UnicodeAttribute(range_key=True)


class PhotoRating(Table):
    """One person's stars for one photo."""

    class Meta(TableMeta):
        table_name = settings.TABLES["ratings"]

    photo_id = UnicodeAttribute(hash_key=True, attr_name="photoId")
    user_id = UnicodeAttribute(range_key=True, attr_name="userId")
    rating = NumberAttribute()
    rated_at = UnicodeAttribute(attr_name="ratedAt", null=True)

    by_user = ByUser()
