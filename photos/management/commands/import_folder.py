"""Send a folder of this machine's disk into the gallery."""

import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from galleries import services as galleries
from galleries.folders import Folder
from galleries.management.progress import Progress
from galleries.services import Fields
from gallery_project.errors import GalleryError
from photos import services as photos
from photos.management.disk import Plan, planned
from photos.management.meter import Meter
from photos.services import Imported
from website import places

Job = tuple[str, Sequence[Path]]  # a gallery's id and the files for it
_WORDS = {
    "sent": "sent",
    "known": "already here",
    "trashed": "already here, but in the trash",
    "under way": "still being prepared",
    "failed": "failed",
}


class Command(BaseCommand):
    help = (
        "Sends the photos in PATH. Each folder in it becomes a gallery (Europe/Iceland/Ring road 2024 says where and "
        "when by itself, --continent, --country and --years say it of all others), or --gallery gets everything. "
        "What a gallery has already is skipped, so the same command goes on where an earlier one was interrupted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--gallery", default="", help="the id of a gallery")
        parser.add_argument("--continent", default="")
        parser.add_argument("--country", default="")
        parser.add_argument("--years", default="", help="like 2023,2024, for folders without a year in their names")
        parser.add_argument(
            "--owner", default="", help="the user whose galleries these become; else they are the site's"
        )
        parser.add_argument("--parallel", type=int, default=8, help="how many files are sent at a time (8)")
        parser.add_argument("--dry-run", action="store_true", help="only say what would go where")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        if not path.is_dir():
            raise CommandError(f"{path} is no folder.")
        try:
            self._import(planned(path), options)
        except GalleryError as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            words = "Interrupted. What was sent is safe; the same command again goes on from here."
            raise CommandError(words, returncode=130) from None

    def _import(self, plan: Plan, options: Mapping[str, Any]) -> None:
        wishes = {} if options["gallery"] else {folder: _fields(folder, options) for folder in plan.folders}
        if plan.others:
            self.stdout.write(f"Left alone, by their names no photos: {len(plan.others)} files.")
        if options["dry_run"]:
            return self._rehearse(plan, options["gallery"])
        actor = _actor(options["owner"])
        jobs = iter([(options["gallery"], plan.paths)]) if options["gallery"] else _opened(actor, wishes, plan)
        self._send(actor, jobs, Meter(plan.paths), options["parallel"])

    def _rehearse(self, plan: Plan, gallery_id: str) -> None:
        for folder, paths in plan.folders.items():
            where = " / ".join(part for part in (folder.continent, folder.country, folder.name) if part)
            self.stdout.write(f"{len(paths):6,} files: {where}" + (f" -> {gallery_id}" if gallery_id else ""))

    def _send(self, actor: Actor, jobs: Iterator[Job], meter: Meter, parallel: int) -> None:
        progress, counts, failed = Progress(self.stdout), Counter[str](), list[Imported]()
        try:
            for gallery_id, paths in jobs:
                for done in photos.import_files(actor=actor, gallery_id=gallery_id, paths=paths, parallel=parallel):
                    counts[done.state] += 1
                    failed += [done] if done.state == "failed" else []
                    meter.count(done)
                    progress.tell(meter.line)
        finally:
            progress.end()
            self._report(counts, failed)
        if failed:
            raise CommandError(f"{len(failed)} files failed; the same command again tries only what is not here.")

    def _report(self, counts: Mapping[str, int], failed: Sequence[Imported]) -> None:
        for each in failed:
            self.stderr.write(f"{each.path}: {each.reason}")
        self.stdout.write(", ".join(f"{counts[state]:,} {words}" for state, words in _WORDS.items() if counts[state]))


def _opened(actor: Actor, wishes: Mapping[Folder, Fields], plan: Plan) -> Iterator[Job]:
    """Each gallery is made when its turn has come."""
    for folder, fields in wishes.items():
        gallery, _is_new = galleries.open_folder(actor=actor, **fields)
        yield gallery.gallery_id, plan.folders[folder]


def _actor(owner: str) -> Actor:
    try:
        return User.objects.get_by_natural_key(owner).actor if owner else SYSTEM
    except User.DoesNotExist:
        raise CommandError(f"There is no user {owner}.") from None


def _fields(folder: Folder, options: Mapping[str, Any]) -> Fields:
    country = folder.country or options["country"]
    continent = folder.continent or options["continent"] or places.continent_of(country)
    if not country or not continent:
        raise CommandError(f"Where does “{folder.name}” lie? Say it with --country and --continent, or use --gallery.")
    fields: Fields = {"name": folder.name, "continent": continent, "country": country}
    if years := folder.years or [int(year) for year in re.findall(r"\d+", options["years"])]:
        fields["years"] = years
    return fields
