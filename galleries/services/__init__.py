"""Everything that can be done with galleries; doors use `from galleries import services as galleries`."""

from galleries.services.announcing import listen, listeners
from galleries.services.arrivals import receive
from galleries.services.copying import Copied, copy_items
from galleries.services.default import default_gallery
from galleries.services.deletion import Deleted, delete
from galleries.services.editing import create, set_cover, update
from galleries.services.emptying import empty_trash
from galleries.services.fields import Fields
from galleries.services.folders import open_folder
from galleries.services.ordering import move, place
from galleries.services.overview import Dashboard, dashboard
from galleries.services.owning import SORTS, Own, Table, Wish, own, table
from galleries.services.reading import (
    at_place,
    count,
    desk,
    find,
    listed,
    managed,
    named,
    on_shelf,
    public,
    workshop,
)
from galleries.services.recovery import Recovered, adopt_unrecorded, break_leases, reconcile, waiting
from galleries.services.registering import register
from galleries.services.scanning import rebuild, rehearse, scan_galleries, scan_photos
from galleries.services.showing import GalleryPage, get
from galleries.services.trashing import find_trashed, free_name, purge, restore, trash, trashed
from galleries.services.upgrading import Upgraded, upgrade_all

__all__ = [
    "Copied",
    "Dashboard",
    "Deleted",
    "Fields",
    "GalleryPage",
    "Own",
    "Recovered",
    "SORTS",
    "Table",
    "Upgraded",
    "Wish",
    "adopt_unrecorded",
    "at_place",
    "break_leases",
    "copy_items",
    "count",
    "create",
    "dashboard",
    "default_gallery",
    "delete",
    "desk",
    "empty_trash",
    "find",
    "find_trashed",
    "free_name",
    "get",
    "listed",
    "listen",
    "listeners",
    "managed",
    "move",
    "named",
    "on_shelf",
    "open_folder",
    "own",
    "place",
    "public",
    "purge",
    "rebuild",
    "receive",
    "reconcile",
    "register",
    "rehearse",
    "restore",
    "scan_galleries",
    "scan_photos",
    "set_cover",
    "table",
    "trash",
    "trashed",
    "update",
    "upgrade_all",
    "waiting",
    "workshop",
]
