"""The first administrator's account, made from here: the password passes through neither the function nor its log."""

import secrets

from infrastructure import commands
from infrastructure.stages import Stage

USERNAME = "admin"
CREATED = "Created the account"  # says create_admin


def make(stage: Stage, given: str) -> str:
    """Unless it is there, with the password `given` or one that is made up and told this once. Raises CannotDeploy."""
    password = given or secrets.token_urlsafe(12)
    email = ["--email", stage.admin_email] if stage.admin_email else []
    command = ["manage.py", "create_admin", "--username", USERNAME, *email]
    said = commands.django(stage, command, "The administrator was not made", {"ADMIN_PASSWORD": password})
    if CREATED not in said:
        return f"{USERNAME}, as before"
    return f"{USERNAME}, with your ADMIN_PASSWORD" if given else f"{USERNAME}, password: {password}"
