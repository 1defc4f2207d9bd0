"""Create the administrator's account, once."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from gallery_project.errors import Invalid


class Command(BaseCommand):
    help = "Creates an administrator; the password comes from ADMIN_PASSWORD. Says so when the account exists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", default="admin")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        try:
            User.objects.get_by_natural_key(username)
        except User.DoesNotExist:
            self._create(username)
        else:
            self.stdout.write(f"The account {username} exists.")

    def _create(self, username: str) -> None:
        try:
            User.objects.create_user(username=username, password=os.environ.get("ADMIN_PASSWORD", ""), role="admin")
        except Invalid as error:
            raise CommandError(f"ADMIN_PASSWORD: {error}") from None
        self.stdout.write(f"Created the account {username}.")
