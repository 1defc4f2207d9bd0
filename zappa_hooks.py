"""What Zappa calls: `settings` before every command, `slim` when the package is made (zappa_settings.json names both).

They run in .venv-lambda, which has Zappa, and not in the environment of the site and its tests.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the `zappa` script has its own folder there instead

from infrastructure.package import slimming, stack  # noqa: E402
from infrastructure.package.cli import Cli  # noqa: E402


def settings(cli: Cli) -> None:
    """Complete the committed settings with what only this account knows: the outputs of the stage's stack."""
    stack.complete(cli)


def slim(cli: Cli) -> None:
    """Make the zip small, quick to start and proven to be complete."""
    slimming.slim(cli)
