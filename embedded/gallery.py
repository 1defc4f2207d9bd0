"""A whole gallery on this machine: engines, workers and the site, started and stopped as one."""

import contextlib
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from embedded import admin, child
from embedded.child import Child
from embedded.engines import SAVE_EVERY, engines
from embedded.environment import as_shell, site_environment
from embedded.errors import CannotRun
from embedded.folder import Folder, opened

WORKERS = 2
THREADS = 8
START_TIMEOUT = 60.0  # seconds
STOP_GRACE = 6.0  # seconds for the requests and photos under way
CREATED = "Created the account"  # says create_admin
CAUTION = (
    "There is no dynoxide binary for this machine, so ministack keeps the tables: "
    f"they are saved every {SAVE_EVERY} seconds, and a hard kill loses what was written since."
)
STEADY = 5.0  # seconds a worker must have lived to be started again


@dataclass(frozen=True)
class Options:
    """`port` 0 takes any free one; without `admin_password` one is made up on the first start."""

    data: Path
    port: int = 8000
    admin_password: str = ""
    samples: bool = True


class Gallery:
    """A context manager: it answers at `url` when the block begins, nothing of it runs after the block.

    `say` gets a line now and then while it starts and runs. Raises CannotRun when something does not start.
    """

    url: str
    folder: Folder
    environment: dict[str, str]  # what a Django process needs to work on the same tables and bucket

    def __init__(self, options: Options, say: Callable[[str], None] = print) -> None:
        self._options = options
        self._say = say
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> "Gallery":
        with contextlib.ExitStack() as stack:
            door = stack.enter_context(_bound(self._options.port))
            self.url = f"http://127.0.0.1:{door.getsockname()[1]}"
            self.folder = stack.enter_context(opened(self._options.data))
            self._engines = stack.enter_context(engines(self.folder))
            if not self._engines.keeps_every_write:
                self._say(CAUTION)
            self.environment = site_environment(self._engines, self.folder, self.url)
            self.folder.write("aws.env", as_shell(self._engines.environment))
            self._prepare()
            self._start(stack, door)
            if self._options.samples:
                self._load_samples()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def welcome(self) -> str:
        """The line to print once it runs; a made-up password is only in the first one."""
        given = self._options.admin_password
        invitation = admin.invitation(self.folder, given, self._password, self._admin_is_new)
        return f"Gallery ready at {self.url}/  ({invitation})"

    def watch(self) -> None:
        """Never returns: starts workers again that end, raises CannotRun when anything else does."""
        while True:
            for each in self.children:
                if each.exit_status is not None:
                    self._ended(each)
            time.sleep(0.5)

    @property
    def children(self) -> list[Child]:
        return [*self._engines.children, *self.workers, self.site]

    def _prepare(self) -> None:
        """Tables, bucket, admin and static files, by a short-lived process that knows Django."""
        self._password = admin.password(self.folder, self._options.admin_password)
        preparing = self._python("prepare", "embedded.prepare", ADMIN_PASSWORD=self._password)
        if child.run(preparing):
            raise CannotRun(f"The gallery could not be prepared: {_last_line(preparing.log)} (see {preparing.log})")
        self._admin_is_new = CREATED in preparing.log.read_text()

    def _start(self, stack: contextlib.ExitStack, door: socket.socket) -> None:
        # One worker reconciles: nobody else picks up what a killed queue forgot.
        duties = [["--reconcile"], *([] for _ in range(WORKERS - 1))]
        self.workers = [self._python(f"worker-{n}", "embedded.worker", *duty) for n, duty in enumerate(duties, 1)]
        self.site = self._python("site", "gunicorn", *_gunicorn(door))
        stack.callback(child.stop, [self.site, *self.workers], STOP_GRACE)
        for worker in self.workers:
            worker.start()
        self.site.start(keep_open=[door.fileno()])
        door.close()  # from now on a call that the site cannot take fails at once
        self._wait_until_it_answers()

    def _python(self, name: str, module: str, *arguments: str, **variables: str) -> Child:
        command = [sys.executable, "-m", module, *arguments]
        return Child(name, command, {**self.environment, **variables}, self.folder.log(name))

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline and self.site.exit_status is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/healthz", timeout=10):
                return
            time.sleep(0.05)
        raise CannotRun(f"The site did not start: {_last_line(self.site.log)} (see {self.site.log})")

    def _load_samples(self) -> None:
        """On the first start only; they go through the running site's own way for photos."""
        if self.folder.has("samples-loaded"):
            return
        self._say("Drawing sample galleries, this once (SAMPLES=0 does without) ...")
        loader = self._python("samples", "embedded.samples.load")
        if child.run(loader, shows=True):
            self._say(f"The samples could not be loaded, the next start tries again; see {loader.log}")
        else:
            self.folder.write("samples-loaded", "")

    def _ended(self, ended: Child) -> None:
        if ended not in self.workers or time.monotonic() - ended.started_at < STEADY:
            raise CannotRun(f"The gallery's {ended.name} ended unexpectedly; see {ended.log}.")
        self._say(f"{ended.name} ended unexpectedly and was started again; see {ended.log}")
        ended.start()


@contextlib.contextmanager
def _bound(port: int) -> Iterator[socket.socket]:
    """The site's port, ours from the first moment; nobody is let in before the site listens."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError as error:
            raise CannotRun(f"Port {port} cannot be used: {error.strerror}. Try PORT=8001.") from error
        yield door


def _gunicorn(door: socket.socket) -> list[str]:
    return [
        "embedded.site:application",
        f"--bind=fd://{door.fileno()}",
        "--workers=1",
        "--worker-class=gthread",
        f"--threads={THREADS}",
        "--limit-request-line=0",  # the site itself answers what is too long, as JSON where that is asked for
        "--log-level=warning",
        f"--graceful-timeout={STOP_GRACE - 1:.0f}",
        "--no-control-socket",
    ]


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
