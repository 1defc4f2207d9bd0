"""Finish what a hard stop left behind."""

from typing import Any

from django.core.management.base import BaseCommand

from galleries import services as galleries
from website import front


class Command(BaseCommand):
    help = "Receives unrecorded originals and finishes interrupted uploads and deletions. Safe at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        adopted = galleries.adopt_unrecorded()
        done = galleries.reconcile()
        front.refresh_if_stale()
        self.stdout.write(
            f"adopted {adopted.finished}, finished {done.finished}, deleted {done.deleted}, jobs ended {done.jobs}, "
            f"failed {adopted.failed + done.failed}"
        )
