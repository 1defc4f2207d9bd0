"""Everything that can be done with photos. A door imports from here: `from photos import services as photos`."""

from photos.changes import finish_restored, reindex
from photos.changes import write_sidecar as finish_sidecar
from photos.multipart import PART_BYTES
from photos.services.adoption import adopt
from photos.services.deletion import delete, delete_items, delete_originals, finish_deletion
from photos.services.editing import update
from photos.services.ingest import Busy, ingest, is_leased, retry
from photos.services.listing import MOST as MOST_LISTED
from photos.services.listing import Filters, Shown, listed
from photos.services.ordering import Placed, arrange, move, place
from photos.services.originals import claim, recorded, unclaimed
from photos.services.reading import PAGE_SIZE, batches, count, get, get_managed, named, page, several, unfinished
from photos.services.restoring import is_renewed, restore, settle, with_files
from photos.services.resuming import complete_upload, give_up_upload, resume_upload, sign_parts
from photos.services.sidecars import parsed
from photos.services.taking import check_file, take, take_upload
from photos.services.upgrading import complete, lacks, lacks_pictures
from photos.services.uploads import (
    MOST_FILES,
    Announcement,
    Ticket,
    begin_put,
    begin_upload,
    check_announcement,
)
from photos.services.wording import Wording

__all__ = [
    "Announcement",
    "Busy",
    "Filters",
    "MOST_FILES",
    "MOST_LISTED",
    "PAGE_SIZE",
    "PART_BYTES",
    "Placed",
    "Shown",
    "Ticket",
    "Wording",
    "adopt",
    "arrange",
    "batches",
    "begin_put",
    "begin_upload",
    "check_announcement",
    "check_file",
    "claim",
    "complete",
    "complete_upload",
    "count",
    "delete",
    "delete_items",
    "delete_originals",
    "finish_deletion",
    "finish_restored",
    "finish_sidecar",
    "get",
    "get_managed",
    "give_up_upload",
    "ingest",
    "is_leased",
    "is_renewed",
    "lacks",
    "lacks_pictures",
    "listed",
    "move",
    "named",
    "page",
    "parsed",
    "place",
    "recorded",
    "reindex",
    "restore",
    "resume_upload",
    "retry",
    "settle",
    "several",
    "sign_parts",
    "take",
    "take_upload",
    "unclaimed",
    "unfinished",
    "update",
    "with_files",
]
