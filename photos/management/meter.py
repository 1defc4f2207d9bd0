"""How far an import is: a bar, the counts, the speed of now and how long the rest takes."""

import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from photos.services import Imported

_BAR = 24  # characters
_WINDOW = 30.0  # seconds of which the speed is that of now
_EVIDENCE = 5.0  # seconds before anything is said about the rest


class Meter:
    """For these files, of which some may vanish meanwhile."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._files = len(paths)
        self._bytes = sum(path.stat().st_size for path in paths if path.exists())
        self._done = self._passed = 0
        self._sent = deque([(time.monotonic(), 0)])  # when, how many bytes in all

    def count(self, imported: Imported) -> None:
        self._done += 1
        self._passed += imported.size
        now, before = time.monotonic(), self._sent[-1][1]
        self._sent.append((now, before + (imported.size if imported.state == "sent" else 0)))
        while self._sent[0][0] < now - _WINDOW and len(self._sent) > 2:
            self._sent.popleft()

    @property
    def line(self) -> str:
        filled = _BAR * self._done // max(self._files, 1)
        bar = "#" * filled + "." * (_BAR - filled)
        return f"[{bar}] {self._done:,} of {self._files:,} files{self._speed()}"

    def _speed(self) -> str:
        (begun, before), (now, after) = self._sent[0], self._sent[-1]
        if now - begun < _EVIDENCE or after == before or self._done == self._files:
            return ""
        rate = (after - before) / (now - begun)
        return f", {rate / 1e6:,.1f} MB/s, {_left(max(self._bytes - self._passed, 0) / rate)}"


def _left(seconds: float) -> str:
    if seconds < 60:
        return "less than a minute left"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"about {hours} h {minutes} min left" if hours else f"about {minutes} min left"
