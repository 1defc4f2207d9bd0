"""Everything is killed while the first photos are worked through; whatever S3 acknowledged is finished afterwards."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import make
from tests.embedded.photographer import Photographer, send
from tests.embedded.running import Running, wait_for

COUNT = 30
LONGEST = 120.0  # seconds that a photo may stay in processing


def test_success_thirty_photos(tmp_path: Path) -> None:
    first = Running(tmp_path / "data", ADMIN_PASSWORD="secret-1")
    first.ready_line()
    photographer = Photographer(first.url, "secret-1")
    gallery_id = photographer.create_gallery("Killed")
    bodies = [make.jpeg(n, (1200, 900)) for n in range(COUNT - 1)] + [b"no photo at all"]
    uploads = photographer.announce(gallery_id, [f"{n}.jpg" for n in range(COUNT)])
    ids = [upload["photoId"] for upload in uploads]
    with ThreadPoolExecutor(8) as threads:
        acknowledged = list(threads.map(send, uploads, bodies))
    wait_for(lambda: count(photographer, gallery_id, ids, "processing", "ready") > 0)
    for pid in first.members():
        os.kill(pid, signal.SIGKILL)
    first.process.communicate()
    assert all(acknowledged)

    second = Running(tmp_path / "data", ADMIN_PASSWORD="secret-1")
    second.ready_line()
    photographer = Photographer(second.url, "secret-1")
    try:
        wait_for(lambda: count(photographer, gallery_id, ids, "ready", "failed") == COUNT, LONGEST)
        assert count(photographer, gallery_id, ids, "ready") == COUNT - 1
        assert second.shows(f"{COUNT - 1} photos")
    finally:
        second.stop(signal.SIGTERM)


def count(photographer: Photographer, gallery_id: str, ids: list[str], *states: str) -> int:
    return sum(photo["status"] in states for photo in photographer.photos(gallery_id, ids))
