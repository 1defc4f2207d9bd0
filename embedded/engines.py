"""DynamoDB, S3 and SQS on this machine, with everything they keep under one folder.

dynoxide (a small binary over SQLite) is the DynamoDB where there is a binary for the platform, else
ministack's own. ministack is S3 and SQS everywhere, behind `guard`.
"""

import contextlib
import os
import random
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from embedded import child
from embedded.child import Child
from embedded.errors import CannotRun
from embedded.folder import Folder

ROOT = Path(__file__).parent.parent
DYNOXIDE = ROOT / "node_modules" / "@dynoxide" / "linux-x64" / "dynoxide"
REGION = "us-east-1"
BUCKET = "gallery"
WORK_QUEUE = "gallery-work"  # what the site asks its workers for
ACCESS_KEY = "gallery"
_ACCOUNT = "000000000000"  # ministack's, in the addresses of its queues
SAVE_EVERY = 10  # seconds of writes a hard kill can lose when ministack is the DynamoDB
START_TIMEOUT = 30.0  # seconds
STOP_GRACE = 5.0  # seconds


@dataclass(frozen=True)
class Engines:
    """Running engines: their processes, and the environment that leads an AWS SDK to them."""

    children: tuple[Child, ...]
    environment: dict[str, str]
    keeps_every_write: bool  # even when the machine's user kills everything


@contextlib.contextmanager
def engines(folder: Folder) -> Iterator[Engines]:
    """Start the engines over `folder`; both answer when the block begins and are gone after it.

    Raises CannotRun when one does not come up.
    """
    port = folder.remembered_port("s3", free_port)
    aws_url = f"http://127.0.0.1:{port}"
    has_dynoxide = DYNOXIDE.exists()
    aws = Child(
        "aws",
        [sys.executable, "-m", "embedded.aws"],
        ministack_environment(folder, port, not has_dynoxide),
        folder.log("aws"),
    )
    children, tables_url = [aws], aws_url
    if has_dynoxide:
        host, tables_port = _private_address()
        tables_url = f"http://{host}:{tables_port}"
        children.append(_dynoxide(folder, host, tables_port))
    try:
        for each in children:
            each.start(keep_open=[folder.lock])
        for each, url in zip(children, (aws_url, tables_url), strict=False):
            wait_until_it_listens(each, url)
        queue = {"WORK_QUEUE_URL": f"{aws_url}/{_ACCOUNT}/{WORK_QUEUE}"}
        yield Engines(tuple(children), {**sdk_environment(folder, aws_url, tables_url), **queue}, has_dynoxide)
    finally:
        child.stop(children, STOP_GRACE)


def free_port() -> int:
    """A loopback TCP port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _private_address() -> tuple[str, int]:
    """Somewhere in 127.0.0.0/8, all of which is loopback on Linux, where dynoxide runs.

    dynoxide checks no signature and answers web pages of any origin: a page would have to try 16 million
    addresses.
    """
    byte = random.SystemRandom().randint
    return f"127.{byte(1, 254)}.{byte(1, 254)}.{byte(1, 254)}", free_port()


def _dynoxide(folder: Folder, host: str, port: int) -> Child:
    database = folder.path / "dynamodb.sqlite"
    command = [str(DYNOXIDE), "serve", "--host", host, "--port", str(port), "--db-path", str(database)]
    return Child("dynamodb", command, {}, folder.log("dynamodb"))


def ministack_environment(folder: Folder, port: int, with_tables: bool) -> dict[str, str]:
    """Made from nothing: no variable of the user's shell (AWS_ENDPOINT_URL, PERSIST_STATE) may change it."""
    return {
        "PATH": os.defpath,
        "HOME": str(folder.path),
        "TMPDIR": str(folder.path),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "LOG_LEVEL": "WARNING",
        "AUTH": "true",
        "SERVICES": "s3,sqs,dynamodb" if with_tables else "s3,sqs",
        "BUCKET_NAME": BUCKET,
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(folder.path / "objects"),
        "PERSIST_STATE": "1" if with_tables else "0",
        "STATE_DIR": str(folder.path / "state"),
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": folder.secret("aws-secret"),
        # Parts of ministack that would open more ports, or look for containers to clean up on this machine.
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "DOCKER_HOST": "unix:///dev/null/none",
    }


def sdk_environment(folder: Folder, aws_url: str, tables_url: str) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": aws_url,
        "AWS_ENDPOINT_URL_DYNAMODB": tables_url,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": folder.secret("aws-secret"),
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "BUCKET_NAME": BUCKET,
    }


def wait_until_it_listens(engine: Child, url: str) -> None:
    host, port = url.removeprefix("http://").split(":")
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and engine.exit_status is None:
        with contextlib.suppress(OSError), socket.create_connection((host, int(port)), timeout=1):
            return
        time.sleep(0.02)
    raise CannotRun(f"The embedded {engine.name} engine did not start; see {engine.log}.")
