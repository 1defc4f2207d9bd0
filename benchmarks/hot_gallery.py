"""Many workers that finish photos of one gallery at once: `python -m benchmarks.hot_gallery [milliseconds]`.

A simulation, as no engine on this machine cancels transactions that meet at one item. A worker renders, reads photo and
gallery, and commits both in one transaction; while one holds the gallery's item, others are cancelled and try again
with the product's own pauses (`gallery_project.tables.pauses`). What that does not cure goes back to the queue.
"""

import heapq
import os
import random
import sys
from collections.abc import Generator

# Asked for when the settings are read, and not used.
os.environ |= {"DJANGO_SETTINGS_MODULE": "gallery_project.settings", "DJANGO_SECRET_KEY": "-", "BUCKET_NAME": "-"}

from gallery_project.tables import pauses  # noqa: E402

RENDER = 1.4  # seconds, of which 1.1 are CPU: docs/scale.md
READ = 0.01  # seconds for the photo and the gallery, before each attempt
HELD = 0.02  # seconds for which a transaction holds its items
LONG = 600.0  # simulated seconds
WORKERS = (10, 20, 50, 100, 200, 500)


class Gallery:
    """The item, and what came of the attempts to write it."""

    def __init__(self, held: float) -> None:
        self._held = held
        self._free_at = 0.0
        self.done = self.cancelled = self.given_up = 0

    def write(self, now: float) -> bool:
        """Whether a transaction that begins now is not cancelled."""
        if now < self._free_at:
            self.cancelled += 1
            return False
        self._free_at = now + self._held
        self.done += 1
        return True

    def worker(self) -> Generator[float, float, None]:
        """Works for ever; yields the seconds until it goes on."""
        now = yield from _wait(random.uniform(0, RENDER))
        while True:
            now = yield from _wait(RENDER * random.uniform(0.5, 1.5))
            for pause in pauses():
                now = yield from _wait(READ)
                if self.write(now):
                    yield self._held
                    break
                now = yield from _wait(pause)
            else:
                self.given_up += 1


def _wait(seconds: float) -> Generator[float, float, float]:
    """The time at which the waiting is over."""
    now = yield seconds
    return now


def simulated(workers: int, held: float) -> Gallery:
    gallery = Gallery(held)
    running = [gallery.worker() for _ in range(workers)]
    due = [(next(each), number) for number, each in enumerate(running)]
    heapq.heapify(due)
    while due[0][0] < LONG:
        now, number = heapq.heappop(due)
        heapq.heappush(due, (now + running[number].send(now), number))
    return gallery


def main() -> None:
    held = float(sys.argv[1]) / 1000 if len(sys.argv) > 1 else HELD
    print("workers  photos/s  cancelled for each photo  back to the queue")
    for workers in WORKERS:
        gallery = simulated(workers, held)
        ended = gallery.done + gallery.given_up
        print(
            f"{workers:7}  {gallery.done / LONG:8.1f}  {gallery.cancelled / gallery.done:24.2f}"
            f"  {gallery.given_up / ended:17.2%}"
        )


if __name__ == "__main__":
    main()
