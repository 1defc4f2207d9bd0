"""The environment variables of the deployed function: one place, for Zappa's hooks and for what runs here like it."""

import json
from collections.abc import Mapping

from infrastructure.stages import Stage


def of_function(stage: Stage, outputs: Mapping[str, str]) -> dict[str, str]:
    """What the stack says in its output `Environment`, and what stages.toml adds; the latter comes first."""
    variables: dict[str, str] = json.loads(outputs["Environment"])
    return {**variables, **stage.environment}
