"""From ids to S3 keys and back. Pure.

galleries/{galleryId}/{photoId}.{ext}                       an original that came through an upload
galleries/{galleryId}/{file}                                one dropped into a gallery's folder
galleries/{continent}/{country}/{gallery name}/{file}       one dropped in, or left by an older system
thumbnails/{galleryId}/{photoId}/{hash8}/{width}.{format}   a rendition
metadata/{galleryId}/gallery.json, .../{photoId}.json       what a rebuild needs
discarded/{galleryId}/{photoId}                             a thumbnail that an older client made, never shown
"""

import re
import time
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Lock
from typing import Any

ORIGINALS = "galleries/"
SIDECARS = "metadata/"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMESPACE = uuid.UUID("8c3f5a52-5d0f-4d5e-9c37-0f6f2b1a7e10")
_EXTENSIONS = {"jpg", "jpeg", "png", "webp", "avif", "heic", "heif", "gif"}
_last_ms = 0
_clock = Lock()


@dataclass(frozen=True)
class Original:
    """What a key under galleries/ says: where the file belongs, and which photo it is or becomes."""

    photo_id: str  # the same for the same key, always
    filename: str
    gallery_id: str = ""  # "" when the key names a place instead
    place: tuple[str, str, str] | None = None  # continent, country, gallery name


def new_photo_id() -> str:
    """A UUIDv7 (RFC 9562, 5.7) whose milliseconds never repeat here, so that a batch sorts in its order."""
    global _last_ms
    with _clock:
        _last_ms = max(time.time_ns() // 1_000_000, _last_ms + 1)
        milliseconds = _last_ms
    random = uuid.uuid4().int & ((1 << 62) - 1)
    return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | (random & 0xFFF) << 64 | 0b10 << 62 | random))


def id_time(photo_id: str) -> float:
    """Unix seconds at which `new_photo_id` made this id."""
    return (uuid.UUID(photo_id).int >> 80) / 1000


def folded(name: str) -> str:
    """A name as it is compared: trimmed, without case, and one spelling of accents (macOS has its own)."""
    return unicodedata.normalize("NFC", name.strip().casefold())


def folder_gallery_id(continent: str, country: str, name: str) -> str:
    """The id of the gallery that a dropped-in folder makes: the same for the same folder, always."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(folded(part) for part in (continent, country, name))))


def default_gallery_id(user_id: str) -> str:
    """The id of the gallery for a person's photos that name none."""
    return str(uuid.uuid5(_NAMESPACE, f"default/{user_id}"))


def original(gallery_id: str, photo_id: str, filename: str) -> str:
    """Where an announced file goes. The name gives the extension, if it is one we know, and nothing else."""
    extension = PurePosixPath(filename).suffix.lower().lstrip(".")
    return f"{ORIGINALS}{gallery_id}/{photo_id}.{extension if extension in _EXTENSIONS else 'bin'}"


def parse_original(key: str) -> Original | None:
    """Read a key of the bucket; None when no photo can be there."""
    parts = key.split("/")
    if not key.startswith(ORIGINALS) or not all(parts) or "thumbnails" in parts[:-1] or parts[-1].startswith("."):
        return None
    match parts[1:]:
        case [gallery_id, filename]:
            return Original(_announced_id(filename) or _own_id(key), filename, gallery_id)
        case [continent, country, name, filename]:
            return Original(_own_id(key), filename, place=(continent, country, name))
    return None


def _announced_id(filename: str) -> str:
    """The id that names the file, if it is of the kind that we make; what its folder is called says nothing."""
    stem = PurePosixPath(filename).stem
    return stem if is_uuid(stem) and uuid.UUID(stem).version == 7 else ""


def _own_id(key: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, key))


def is_ours(original: Original) -> bool:
    """Whether only an announcement can have made this key: the file is named by its photo's id."""
    return original.photo_id == PurePosixPath(original.filename).stem


def is_uuid(text: str) -> bool:
    """Whether `text` is shaped like an id that we make."""
    return _UUID.fullmatch(text) is not None


def implies(key: str, photo_id: str) -> bool:
    """Whether the original at `key` leads to this photo by its key alone."""
    original = parse_original(key)
    return original is not None and original.photo_id == photo_id


def older_thumbnail(key: str) -> str:
    """Where an older system kept the thumbnail of the original at `key`: in a folder beside it."""
    folder, _, filename = key.rpartition("/")
    return f"{folder}/thumbnails/{filename}"


def has_photo_name(filename: str) -> bool:
    """Whether a file that nobody announced claims to be a photo; notes and raw files stay where they lie."""
    return PurePosixPath(filename).suffix.lower().lstrip(".") in _EXTENSIONS


def rendition(gallery_id: str, photo_id: str, hash8: str, width: int, extension: str = "webp") -> str:
    """Where one rendition lies; `hash8` is random and names one rendering, `width` is in pixels."""
    return f"{renditions(gallery_id, photo_id)}{hash8}/{width}.{extension}"


def made(gallery_id: str, photo_id: str, renditions: Mapping[str, Any] | None) -> list[str]:
    """The keys of all files of which a photo's `renditions` tell; none before there are any."""
    if not renditions:
        return []
    sizes = [(width, format) for format in renditions["formats"] for width in renditions["widths"]]
    return [rendition(gallery_id, photo_id, renditions["hash"], *size) for size in sizes]


def renditions(gallery_id: str, photo_id: str) -> str:
    """The prefix under which all renditions of a photo lie."""
    return f"thumbnails/{gallery_id}/{photo_id}/"


def discarded(gallery_id: str, photo_id: str) -> str:
    """Where a client may put a thumbnail of its own, which nobody is ever shown."""
    return f"discarded/{gallery_id}/{photo_id}"


def gallery_sidecar(gallery_id: str) -> str:
    """Where the JSON lies from which the gallery's item can be rebuilt."""
    return f"metadata/{gallery_id}/gallery.json"


def photo_sidecar(gallery_id: str, photo_id: str) -> str:
    """Where the JSON lies from which the photo's item can be rebuilt."""
    return f"metadata/{gallery_id}/{photo_id}.json"


def gallery_prefixes(gallery_id: str) -> tuple[str, ...]:
    """All prefixes that belong to one gallery and to nothing else; the originals' first."""
    return tuple(f"{kind}{gallery_id}/" for kind in (ORIGINALS, "thumbnails/", SIDECARS, "discarded/"))
