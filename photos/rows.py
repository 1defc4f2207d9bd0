"""The PhotoFacets table: by what a photo is found."""

from django.conf import settings
from pynamodb.attributes import UnicodeAttribute

from gallery_project.tables import Table, TableMeta


class PhotoFacet(Table):
    """One way to find one photo: `facet` says for whom and by what, `entry` puts the newest first.

    A row is a hint and never the truth: who finds a photo by it asks the photo and its gallery.
    """

    class Meta(TableMeta):
        table_name = settings.TABLES["facets"]

    facet = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    gallery_id = UnicodeAttribute(attr_name="galleryId")
    photo_id = UnicodeAttribute(attr_name="photoId")
