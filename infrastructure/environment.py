"""`.venv-lambda`: Zappa and all that goes into the package, under the Python that the function will have."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from infrastructure import commands
from infrastructure.errors import CannotDeploy
from infrastructure.stages import ROOT, Stage

# Several checkouts may share one by a link; made through that, its programs would name a path that may go.
VENV = (ROOT / ".venv-lambda").resolve()
REQUIREMENTS = ROOT / "requirements-lambda.txt"


def make(stage: Stage) -> str:
    """Make it unless it is there, from these very requirements and this Python; answers in words."""
    python = _python(stage)
    wanted = _stamp(python)
    stamp = VENV / ".made-from"
    if not (stamp.exists() and stamp.read_text() == wanted and _version(_own_python())):
        _install(stage, python)
        stamp.write_text(wanted)
    return f"Python {_version(python)} in {VENV.name}"


def zappa(stage: Stage, *arguments: str) -> str:
    """Run `zappa COMMAND STAGE …`, which is there after `make`; answers what it said. Raises CannotDeploy."""
    command, *rest = arguments
    more = {"VIRTUAL_ENV": str(VENV), "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    call = [str(_own_python()), "-m", "zappa.cli", command, stage.name, *rest]
    return commands.run(stage, call, f"`zappa {command} {stage.name}` failed", more)


def _python(stage: Stage) -> str:
    """The emulator runs functions with our own; AWS with the one that the stage says, which must be here too.

    Another one only because this machine lacks it would leave the function with code that its runtime cannot read.
    """
    if stage.is_emulated:
        return sys.executable
    name = f"python{stage.python}"
    if _version(name) != stage.python:  # a version manager's shim may exist and fail
        raise CannotDeploy(
            f"{stage.name} has Python {stage.python} (stages.toml), and no {name} runs on this machine: install it."
        )
    return name


def _version(python: str | Path) -> str:
    """Like "3.13"; "" when it does not run."""
    if not shutil.which(str(python)):
        return ""
    code = "import sys; print('{}.{}'.format(*sys.version_info))"
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() if not done.returncode else ""


def _install(stage: Stage, python: str) -> None:
    commands.run(stage, [python, "-m", "venv", "--clear", str(VENV)], f"{VENV.name} could not be made")
    install = ["-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(REQUIREMENTS)]
    commands.run(stage, [str(_own_python()), *install], "The packages of the function could not be installed")


def _own_python() -> Path:
    return VENV / "bin" / "python"


def _stamp(python: str) -> str:
    return hashlib.sha256(REQUIREMENTS.read_bytes() + _version(python).encode()).hexdigest()
