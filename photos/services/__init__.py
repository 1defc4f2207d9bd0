"""Everything that can be done with photos. A door imports from here: `from photos import services as photos`."""

from photos.changes import write_sidecar as finish_sidecar
from photos.multipart import PART_BYTES
from photos.services.adoption import adopt
from photos.services.deletion import delete, delete_items, delete_objects, finish_deletion
from photos.services.editing import update
from photos.services.ingest import Busy, ingest, is_leased, retry
from photos.services.ordering import Placed, arrange, move, place
from photos.services.reading import PAGE_SIZE, get, get_managed, page, several, unfinished
from photos.services.taking import take, take_upload
from photos.services.uploads import (
    Announcement,
    Ticket,
    begin_put,
    begin_upload,
    complete_upload,
    give_up_upload,
    resume_upload,
    sign_parts,
)
from photos.services.wording import Wording

__all__ = [
    "Announcement",
    "PAGE_SIZE",
    "PART_BYTES",
    "Busy",
    "Placed",
    "Ticket",
    "Wording",
    "adopt",
    "arrange",
    "begin_put",
    "begin_upload",
    "complete_upload",
    "delete",
    "delete_items",
    "delete_objects",
    "finish_deletion",
    "finish_sidecar",
    "get",
    "get_managed",
    "give_up_upload",
    "ingest",
    "is_leased",
    "move",
    "page",
    "place",
    "resume_upload",
    "retry",
    "several",
    "sign_parts",
    "take",
    "take_upload",
    "unfinished",
    "update",
]
