"""Other programs that a deployment runs, quietly: a log keeps what one says, and its last line tells why it failed."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from infrastructure import stack, variables
from infrastructure.errors import CannotDeploy
from infrastructure.stages import ROOT, Stage

LOGS = ROOT / "var" / "log"


def run(stage: Stage, command: Sequence[str], failure: str, more: Mapping[str, str] | None = None) -> str:
    """Run it in the project's folder, with `more` variables; answers its standard output.

    Raises CannotDeploy with `failure` and the last line it said.
    """
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **(more or {})}, capture_output=True, text=True, check=False
    )
    log = _log(stage, command, done.stdout + done.stderr)
    if done.returncode:
        raise CannotDeploy(f"{failure}: {_last_line(done.stderr) or _last_line(done.stdout)} (see {log}).")
    return done.stdout


def django(stage: Stage, arguments: Sequence[str], failure: str, more: Mapping[str, str] | None = None) -> str:
    """Run a module of ours as the function would, with its variables, but here and with the operator's credentials."""
    return run(stage, [sys.executable, *arguments], failure, {**_as_function(stage), **(more or {})})


def manage(stage: Stage, arguments: Sequence[str]) -> int:
    """Run a command of `manage.py` for the operator to see and to answer; its exit status."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **_as_function(stage)}, check=False).returncode


def _as_function(stage: Stage) -> dict[str, str]:
    return {
        **variables.of_function(stage, stack.outputs(stage)),
        "DJANGO_SETTINGS_MODULE": "gallery_project.settings",
        "STATIC_ROOT": str(static_root(stage)),
        "LOG_LEVEL": "WARNING",
    }


def static_root(stage: Stage) -> Path:
    """Where `collectstatic` puts the stage's files, and where Zappa's hook finds their manifest."""
    return ROOT / "var" / "static" / stage.name


def _log(stage: Stage, command: Sequence[str], said: str) -> Path:
    """One file for each program and stage: the newest run."""
    name = "-".join([Path(part).name for part in command[1:4] if not part.startswith("-")][:2])
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{stage.name}-{name}.log"
    log.write_text(said)
    return log


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1].strip().rstrip(".") if lines else ""
