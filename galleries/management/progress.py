"""One line that says how far a long command is: rewritten in a terminal, repeated now and then in a log."""

import time
from typing import Any

_EVERY_SECONDS = 10.0  # in a log


class Progress:
    """Writes to a management command's `stdout`."""

    def __init__(self, out: Any) -> None:
        self._out = out
        self._in_terminal = out.isatty()
        self._told_at = float("-inf")

    def tell(self, line: str) -> None:
        if self._in_terminal:
            self._out.write(f"\r\x1b[K{line}", ending="")
            self._out.flush()
        elif time.monotonic() - self._told_at > _EVERY_SECONDS:
            self._told_at = time.monotonic()
            self._out.write(line)

    def end(self) -> None:
        """Leave the line, so that what follows begins on its own."""
        if self._in_terminal:
            self._out.write("")
