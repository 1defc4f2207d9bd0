"""Everything that can be done with galleries; doors use `from galleries import services as galleries`."""

from galleries.services.arrivals import receive
from galleries.services.deletion import Deleted, delete
from galleries.services.editing import create, default_gallery, set_cover, update
from galleries.services.fields import Fields
from galleries.services.ordering import place
from galleries.services.reading import (
    GalleryPage,
    at_place,
    count,
    desk,
    find,
    get,
    listed,
    managed,
    on_shelf,
    workshop,
)
from galleries.services.recovery import Recovered, adopt_unrecorded, break_leases, reconcile, waiting
from galleries.services.registering import register
from galleries.services.scanning import rebuild, rehearse, scan_galleries, scan_photos
from galleries.services.upgrading import Upgraded, upgrade_all

__all__ = [
    "Deleted",
    "Fields",
    "GalleryPage",
    "Recovered",
    "Upgraded",
    "adopt_unrecorded",
    "at_place",
    "break_leases",
    "count",
    "create",
    "default_gallery",
    "delete",
    "desk",
    "find",
    "get",
    "listed",
    "managed",
    "on_shelf",
    "place",
    "rebuild",
    "receive",
    "reconcile",
    "register",
    "rehearse",
    "scan_galleries",
    "scan_photos",
    "set_cover",
    "update",
    "upgrade_all",
    "waiting",
    "workshop",
]
