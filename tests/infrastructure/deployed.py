"""A copy of the project that is deployed to an emulated account of its own, as an operator would do it."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from embedded.environment import without_traces
from tests.embedded.running import descendants, is_alive, wait_for

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "secret-pass-1"
STAGE = "emulator"
# What `make setup` makes is shared, as is the environment that a deployment makes: both depend on locked requirements.
SHARED = (".venv", ".venv-lambda")
LEFT_OUT = shutil.ignore_patterns(*SHARED, ".git", ".*_cache", "__pycache__", "node_modules", "var", "tests")
SDK = Config(retries={"total_max_attempts": 2})


class Deployment:
    """`root` is the project's copy; `site` the address, once it is deployed."""

    def __init__(self, folder: Path) -> None:
        self.root, self._data = folder / "project", folder / "emulator"
        shutil.copytree(ROOT, self.root, ignore=LEFT_OUT)
        for name in SHARED:
            (ROOT / name).mkdir(exist_ok=True)
            (self.root / name).symlink_to(ROOT / name)

    def command(self, name: str, *options: str, **variables: str) -> str:
        """What `make NAME STAGE=emulator` says; it must go well."""
        ports = {"DATA": str(self._data), "PORT": "0", "EDGE_PORT": "0"}
        command = [sys.executable, "-m", "infrastructure", name, "--stage", STAGE, *options]
        return self._said(command, {**without_traces(os.environ), **ports, **variables})

    def zappa(self, command: str, *options: str) -> str:
        """What `zappa COMMAND emulator` says, from the committed settings alone; it must go well."""
        own = self.root / ".venv-lambda"
        path = {"VIRTUAL_ENV": str(own), "PATH": f"{own / 'bin'}{os.pathsep}{os.environ['PATH']}"}
        call = [str(own / "bin" / "python"), "-m", "zappa.cli", command, STAGE, *options]
        return self._said(call, {**without_traces(os.environ), **path, **self._told()["environment"]})

    @property
    def site(self) -> str:
        return str(self._told()["site"])

    def client(self, service: str) -> Any:
        known = self._told()["environment"]
        make: Any = boto3.client  # typed for named services only
        return make(
            service,
            endpoint_url=known["AWS_ENDPOINT_URL"],
            region_name=known["AWS_DEFAULT_REGION"],
            aws_access_key_id=known["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=known["AWS_SECRET_ACCESS_KEY"],
            config=SDK,
        )

    def send_event(self, event: object) -> None:
        """To the function, as S3 does: it is taken, and handled some time."""
        functions = self.client("lambda")
        functions.invoke(FunctionName="gallery-emulator", InvocationType="Event", Payload=json.dumps(event))

    def kill_functions(self) -> None:
        """All that run or wait at this moment; AWS does so with one that is out of time or memory."""
        members = descendants(self._told()["pid"])
        functions = [pid for pid in members if "ministack-lambda" in Path(f"/proc/{pid}/cmdline").read_text()]
        for pid in functions:
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: not any(is_alive(pid) for pid in functions))

    def end(self) -> None:
        """Stop the emulator; nothing is left of it."""
        if (self._data / "emulator.json").exists():
            pid = self._told()["pid"]
            os.kill(pid, signal.SIGTERM)
            wait_for(lambda: not is_alive(pid))

    def _said(self, command: list[str], environment: dict[str, str]) -> str:
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self._data / "emulator.json").read_text())
        return told
