"""A started `python -m embedded`, looked at from outside."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import urllib3
from botocore.config import Config

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0  # seconds, on a busy machine
http = urllib3.PoolManager(timeout=10, retries=False)


class Running:
    """One start over the folder `data`; `variables` join those of a start without samples on a free port."""

    def __init__(self, data: Path, **variables: str) -> None:
        self.data = data
        env = {**os.environ, "DATA": str(data), "PORT": str(a_free_port()), "SAMPLES": "0", **variables}
        command = [sys.executable, "-m", "embedded"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=env, text=True, stdout=pipe, stderr=pipe, preexec_fn=_hear_hangups
        )

    def ready_line(self) -> str:
        """Waits for it."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = re.match(r"Gallery ready at (http://\S+)", line)
        assert found, self.process.communicate()[1]
        self.url = found[1]
        return line

    def members(self) -> set[int]:
        """Its own process id and those of all descendants."""
        return {self.process.pid, *descendants(self.process.pid)}

    def member(self, module: str) -> int:
        """The process that runs this module."""
        return next(pid for pid in self.members() if module in Path(f"/proc/{pid}/cmdline").read_text())

    def stop(self, number: signal.Signals) -> int:
        """The exit status after this signal."""
        self.process.send_signal(number)
        return self.process.wait(timeout=20)

    def refusal(self) -> str:
        """What it says when it gives up, with exit status 1."""
        _, words = self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 1
        return str(words)

    def shows(self, text: str) -> bool:
        """Whether the home page has this text."""
        return text.encode() in http.request("GET", self.url).data

    def s3(self) -> Any:
        """A client with the folder's own key."""
        return boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{(self.data / 's3-port').read_text()}",
            aws_access_key_id="gallery",
            aws_secret_access_key=(self.data / "aws-secret").read_text(),
            config=Config(signature_version="s3v4"),
        )


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in children for each in (int(child), *descendants(int(child)))]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def age(pid: int) -> float:
    """Seconds since the process was started."""
    ticks = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def wait_for(condition: Callable[[], bool], patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def _hear_hangups() -> None:
    """Under nohup the tests ignore them, and what they start would too."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
