"""Everything that can be done with galleries; doors use `from galleries import services as galleries`."""

from galleries.services.arrivals import receive
from galleries.services.deletion import Deleted, delete
from galleries.services.editing import Fields, create, update
from galleries.services.reading import GalleryPage, at_place, desk, get, managed, on_shelf
from galleries.services.recovery import Recovered, adopt_unrecorded, break_leases, reconcile

__all__ = [
    "Deleted",
    "Fields",
    "GalleryPage",
    "Recovered",
    "adopt_unrecorded",
    "at_place",
    "break_leases",
    "create",
    "delete",
    "desk",
    "get",
    "managed",
    "on_shelf",
    "receive",
    "reconcile",
    "update",
]
