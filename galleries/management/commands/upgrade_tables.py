"""Give tables of the older gallery manager what the site's lists and searches go by."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from galleries import services as galleries
from galleries.management.commands.create_tables import TABLES, ensure
from galleries.management.progress import Progress
from galleries.services import Upgraded


class Command(BaseCommand):
    help = (
        "Adds missing tables and indexes and completes older items; attributes that the older system knows stay as "
        "they are. Safe while the site runs and safe to repeat; cut off, run it again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what lacks something and write nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        if not dry_run:
            for model in TABLES:
                self.stdout.write(f"{model.Meta.table_name}: {ensure(model)}")
        progress, done = Progress(self.stdout), Upgraded()
        for done in galleries.upgrade_all(dry_run=dry_run):
            progress.tell(_line(done))
        progress.end()
        self.stdout.write(f"{'Would change' if dry_run else 'Changed'}: {_line(done)}.")
        if done.photos_renewed and not dry_run:
            self.stdout.write("The workers make the renditions, or `manage.py reconcile`; until then nothing changes.")
        for problem in done.problems:
            self.stderr.write(problem)
        if done.problems:
            raise CommandError("Some galleries need a person; the rest is done.")


def _line(done: Upgraded) -> str:
    return (
        f"{done.galleries_changed} of {done.galleries} galleries, {done.photos_changed} of {done.photos} photos, "
        f"renditions due for {done.photos_renewed}, problems {len(done.problems)}"
    )
