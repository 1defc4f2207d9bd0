"""The emulator of AWS on this machine (`python -m embedded.cloud`): started for a deployment, used by all commands."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from infrastructure.errors import CannotDeploy
from infrastructure.stages import ROOT

DATA = ROOT / "var" / "emulator"
START_TIMEOUT = 60.0  # seconds
STOP_TIMEOUT = 20.0  # seconds


def folder() -> Path:
    """Where it keeps everything: DATA of the environment, as for `make emulator`, else var/emulator."""
    return Path(os.environ.get("DATA") or DATA).absolute()


def environment() -> dict[str, str]:
    """What leads an AWS SDK to it. Raises CannotDeploy when it does not run."""
    found = _announced()
    if not found:
        raise CannotDeploy("The emulator does not run: `make deploy STAGE=emulator` starts it.")
    return dict(found["environment"])


def site() -> str:
    """The address of its stand-in for CloudFront."""
    return str(_announced()["site"])


def start() -> None:
    """Unless it runs; it goes on after us. Raises CannotDeploy when it does not come up."""
    if _announced():
        return
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    log = folder() / "start.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "embedded.cloud"],
            cwd=ROOT,
            env={**os.environ, "DATA": str(folder())},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    _wait_until_it_runs(process, log)


def stop() -> str:
    """Ask it to end, and wait until it has."""
    found = _announced()
    if not found:
        return "does not run"
    os.kill(found["pid"], signal.SIGTERM)
    deadline = time.monotonic() + STOP_TIMEOUT
    while _runs(found["pid"]):
        if time.monotonic() > deadline:
            raise CannotDeploy(f"The emulator (process {found['pid']}) did not end in {STOP_TIMEOUT:.0f} s.")
        time.sleep(0.1)
    return "stopped"


def _wait_until_it_runs(process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while not _announced():
        if process.poll() is not None or time.monotonic() > deadline:
            process.terminate()
            said = log.read_text().strip().splitlines()
            raise CannotDeploy(f"The emulator did not start: {said[-1] if said else 'it said nothing'} (see {log}).")
        time.sleep(0.1)


def _announced() -> dict[str, Any]:
    """What it wrote when it was ready; {} when it is not, or was killed since."""
    with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
        found: dict[str, Any] = json.loads((folder() / "emulator.json").read_text())
        if _runs(found["pid"]):
            return found
    return {}


def _runs(pid: int) -> bool:
    """Whether this process is an emulator of ours: numbers are given again to others."""
    found = subprocess.run(["ps", "-p", str(pid), "-o", "args="], capture_output=True, check=False)
    return b"embedded.cloud" in found.stdout
