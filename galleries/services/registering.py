"""Objects that a client has put into a gallery's folder, named one by one instead of found by a scan."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from accounts.actors import Actor
from galleries import lookup
from galleries.models import Gallery
from galleries.services.arrivals import is_wanted
from galleries.services.ground import Tables
from galleries.services.original_pass import home
from gallery_project.errors import Invalid
from gallery_project.tables import can_be_id
from gallery_project.threads import Threads
from photos import keys as bucket_keys
from photos import storage

MOST_KEYS = 1000
_AT_ONCE = 8


def register(*, actor: Actor, gallery_id: str, keys: Sequence[str]) -> dict[str, Any]:
    """Make these originals of one gallery photos, and answer with the totals of a scan.

    Nothing about an object is believed but that it is there; one that cannot be taken is listed under `errors`.
    Raises NotFound, NotAllowed, and Invalid for more than 1000 keys.
    """
    gallery = lookup.managed(actor, gallery_id, "upload")
    if len(keys) > MOST_KEYS:
        raise Invalid("photos", f"Register up to {MOST_KEYS} photos at a time.")
    distinct = list(dict.fromkeys(keys))
    with Threads(_AT_ONCE) as threads:
        outcomes = list(threads.map(partial(_one, Tables(), gallery, actor.is_staff), distinct))
    errors = [
        {"key": key, "error": outcome}
        for key, outcome in zip(distinct, outcomes, strict=True)
        if isinstance(outcome, str)
    ]
    return {
        "photos_created": outcomes.count(True),
        "photos_updated": 0,
        "total_processed": len(distinct) - len(errors),
        "total_files_scanned": len(distinct),
        "galleries_found": 1,
        "errors": errors,
    }


def _one(ground: Tables, gallery: Gallery, is_staff: bool, key: str) -> bool | str:
    """Whether the object became a photo now, or was one already; or why it cannot be one."""
    original = bucket_keys.parse_original(key) if can_be_id(key) else None
    if original is None or not is_wanted(original):
        return "This is not the key of a photo."
    if original.place and not is_staff:  # else a gallery of the same name would lay its hands on others' files
        return "Only administrators can register what lies in a folder of a place."
    known = ground.photo(original.photo_id) or ground.recorded([key]).get(key)
    if (known.gallery_id if known else home(ground, original)[0]) != gallery.gallery_id:
        return "This file does not belong to the gallery."
    stored = None if known else storage.head(key)
    if known or stored is None:
        return False if known else "There is no such object in the bucket."
    return ground.adopt(gallery, key, original, stored)
