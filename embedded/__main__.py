"""`python -m embedded`: run a gallery until Ctrl-C, SIGTERM or SIGHUP.

Reads PORT, DATA, ADMIN_PASSWORD and SAMPLES.
"""

import os
import signal
import sys
from pathlib import Path

from embedded.errors import CannotRun
from embedded.gallery import Gallery, Options


def main() -> None:
    try:
        with Gallery(_options(), say=_say) as gallery:
            _say(gallery.welcome())
            gallery.watch()
    except CannotRun as reason:
        sys.exit(str(reason))


def _options() -> Options:
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CannotRun(f"PORT must be a number from 1 to 65535, not {port!r}.")
    return Options(
        data=Path(os.environ.get("DATA") or "var"),
        port=int(port),
        admin_password=os.environ.get("ADMIN_PASSWORD", ""),
        samples=os.environ.get("SAMPLES") != "0",
    )


def _say(line: str) -> None:
    print(line, flush=True)


def _stop(*_: object) -> None:
    for number in STOPPING:  # the second Ctrl-C of somebody impatient must not interrupt the tidying up
        signal.signal(number, signal.SIG_IGN)
    sys.exit(0)


STOPPING = [signal.SIGINT, signal.SIGTERM]
if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asks us to go on
    STOPPING.append(signal.SIGHUP)

if __name__ == "__main__":
    for each in STOPPING:
        signal.signal(each, _stop)
    main()
