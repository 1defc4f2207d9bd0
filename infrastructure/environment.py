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

VENV = ROOT / ".venv-lambda"
REQUIREMENTS = ROOT / "requirements-lambda.txt"
# Python 3.11 on Lambda has too old a C library for Pillow's wheels.
RUNTIMES = ("python3.13", "python3.12")


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
    """The emulator runs functions with our own; AWS with one of its runtimes, of which this machine needs one too."""
    if stage.is_emulated:
        return sys.executable
    # A version manager's shim may exist and fail, so each is tried.
    found = [name for name in RUNTIMES if _version(name)]
    if not found:
        raise CannotDeploy("A deployment to AWS needs Python 3.13 or 3.12 on this machine, and found none that runs.")
    return found[0]


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
