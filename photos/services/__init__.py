"""Everything that can be done with photos. A door imports from here: `from photos import services as photos`."""

from photos.changes import finish_restored, reindex
from photos.changes import write_sidecar as finish_sidecar
from photos.multipart import PART_BYTES
from photos.services.adoption import adopt
from photos.services.browsing import (
    BEFORE,
    OWN_ORDER,
    PAGE_SIZE,
    check_sort,
    cursor_behind,
    neighbours,
    page,
    possible_sort,
)
from photos.services.bulk import MOST_EDITED, edit_many
from photos.services.contact_sheet import SHOWS, STEPS, Grid, examples, grid, step
from photos.services.deletion import delete, delete_items, delete_originals, finish_deletion
from photos.services.disk_files import Imported
from photos.services.downloading import download
from photos.services.editing import update
from photos.services.failures import TWINS_KEPT, failed, forget, retry_all
from photos.services.importing import import_files
from photos.services.ingest import Busy, ingest, is_leased
from photos.services.known import MOST_DIGESTS, known
from photos.services.listing import MOST as MOST_LISTED
from photos.services.listing import Filters, Shown, listed
from photos.services.missing import forget_missing, is_missing
from photos.services.moving import move_to, resume_move
from photos.services.naming import PLACEHOLDERS
from photos.services.ordering import MOST_ORDERED, Placed, arrange, move, order, place
from photos.services.originals import claim, recorded, unclaimed
from photos.services.publishing import newest, public_ids
from photos.services.ranking import of_everybody, top_rated
from photos.services.reading import batches, count, get, get_managed, named, several, unfinished
from photos.services.rerendering import Looked, work
from photos.services.rerendering import begin as begin_rerender
from photos.services.rerendering import counted as count_rerender
from photos.services.rerendering import render_all as rerender_all
from photos.services.restoring import restore as restore_described
from photos.services.restoring import settle, with_files
from photos.services.resuming import complete_upload, give_up_upload, resume_upload, sign_parts
from photos.services.retrying import retry
from photos.services.rotating import rotate
from photos.services.sidecars import parsed
from photos.services.sorting import SORTS as WHOLE_SORTS
from photos.services.sorting import sort_gallery
from photos.services.taking import check_file, take, take_upload
from photos.services.trashing import (
    MOST_TRASHED,
    count_trashed,
    expired,
    find_trashed,
    purge,
    purge_expired,
    restore,
    trash,
    trashed,
)
from photos.services.twins import Group, duplicates
from photos.services.under_way import age, is_stuck, processing_for, under_way
from photos.services.undoing import undo_trash
from photos.services.upgrading import complete, lacks, lacks_pictures
from photos.services.uploads import (
    MOST_FILES,
    Announcement,
    Ticket,
    begin_put,
    begin_upload,
    check_announcement,
)
from photos.services.wishes import BulkChanges
from photos.services.wording import Wording

__all__ = [
    "BEFORE",
    "Announcement",
    "BulkChanges",
    "Busy",
    "Filters",
    "Grid",
    "Group",
    "Imported",
    "Looked",
    "MOST_DIGESTS",
    "MOST_EDITED",
    "MOST_FILES",
    "MOST_LISTED",
    "MOST_ORDERED",
    "MOST_TRASHED",
    "OWN_ORDER",
    "PAGE_SIZE",
    "PART_BYTES",
    "PLACEHOLDERS",
    "Placed",
    "SHOWS",
    "STEPS",
    "Shown",
    "TWINS_KEPT",
    "Ticket",
    "WHOLE_SORTS",
    "Wording",
    "adopt",
    "age",
    "arrange",
    "batches",
    "begin_put",
    "begin_rerender",
    "begin_upload",
    "check_announcement",
    "check_file",
    "check_sort",
    "claim",
    "complete",
    "complete_upload",
    "count",
    "count_rerender",
    "count_trashed",
    "cursor_behind",
    "delete",
    "delete_items",
    "delete_originals",
    "download",
    "duplicates",
    "edit_many",
    "expired",
    "examples",
    "failed",
    "find_trashed",
    "finish_deletion",
    "finish_restored",
    "finish_sidecar",
    "forget",
    "forget_missing",
    "get",
    "get_managed",
    "give_up_upload",
    "grid",
    "import_files",
    "ingest",
    "is_leased",
    "is_missing",
    "known",
    "is_stuck",
    "lacks",
    "lacks_pictures",
    "listed",
    "move",
    "move_to",
    "named",
    "neighbours",
    "newest",
    "of_everybody",
    "order",
    "page",
    "parsed",
    "place",
    "possible_sort",
    "processing_for",
    "public_ids",
    "purge",
    "purge_expired",
    "recorded",
    "reindex",
    "rerender_all",
    "restore",
    "restore_described",
    "resume_move",
    "resume_upload",
    "retry",
    "retry_all",
    "rotate",
    "settle",
    "several",
    "sign_parts",
    "sort_gallery",
    "step",
    "take",
    "take_upload",
    "top_rated",
    "trash",
    "trashed",
    "unclaimed",
    "under_way",
    "undo_trash",
    "unfinished",
    "update",
    "with_files",
    "work",
]
