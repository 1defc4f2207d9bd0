"""Files on a disk of this machine, sent into a gallery on the same way as a browser's: announced, stored, ingested."""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Event

from django.utils.translation import gettext as _

from accounts.actors import Actor
from gallery_project.errors import Conflict, GalleryError, Invalid
from gallery_project.threads import Threads
from photos import multipart, storage
from photos.models import Photo
from photos.services.disk_files import DiskFile, Imported, examined, is_stored
from photos.services.known import known
from photos.services.reading import unfinished
from photos.services.resuming import complete_upload, resume_upload
from photos.services.uploads import Announcement, Ticket, begin_upload

_BATCH = 50
_MOST_WAITING = 2 * _BATCH  # files that are examined and not sent yet; their uploads stay open when it is interrupted


def import_files(*, actor: Actor, gallery_id: str, paths: Sequence[Path], parallel: int = 8) -> Iterator[Imported]:
    """Send what the gallery does not have, `parallel` files at a time; tells of each file as soon as it is done.

    An earlier run that was interrupted is taken up: files that wait for their bytes get them, large ones only the
    parts that lack. Closing the iterator ends the work after what is on its way. Raises NotFound, NotAllowed.
    """
    importer = _Importer(actor, gallery_id)
    with Threads(parallel) as threads:
        try:
            yield from importer.run(threads, iter(paths))
        finally:
            importer.stopped.set()
            threads.shutdown(cancel_futures=True)


class _Importer:
    def __init__(self, actor: Actor, gallery_id: str) -> None:
        self.actor, self.gallery_id, self.stopped = actor, gallery_id, Event()
        earlier = unfinished(actor=actor, gallery_id=gallery_id)
        labels = {(photo.filename, int(photo.size or 0)): photo for photo in earlier}
        self._awaited = {label: photo.photo_id for label, photo in labels.items() if photo.status == "awaiting_upload"}
        self._under_way = {label for label, photo in labels.items() if photo.status == "processing"}
        self._seen: dict[str, Path] = {}  # by digest

    def run(self, threads: Threads, paths: Iterator[Path]) -> Iterator[Imported]:
        sending: set[Future[Imported]] = set()
        while batch := list(islice(paths, _BATCH)):
            files = list(threads.map(examined, batch))
            done = self._sorted_out(files)
            yield from done.values()
            ways = self._ways([file for file in files if file.path not in done])
            sending |= {threads.submit(self._send, file, way) for file, way in ways}
            while len(sending) > _MOST_WAITING:
                yield from _finished(sending)
        while sending:
            yield from _finished(sending)

    def _sorted_out(self, files: Sequence[DiskFile]) -> dict[Path, Imported]:
        """Those that are not to be sent, and why."""
        digests = [file.sha256 for file in files if file.sha256]
        here = known(actor=self.actor, gallery_id=self.gallery_id, digests=digests)
        outcomes = {file.path: self._outcome(file, here) for file in files}
        return {path: outcome for path, outcome in outcomes.items() if outcome}

    def _outcome(self, file: DiskFile, here: dict[str, Photo]) -> Imported | None:
        if file.problem:
            return file.outcome("failed", file.problem)
        if photo := here.get(file.sha256):
            return file.outcome("trashed" if photo.is_trashed else "known")
        first = self._seen.setdefault(file.sha256, file.path)
        if first != file.path:
            return file.outcome("known", _("It is the same file as {other}.").format(other=first))
        return file.outcome("under way") if file.label in self._under_way else None

    def _ways(self, files: Sequence[DiskFile]) -> list[tuple[DiskFile, Ticket | str]]:
        """The way of each file, or the id of the photo that waits for it: such a file is not announced again."""
        awaited = {file: self._awaited.pop(file.label, "") for file in files}
        fresh = [file for file, photo_id in awaited.items() if not photo_id]
        announced: list[Announcement] = [
            {"filename": file.path.name, "size": file.size, "contentType": file.kind} for file in fresh
        ]
        begin = partial(begin_upload, actor=self.actor, gallery_id=self.gallery_id)
        tickets = dict(zip(fresh, begin(files=announced) if fresh else [], strict=True))
        return [(file, tickets.get(file) or awaited[file]) for file in files]

    def _send(self, file: DiskFile, way: Ticket | str) -> Imported:
        """In a thread. Whatever goes wrong with one file is told of that file and stops no other."""
        try:
            self._go_on()
            ticket = self._resumed(way) if isinstance(way, str) else way
            if ticket is not way and (ticket.arrived or is_stored(file, ticket.key)):
                return file.outcome("under way")
            self._store(file, ticket)
        except Conflict as error:
            has_arrived = isinstance(error.details, dict) and "status" in error.details
            return file.outcome("under way") if has_arrived else file.outcome("failed", str(error))
        except (_Stopped, GalleryError, OSError) as error:
            return file.outcome("failed", str(error))
        except Exception as error:  # of S3's client, of which services know nothing
            return file.outcome("failed", f"{type(error).__name__}: {error}")
        return file.outcome("sent")

    def _resumed(self, photo_id: str) -> Ticket:
        return resume_upload(actor=self.actor, gallery_id=self.gallery_id, photo_id=photo_id)

    def _store(self, file: DiskFile, ticket: Ticket) -> None:
        if ticket.error:
            raise Invalid("file", ticket.error)
        (self._store_parts if ticket.upload_id else self._store_whole)(file, ticket)

    def _store_whole(self, file: DiskFile, ticket: Ticket) -> None:
        with file.path.open("rb") as body:
            storage.upload(ticket.key, body, file.kind, cache="private")

    def _store_parts(self, file: DiskFile, ticket: Ticket) -> None:
        """Parts that S3 has already are compared, for a file of the same name and size may be another one."""
        received = {part["partNumber"]: part["etag"].strip('"') for part in ticket.parts}
        with file.path.open("rb") as body:
            for number, part in enumerate(iter(lambda: body.read(multipart.PART_BYTES), b""), 1):
                self._go_on()
                if received.get(number) != hashlib.md5(part, usedforsecurity=False).hexdigest():
                    multipart.put_part(ticket.key, ticket.upload_id, number, part)
        complete_upload(actor=self.actor, gallery_id=self.gallery_id, photo_id=ticket.photo_id)

    def _go_on(self) -> None:
        if self.stopped.is_set():
            raise _Stopped(_("Interrupted before it was sent."))


class _Stopped(Exception):
    """Somebody wants no more."""


def _finished(sending: set[Future[Imported]]) -> Iterator[Imported]:
    """The outcomes of those that are done, when there are any; they leave the set."""
    done, _rest = wait(sending, return_when=FIRST_COMPLETED)
    sending -= done
    yield from (future.result() for future in done)
