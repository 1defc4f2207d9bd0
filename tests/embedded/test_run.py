"""`python -m embedded` as a person meets it: starting, stopping, being killed, being told what is wrong."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import boto3
import pytest
import urllib3
from botocore.config import Config
from PIL import Image

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0  # seconds, on a busy machine
http = urllib3.PoolManager(timeout=10, retries=False)


class Running:
    """A started `python -m embedded`."""

    def __init__(self, data: Path, **variables: str) -> None:
        self.data = data
        env = {**os.environ, "DATA": str(data), "PORT": str(a_free_port()), "SAMPLES": "0", **variables}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "embedded"],
            cwd=ROOT,
            env=env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def ready_line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line.startswith("Gallery ready at http://"), self.process.communicate()[1]
        return line

    def members(self) -> list[int]:
        """Its own process id and those of all descendants."""
        return [self.process.pid, *descendants(self.process.pid)]

    def s3(self) -> Any:
        port, secret = (self.data / "s3-port").read_text(), (self.data / "aws-secret").read_text()
        return boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{port}",
            aws_secret_access_key=secret,
            aws_access_key_id="gallery",
            config=Config(signature_version="s3v4"),
        )


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def start(**variables: str) -> Running:
        started.append(Running(tmp_path / "data", **variables))
        return started[-1]

    yield start
    for running in started:
        running.process.kill()
        running.process.communicate()


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


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def a_photo() -> bytes:
    file = BytesIO()
    Image.effect_noise((640, 480), 40).save(file, "JPEG")
    return file.getvalue()


def shows(url: str, text: str) -> bool:
    return text.encode() in http.request("GET", url).data


def test_success_nothing_is_lost_when_everything_is_killed(start: Callable[..., Running]) -> None:
    first = start(ADMIN_PASSWORD="secret-1")
    url = re.search(r"http://\S+", first.ready_line())[0]
    first.s3().put_object(Bucket="gallery", Key="galleries/Asia/Japan/Kyoto 2023/IMG 1.jpg", Body=a_photo())
    wait_for(lambda: shows(url, "Kyoto 2023"))
    first.s3().put_object(Bucket="gallery", Key="galleries/Asia/Japan/Nara 2024/IMG 2.jpg", Body=a_photo())
    for pid in first.members():
        os.kill(pid, signal.SIGKILL)
    first.process.wait()

    second = start(ADMIN_PASSWORD="secret-1")
    url = re.search(r"http://\S+", second.ready_line())[0]
    assert shows(url, "Kyoto 2023")
    wait_for(lambda: shows(url, "Nara 2024"))  # its event died with the queue


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_success_clean_stop(start: Callable[..., Running], number: signal.Signals) -> None:
    running = start()
    running.ready_line()
    members = running.members()
    assert len(members) >= 6  # two engines, two workers, the site
    running.process.send_signal(number)
    assert running.process.wait(timeout=15) == 0
    assert not [pid for pid in members if is_alive(pid)]


def test_success_children_end_with_a_killed_supervisor(start: Callable[..., Running]) -> None:
    running = start()
    running.ready_line()
    members = running.members()
    running.process.kill()
    wait_for(lambda: not any(map(is_alive, members)))


def test_success_a_made_up_password_is_shown_once(start: Callable[..., Running]) -> None:
    first = start()
    assert re.search(r"sign in as admin, password: \S{8,}\)", first.ready_line())
    first.process.terminate()
    first.process.wait()
    assert start().ready_line().endswith("(sign in as admin)\n")


def test_success_a_dead_worker_is_replaced(start: Callable[..., Running]) -> None:
    running = start()
    running.ready_line()
    before = set(running.members())
    worker = next(pid for pid in before if "embedded.worker" in Path(f"/proc/{pid}/cmdline").read_text())
    time_of_steady = 5.5
    wait_for(lambda: time.clock_gettime(time.CLOCK_BOOTTIME) - started_at(worker) > time_of_steady)
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: len(set(running.members()) - before) == 1)


def started_at(pid: int) -> float:
    ticks = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19])
    return ticks / os.sysconf("SC_CLK_TCK")


def test_fail_dead_engine(start: Callable[..., Running]) -> None:
    running = start()
    running.ready_line()
    engine = next(pid for pid in running.members() if "embedded.aws" in Path(f"/proc/{pid}/cmdline").read_text())
    os.kill(engine, signal.SIGKILL)
    assert refusal(running) == f"The gallery's aws ended unexpectedly; see {running.data}/log/aws.log.\n"


def refusal(running: Running) -> str:
    """What it says when it gives up, which must be all it says."""
    _, words = running.process.communicate(timeout=PATIENCE)
    assert running.process.returncode == 1
    return words


def test_fail_port_in_use(start: Callable[..., Running]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        words = refusal(start(PORT=str(port)))
    assert words == f"Port {port} cannot be used: Address already in use. Try PORT=8001.\n"


@pytest.mark.parametrize("port", ["http", "0", "65536"])
def test_fail_port_that_is_none(start: Callable[..., Running], port: str) -> None:
    assert refusal(start(PORT=port)) == f"PORT must be a number from 1 to 65535, not '{port}'.\n"


def test_fail_folder_that_cannot_be_made(start: Callable[..., Running], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    words = refusal(start(DATA=str(tmp_path / "file" / "data")))
    assert words == f"Cannot write to the data folder {tmp_path}/file/data: Not a directory.\n"


def test_fail_folder_in_use(start: Callable[..., Running]) -> None:
    running = start()
    running.ready_line()
    assert refusal(start()) == f"The data folder {running.data} is in use by another running gallery.\n"
