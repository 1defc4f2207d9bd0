"""Bring the tables in line with the bucket, or make them anew from it."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from galleries import services as galleries
from galleries.jobs import Job
from galleries.management.progress import Progress


class Command(BaseCommand):
    help = (
        "Restores galleries and photos that are in the bucket and not in the tables; what is there stays as it is. "
        "Safe at any time and safe to repeat; cut off, it goes on where it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only", choices=["galleries", "photos"], help="look at these alone, as the API's scans do"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be made and write nothing")

    def handle(self, *args: Any, only: str | None, dry_run: bool, **options: Any) -> None:
        progress = Progress(self.stdout)
        run = galleries.rehearse if dry_run else galleries.rebuild
        job = run(kind=f"scan_{only}" if only else "rebuild", tell=lambda job: progress.tell(_line(job)))
        progress.end()
        for each in job.errors:
            self.stderr.write(f"{each['key']}: {each['error']}")
        self._conclude(job, dry_run)

    def _conclude(self, job: Job, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(f"Would be: {_line(job)}. Nothing was written.")
            return
        if job.state != "done":
            raise CommandError(f"{job.reason or _unfinished(job)} So far: {_line(job)}.")
        self.stdout.write(f"Done: {_line(job)}.")
        if waiting := galleries.waiting():
            self.stdout.write(
                f"{waiting} photos wait for their renditions; the workers make them, or `manage.py reconcile`."
            )


def _unfinished(job: Job) -> str:
    if job.failures:
        return "A step failed, and the log says why. Run this again and it goes on."
    return "Another process is at work on this, or was stopped less than a minute ago. Run this again later."


def _line(job: Job) -> str:
    totals = Counter(job.totals)  # which has none yet when the first step fails
    return (
        f"galleries {totals['galleries_created']} made, {totals['galleries_updated']} completed; "
        f"photos {totals['photos_created']} made, {totals['photos_updated']} completed; "
        f"{totals['total_folders_scanned']} folders and {totals['total_files_scanned']} files seen; "
        f"errors {len(job.errors)}"
    )
