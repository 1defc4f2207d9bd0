"""Everything that can be done with galleries; doors use `from galleries import services as galleries`."""

from galleries.services.arrivals import receive
from galleries.services.deletion import Deleted, delete
from galleries.services.editing import Fields, create, default_gallery, set_cover, update
from galleries.services.ordering import place
from galleries.services.reading import GalleryPage, at_place, count, desk, find, get, listed, managed, on_shelf
from galleries.services.recovery import Recovered, adopt_unrecorded, break_leases, reconcile

__all__ = [
    "Deleted",
    "Fields",
    "GalleryPage",
    "Recovered",
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
    "receive",
    "reconcile",
    "set_cover",
    "update",
]
