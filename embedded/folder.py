"""The folder DATA: what a gallery keeps between two starts, and the lock that makes it ours while we run."""

import contextlib
import fcntl
import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from embedded.errors import CannotRun

LOCK_PATIENCE = 5.0  # seconds; the kernel needs a moment to clear away processes that were just killed


class Folder:
    """An opened, locked DATA folder.

    Attributes: `path`; `lock`, a file descriptor that engines inherit, so that an engine which outlives us
    still holds the folder.
    """

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self.lock = lock

    def log(self, name: str) -> Path:
        return self.path / "log" / f"{name}.log"

    def secret(self, name: str) -> str:
        """64 random hexadecimal digits, made on the first start."""
        return self.keep(name, secrets.token_hex(32))

    def keep(self, name: str, value: str) -> str:
        """What the file `name` says; when it is not there it is made, for this user only, with `value`."""
        file = self.path / name
        if not file.exists():
            self.write(name, value)
        return file.read_text()

    def write(self, name: str, value: str) -> None:
        """All or nothing, even when we are killed half-way."""
        draft = self.path / f".{name}.new"
        draft.touch(mode=0o600)
        draft.write_text(value)
        draft.replace(self.path / name)

    def has(self, name: str) -> bool:
        return (self.path / name).exists()

    def remembered_port(self, name: str, choose: Callable[[], int]) -> int:
        """The port of the last start while it is free: what a browser has open then survives a restart."""
        port = int(self.keep(f"{name}-port", str(choose())))
        if not is_free(port):
            port = choose()
            self.write(f"{name}-port", str(port))
        return port


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """Make the folder if need be, take its lock, start fresh logs. Raises CannotRun."""
    path = path.expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise CannotRun(f"The data folder {path} is a file, not a folder.")
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds keys and people's accounts
        (path / "log").mkdir(exist_ok=True)
        lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CannotRun(f"Cannot write to the data folder {path}: {error.strerror}.") from error
    try:
        _take(lock, path)
        for log in (path / "log").glob("*.log"):
            log.replace(log.with_suffix(".log.1"))
        yield Folder(path, lock)
    finally:
        os.close(lock)


def _take(lock: int, path: Path) -> None:
    deadline = time.monotonic() + LOCK_PATIENCE
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise CannotRun(f"The data folder {path} is in use by another running gallery.") from None
        time.sleep(0.05)


def is_free(port: int) -> bool:
    """Whether nobody listens at this port of ours."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
