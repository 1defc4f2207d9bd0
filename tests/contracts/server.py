"""The product behind a real socket, in this process, so that it shares the engines that the tests started."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

_LONGEST_WAIT = 10  # seconds for a client that has its answer and does not hang up


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64

    def server_bind(self) -> None:
        super().server_bind()
        self.server_name = "127.0.0.1"  # looking a name up may take seconds


class _Handler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: pytest shows what matters."""

    def finish(self) -> None:
        """A refusal may leave the body unread; hanging up then would reset the connection before it is heard."""
        with suppress(OSError):
            self.connection.settimeout(_LONGEST_WAIT)
            self.wfile.flush()
            self.connection.shutdown(1)
            while self.connection.recv(1 << 16):
                pass
        super().finish()


@contextmanager
def served() -> Iterator[str]:
    """Answers the origin, like http://127.0.0.1:40123."""
    from gallery_project.wsgi import application

    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.set_app(application)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
