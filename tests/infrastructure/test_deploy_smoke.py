"""What the smoke test of a deployment makes of a site that works, and of some that do not."""

import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from infrastructure import smoke
from infrastructure.smoke import Fails, Site

Answers = dict[str, tuple[int, str, str]]  # status, content type and body by path
PAGE = '<link rel="stylesheet" href="/static/site.css"><link rel="icon" href="/icon.svg">'
WORKS: Answers = {
    "/healthz": (200, "text/plain", "ok"),
    "/readyz": (200, "application/json", "{}"),
    "/": (200, "text/html", PAGE),
    "/static/site.css": (200, "text/css", ""),
    "/api/v1/galleries": (200, "application/json", "{}"),
}


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Answers], Site]]:
    """Starts a site that answers like this."""
    monkeypatch.setattr(smoke, "STARTS", 0)
    servers: list[ThreadingHTTPServer] = []

    def start(answers: Answers) -> Site:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, kind, body = answers.get(self.path, (404, "text/html", ""))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *args: object) -> None:
                """Nobody reads it."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return Site(f"http://127.0.0.1:{server.server_port}")

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_success_pages_their_style_sheet_and_the_api(answering: Callable[[Answers], Site]) -> None:
    assert smoke.pages(answering(WORKS)) == "pages, style sheets and API answer"


@pytest.mark.parametrize(
    ("path", "answer", "sentence"),
    [
        ("/healthz", (503, "text/plain", "starting"), "/healthz answers 503 .*'starting'"),
        ("/readyz", (503, "application/json", '{"tables": false}'), "/readyz answers 503"),
        ("/", (200, "text/html", "nothing"), "has no style sheet"),
        ("/static/site.css", (403, "application/xml", "AccessDenied"), "/static/site.css answers 403"),
        ("/static/site.css", (200, "text/html", "an error page"), r"answers 200 \(text/html\)"),
        ("/api/v1/galleries", (500, "text/html", ""), "galleries answers 500"),
    ],
)
def test_fail_a_site_that_does_not_work(
    answering: Callable[[Answers], Site], path: str, answer: tuple[int, str, str], sentence: str
) -> None:
    with pytest.raises(Fails, match=sentence):
        smoke.pages(answering({**WORKS, path: answer}))


def test_fail_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smoke, "STARTS", 0)
    with pytest.raises(Fails, match="http://127.0.0.1:1 does not answer"):
        smoke.pages(Site("http://127.0.0.1:1"))


@pytest.mark.parametrize(("seconds", "sent"), [(600, 3), (0, 1)])
def test_success_what_a_new_notification_does_not_report_yet(
    monkeypatch: pytest.MonkeyPatch, seconds: float, sent: int
) -> None:
    """S3 tells of the third upload; only after a change of the notification are there as many."""
    photos: list[str] = []

    def send(*_: object) -> str:
        photos.append(f"p{len(photos) + 1}")
        return photos[-1]

    def look(_: Site, __: str, photo_id: str) -> dict[str, str]:
        if photo_id != "p3":
            raise Fails("A photo is pending after it was sent (no reason yet).")
        return {"photoId": photo_id}

    monkeypatch.setattr(smoke, "_send", send)
    monkeypatch.setattr(smoke, "_worked_through", look)
    monkeypatch.setattr(smoke, "INGESTS", 0)
    with nullcontext() if sent == 3 else pytest.raises(Fails, match="is pending"):
        assert smoke._shown(Site("http://127.0.0.1:1"), "g", seconds) == {"photoId": "p3"}
    assert len(photos) == sent
