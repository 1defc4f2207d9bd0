"""New renditions for photos whose renditions are of an older recipe or of other formats than `RENDITION_FORMATS`."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from galleries.management.progress import Progress
from gallery_project.errors import GalleryError
from gallery_project.tables import iso, now
from photos import services as photos
from photos import work_queue


class Command(BaseCommand):
    help = (
        "Renders photos again whose renditions are not as they would be made today; each is shown as it was until the "
        "new ones are there. Safe at any time and safe to repeat; cut off, run it again and it does what is left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--gallery", default="", metavar="ID", help="only the photos of this gallery")
        parser.add_argument("--older-than", metavar="DATE", help="also what was made before, like 2026-11-20T12:00Z")
        parser.add_argument("--dry-run", action="store_true", help="say how many are due, or still are, and do nothing")

    def handle(self, *args: Any, gallery: str, older_than: str | None, dry_run: bool, **options: Any) -> None:
        wanted = {"gallery_id": gallery, "made_before": _moment(older_than) if older_than else ""}
        try:
            if work_queue.exists() and not dry_run:
                self._hand_over(wanted)
            else:
                self._look(wanted, dry_run)
        except GalleryError as error:
            raise CommandError(str(error)) from error

    def _hand_over(self, wanted: dict[str, str]) -> None:
        number = photos.begin_rerender(**wanted)
        self.stdout.write(f"The workers look through {number} galleries. The same with --dry-run says what is left.")

    def _look(self, wanted: dict[str, str], dry_run: bool) -> None:
        progress, done = Progress(self.stdout), photos.Looked()
        for done in (photos.count_rerender if dry_run else photos.rerender_all)(**wanted):
            progress.tell(_line(done, dry_run))
        progress.end()
        self.stdout.write(f"{_line(done, dry_run)}.")
        if done.failed:
            raise CommandError("The log says why some failed. They are shown as before; run this again to retry them.")


def _line(done: photos.Looked, dry_run: bool) -> str:
    if dry_run:
        return f"{done.due} of {done.photos} photos are due"
    return f"{done.due - done.failed} of {done.photos} photos rendered, failed {done.failed}"


def _moment(text: str) -> str:
    """As renditions note it. Raises CommandError."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"This is no date: {text}. Write it like 2026-11-20 or 2026-11-20T12:00Z.") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment > now():  # whatever is made would be too old again
        raise CommandError(f"This moment is still to come: {text}.")
    return iso(moment)
