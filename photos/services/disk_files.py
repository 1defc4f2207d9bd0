"""A file on a disk of this machine, looked at before anything of it is sent."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext as _

from photos import storage
from photos.imaging import probe
from photos.services.wording import clean_filename

State = Literal["sent", "known", "trashed", "under way", "failed"]


@dataclass(frozen=True)
class Imported:
    """What became of a file: sent, or in the gallery, in its trash or under way already, or failed for a reason."""

    path: Path
    state: State
    size: int = 0  # bytes
    reason: str = ""


@dataclass(frozen=True)
class DiskFile:
    path: Path
    size: int = 0
    kind: str = ""  # media type, from the bytes
    sha256: str = ""
    problem: str = ""

    @property
    def label(self) -> tuple[str, int]:
        """By what an announced file is found again."""
        return clean_filename(self.path.name), self.size

    def outcome(self, state: State, reason: str = "") -> Imported:
        return Imported(self.path, state, self.size, reason)


def is_stored(file: DiskFile, key: str) -> bool:
    """Whether an earlier run has sent it, of which the event is still to come. Where S3's ETag is no MD5: no."""
    stored = storage.head(key)
    if stored is None or stored.size != file.size:
        return False
    with file.path.open("rb") as body:
        digest = hashlib.file_digest(body, lambda: hashlib.md5(usedforsecurity=False))
    return stored.etag.strip('"') == digest.hexdigest()


def examined(path: Path) -> DiskFile:
    """In a thread. What nobody could use is not sent at all."""
    file = DiskFile(path)
    try:
        file = replace(file, size=path.stat().st_size)
        if file.size > settings.MAX_PHOTO_BYTES:
            most = settings.MAX_PHOTO_BYTES // 1024**2
            return replace(file, problem=_("The file is too large: up to {most} MB can be uploaded.").format(most=most))
        with path.open("rb") as body:
            kind = probe.recognise(body)
            return replace(file, kind=kind, sha256=hashlib.file_digest(body, "sha256").hexdigest())
    except probe.Unusable as error:
        return replace(file, problem=error.reason)
    except OSError as error:
        return replace(file, problem=_("The file cannot be read: {why}.").format(why=error.strerror or error))
