"""Everything that can be done with photos. A door imports from here: `from photos import services as photos`."""

from photos.changes import write_sidecar as finish_sidecar
from photos.multipart import PART_BYTES
from photos.services.adoption import adopt
from photos.services.deletion import delete, delete_items, delete_objects, finish_deletion
from photos.services.editing import move, update
from photos.services.ingest import Busy, ingest, is_leased, retry
from photos.services.reading import get, get_managed, page, several, unfinished
from photos.services.uploads import (
    Announcement,
    Ticket,
    begin_upload,
    complete_upload,
    give_up_upload,
    resume_upload,
    sign_parts,
    take_upload,
)

__all__ = [
    "Announcement",
    "PART_BYTES",
    "Busy",
    "Ticket",
    "adopt",
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
    "resume_upload",
    "retry",
    "several",
    "sign_parts",
    "take_upload",
    "unfinished",
    "update",
]
