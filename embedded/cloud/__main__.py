"""`python -m embedded.cloud`: an emulated AWS account that the whole installation is deployed to, until it is stopped.

Reads PORT (of AWS), EDGE_PORT (of the site) and DATA; port 0 is any free one. Nothing that is deployed outlives it.
"""

import contextlib
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from embedded.child import Child, stop
from embedded.engines import (
    STOP_GRACE,
    free_port,
    ministack_environment,
    sdk_environment,
    wait_until_it_listens,
)
from embedded.environment import as_shell
from embedded.errors import CannotRun
from embedded.folder import Folder, is_free, opened

RUNNING = "emulator.json"  # how to reach a running emulator: its `pid`, `site` and `environment`


def main() -> None:
    try:
        data, port, site_port = _options()
        with opened(data) as folder, _running(folder, port, site_port) as server:
            print(f"Emulator ready: the site at {_url(site_port)}/, AWS at {_url(port)}", flush=True)
            while server.exit_status is None:
                time.sleep(0.2)
            raise CannotRun(f"The emulator ended unexpectedly; see {server.log}.")
    except CannotRun as reason:
        sys.exit(str(reason))


def _options() -> tuple[Path, int, int]:
    data = Path(os.environ.get("DATA") or "var/emulator")
    return data, _port("PORT", 4566), _port("EDGE_PORT", 8100)


def _port(name: str, default: int) -> int:
    port = os.environ.get(name) or str(default)
    if not port.isdecimal() or int(port) > 65535:
        raise CannotRun(f"{name} must be a number from 0 to 65535, not {port!r}.")
    if port != "0" and not is_free(int(port)):  # else whoever listens there would be taken for the emulator
        raise CannotRun(f"Port {port} is in use: stop what has it, or take another with {name}=.")
    return int(port) or free_port()


@contextlib.contextmanager
def _running(folder: Folder, port: int, site_port: int) -> Iterator[Child]:
    """The server's process; it answers at both ports when the block begins, and is gone after it."""
    server = Child(
        "cloud",
        [sys.executable, "-m", "embedded.cloud.server"],
        _environment(folder, port, site_port),
        folder.log("cloud"),
    )
    try:
        server.start(keep_open=[folder.lock])
        wait_until_it_listens(server, _url(port))
        _announce(folder, port, site_port)
        yield server
    finally:
        (folder.path / RUNNING).unlink(missing_ok=True)
        stop([server], STOP_GRACE)


def _environment(folder: Folder, port: int, site_port: int) -> dict[str, str]:
    """That of `make run`'s ministack, with every service, and functions that run as processes of this machine."""
    unpacked = folder.path / "tmp"  # packages of functions; they are left behind when we are killed
    shutil.rmtree(unpacked, ignore_errors=True)
    unpacked.mkdir()
    environment = ministack_environment(folder, port, with_tables=True)
    del environment["SERVICES"]
    return {
        **environment,
        "TMPDIR": str(unpacked),
        "SITE_PORT": str(site_port),
        "LAMBDA_EXECUTOR": "local",
        "PERSIST_STATE": "0",
        "S3_PERSIST": "0",
    }


def _announce(folder: Folder, port: int, site_port: int) -> None:
    sdk = sdk_environment(folder, _url(port), _url(port))
    del sdk["BUCKET_NAME"]
    folder.write("aws.env", as_shell(sdk))
    folder.write(RUNNING, json.dumps({"pid": os.getpid(), "site": _url(site_port), "environment": sdk}))


def _url(port: int) -> str:
    return f"http://127.0.0.1:{port}"


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    main()
