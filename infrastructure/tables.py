"""Whether the tables are as the models want them."""

from infrastructure import commands
from infrastructure.stages import Stage


def check(stage: Stage) -> str:
    """Raises CannotDeploy with the first difference."""
    commands.django(stage, ["manage.py", "create_tables", "--check"], "The tables are not as the models want them")
    return "as the models want them"
