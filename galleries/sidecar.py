"""The sidecars in the bucket: the gallery's own is written here, and those of galleries and photos are read."""

import json
from typing import Any

from galleries import lookup
from galleries.models import Gallery
from gallery_project.errors import NotFound
from photos import keys, storage

_MOST_BYTES = 1024 * 1024


class Unusable(Exception):
    """Somebody else wrote this file, or edited it; `str(error)` is one sentence for a person."""


def write(gallery: Gallery) -> None:
    """Copy the gallery into the bucket, again if somebody changed it meanwhile, so that the last word stays.

    Raises NotFound, and leaves nothing behind, when the gallery has been deleted.
    """
    key = keys.gallery_sidecar(gallery.gallery_id)
    latest: Gallery | None = gallery
    written: Any = None
    while latest and (latest.revision, latest.cover) != written:
        storage.upload_json(key, latest.sidecar())
        written = latest.revision, latest.cover
        latest = lookup.find(gallery.gallery_id)
    if latest is None:
        storage.delete([key])
        raise NotFound("There is no such gallery.")


def read(key: str) -> dict[str, Any] | None:
    """What a sidecar says; None when there is none. Raises Unusable."""
    body = storage.read(key, _MOST_BYTES)
    return None if body is None else _parsed(body)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body, parse_constant=_refuse)
        json.dumps(said, ensure_ascii=False).encode()  # half a surrogate pair is JSON, and nothing that can be stored
    except (ValueError, RecursionError):
        raise Unusable("This is no usable JSON.") from None
    if not isinstance(said, dict):
        raise Unusable("This is no JSON object.")
    return said


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
