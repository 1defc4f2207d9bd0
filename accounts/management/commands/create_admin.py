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
        parser.add_argument("--email", default="", help="where links for a new password go")

    def handle(self, *args: Any, username: str, email: str, **options: Any) -> None:
        try:
            User.objects.get_by_natural_key(username)
        except User.DoesNotExist:
            self._create(username, email)
        else:
            self.stdout.write(f"The account {username} exists.")

    def _create(self, username: str, email: str) -> None:
        password = os.environ.get("ADMIN_PASSWORD", "")
        try:
            User.objects.create_user(username=username, password=password, role="admin", email=email)
        except Invalid as error:
            what = "The e-mail address" if error.field == "email" else "ADMIN_PASSWORD"
            raise CommandError(f"{what}: {error}") from None
        self.stdout.write(f"Created the account {username}.")
