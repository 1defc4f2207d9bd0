"""Processes that end with us, however we end."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Child:
    """One named process in its own process group, writing to its own log file."""

    def __init__(self, name: str, command: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.log = log
        self._command = command
        self._env = env
        self._process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0

    def start(self, keep_open: Iterable[int] = (), shows: bool = False) -> None:
        """Start (again), with the file descriptors `keep_open`; its output is logged, or for the user."""
        supervisor = os.getpid()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=dict(self._env),
                stdin=subprocess.DEVNULL,
                stdout=None if shows else log,
                stderr=log,
                pass_fds=tuple(keep_open),
                start_new_session=True,  # Ctrl-C is for the supervisor, which stops all in order
                preexec_fn=lambda: _die_with(supervisor),
            )
        self.started_at = time.monotonic()

    @property
    def exit_status(self) -> int | None:
        """None while it runs (or has not been started)."""
        return self._process.poll() if self._process else None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def signal(self, number: int) -> None:
        """To the whole group: a server's own workers too."""
        with contextlib.suppress(ProcessLookupError):
            if self._process:
                os.killpg(self._process.pid, number)

    def wait(self, deadline: float) -> None:
        """Until it has ended; after `deadline` (monotonic seconds) it is killed."""
        if not self._process:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - time.monotonic()))
        self.signal(signal.SIGKILL)
        self._process.wait()


def run(child: Child, shows: bool = False) -> int:
    """From start to end; its exit status."""
    child.start(shows=shows)
    try:
        while child.exit_status is None:
            time.sleep(0.05)
        return child.exit_status
    finally:
        stop([child], grace=1.0)


def stop(children: Iterable[Child], grace: float) -> None:
    """Ask all of them to end, at once; kill those still there after `grace` seconds."""
    children = list(children)
    for child in children:
        if child.exit_status is None:
            child.signal(signal.SIGTERM)
    deadline = time.monotonic() + grace
    for child in children:
        child.wait(deadline)


def _die_with(parent: int) -> None:
    """In the child, between fork and exec: the kernel is to kill it when `parent` ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)
