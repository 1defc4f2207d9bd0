"""`python -m embedded.worker`: carries messages of the queues to `photos.events.handle`, which Lambda does on AWS.

With `--reconcile` it also repairs, now and then, what no event tells any more: a killed queue forgets.
"""

import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import django

django.setup()

from embedded.engines import WORK_QUEUE  # noqa: E402  # Django first: models read the settings
from embedded.provision import QUEUE  # noqa: E402
from embedded.queue import Queue  # noqa: E402
from galleries import services as galleries  # noqa: E402
from photos import events  # noqa: E402
from website import maintenance  # noqa: E402

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

RECONCILE_EVERY = 15.0  # seconds
POLL = 5  # seconds

log = logging.getLogger("embedded.worker")


class Worker:
    """One message at a time, until SIGTERM: then at once when idle, else after the work under way."""

    def __init__(self, reconciles: bool) -> None:
        self._queues = Queue(QUEUE), Queue(WORK_QUEUE)
        self._reconciles = reconciles
        self._reconciled_at = float("-inf")
        self._busy = False
        self._stopping = False

    def run(self) -> None:
        signal.signal(signal.SIGTERM, lambda *_: self._stop())
        if self._reconciles:
            self._work(self._adopt)
        while not self._stopping:
            if self._reconciles and time.monotonic() - self._reconciled_at > RECONCILE_EVERY:
                self._work(self._reconcile)
            for queue, message in self._next():
                self._work(partial(self._handle, queue, message))

    def _next(self) -> "Iterator[tuple[Queue, MessageTypeDef]]":
        """One message, or none after a while: new photos before old ones, for which nobody waits."""
        news, work = self._queues
        for queue, wait in ((news, 0), (work, 0), (news, POLL)):
            for message in queue.receive(wait):
                yield queue, message
                return

    def _stop(self) -> None:
        self._stopping = True
        if not self._busy:
            sys.exit(0)

    def _work(self, work: Callable[[], None]) -> None:
        self._busy = True
        try:
            work()
        except Exception:  # the message comes back after its visibility timeout, the next pass of reconcile anyway
            log.exception("Work failed and will be tried again")
        self._busy = False

    def _handle(self, queue: Queue, message: "MessageTypeDef") -> None:
        """As a batch of one, in the words of Lambda."""
        record = {"eventSource": "aws:sqs", "messageId": message["MessageId"], "body": message["Body"]}
        if not events.handle({"Records": [record]})["batchItemFailures"]:
            queue.done(message)

    def _adopt(self) -> None:
        """Once: files that arrived while nobody listened, and those whose events died with the queue."""
        galleries.adopt_unrecorded()
        galleries.reconcile(grace=0)

    def _reconcile(self) -> None:
        maintenance.run({})
        self._reconciled_at = time.monotonic()


if __name__ == "__main__":
    Worker(reconciles="--reconcile" in sys.argv).run()
