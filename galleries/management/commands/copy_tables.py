"""Bring items of other tables here: those of an older gallery manager, or a backup of ours. They stay as they are."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.items import AccountItem
from galleries import services as galleries
from galleries.management.progress import Progress
from galleries.models import Gallery
from galleries.services import Copied
from gallery_project.claims import Claim
from gallery_project.errors import NotFound
from photos.models import Photo
from photos.rows import PhotoFacet
from ratings.models import PhotoRating

_MODELS = {
    "galleries": Gallery,
    "photos": Photo,
    "ratings": PhotoRating,
    "facets": PhotoFacet,
    "accounts": AccountItem,
    "claims": Claim,
}


class Command(BaseCommand):
    help = "Copies the items of other tables that are not here yet; safe to repeat. After older ones: `upgrade_tables`."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, model in _MODELS.items():
            parser.add_argument(f"--{name}", metavar="TABLE", help=f"a table to copy to {model.Meta.table_name} from")

    def handle(self, *args: Any, **options: Any) -> None:
        sources = {options[name]: model for name, model in _MODELS.items() if options[name]}
        if not sources:
            raise CommandError("Name at least one table to copy from, like --galleries=OlderGalleries.")
        for source, model in sources.items():
            progress, done = Progress(self.stdout), Copied()
            try:
                for done in galleries.copy_items(source=source, model=model):
                    progress.tell(f"{source}: {done.written} of {done.read} items copied")
            except NotFound as error:
                raise CommandError(str(error)) from None
            progress.end()
            self.stdout.write(f"{source}: {done.read} items, {done.written} of them copied now.")
