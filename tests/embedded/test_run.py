"""`python -m embedded` as a person meets it: starting, stopping, being killed, being told what is wrong."""

import os
import re
import signal
import socket
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from embedded.gallery import STEADY
from tests.embedded.running import Running, age, is_alive, wait_for


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts galleries over one and the same folder."""
    started: list[Running] = []

    def start(**variables: str) -> Running:
        started.append(Running(tmp_path / "data", **variables))
        return started[-1]

    yield start
    for running in started:
        running.process.kill()
        running.process.communicate()


def a_photo() -> bytes:
    file = BytesIO()
    Image.effect_noise((640, 480), 40).save(file, "JPEG")
    return file.getvalue()


def test_success_stop_and_start_again(start: Callable[..., Running]) -> None:
    first = start()
    assert re.search(r"\(sign in as admin, password: \S{8,}\)", first.ready_line())
    members = first.members()
    assert len(members) >= 6  # the supervisor, two engines, two workers, the site
    assert start().refusal() == f"The data folder {first.data} is in use by another running gallery.\n"
    assert first.stop(signal.SIGINT) == 0
    assert not any(map(is_alive, members))

    second = start()
    assert second.ready_line().endswith("(sign in as admin)\n")
    members = second.members()
    assert second.stop(signal.SIGTERM) == 0
    assert not any(map(is_alive, members))


def test_success_nothing_is_lost_with_a_killed_supervisor_and_its_children_end(start: Callable[..., Running]) -> None:
    first = start(ADMIN_PASSWORD="secret-1")
    assert first.ready_line().endswith("(sign in as admin with your ADMIN_PASSWORD)\n")
    s3 = first.s3()
    s3.put_object(Bucket="gallery", Key="galleries/Asia/Japan/Kyoto 2023/IMG 1.jpg", Body=a_photo())
    wait_for(lambda: first.shows("Kyoto 2023"))
    s3.put_object(Bucket="gallery", Key="galleries/Asia/Japan/Nara 2024/IMG 2.jpg", Body=a_photo())
    members = first.members()
    first.process.kill()
    first.process.wait()
    wait_for(lambda: not any(map(is_alive, members)))

    second = start(ADMIN_PASSWORD="secret-1")
    second.ready_line()
    assert second.shows("Kyoto 2023")
    wait_for(lambda: second.shows("Nara 2024"))  # even if its event died with the queue
    assert second.stop(signal.SIGHUP) == 0


def test_success_dead_worker_is_replaced_but_not_a_dead_engine(start: Callable[..., Running]) -> None:
    running = start()
    running.ready_line()
    before, worker = running.members(), running.member("embedded.worker")
    wait_for(lambda: age(worker) > STEADY + 1)
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: len(running.members() - before) == 1)

    os.kill(running.member("embedded.aws"), signal.SIGKILL)
    log = running.data / "log" / "aws.log"
    assert running.refusal() == f"The gallery's aws ended unexpectedly; see {log}.\n"


def test_fail_port_in_use(start: Callable[..., Running]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        words = start(PORT=str(port)).refusal()
    assert words == f"Port {port} cannot be used: Address already in use. Try PORT=8001.\n"


@pytest.mark.parametrize("port", ["http", "0", "65536"])
def test_fail_port_that_is_none(start: Callable[..., Running], port: str) -> None:
    assert start(PORT=port).refusal() == f"PORT must be a number from 1 to 65535, not '{port}'.\n"


def test_fail_folder_that_cannot_be_made(start: Callable[..., Running], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    words = start(DATA=str(tmp_path / "file" / "data")).refusal()
    assert words == f"Cannot write to the data folder {tmp_path}/file/data: Not a directory.\n"
