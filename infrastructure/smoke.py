"""What a visitor and a photographer would notice: `python -m infrastructure.smoke URL SECONDS`.

With the function's variables. It goes through the site's own address like everybody; only its token is written straight
into the tables.
"""

import io
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import requests

STARTS, INGESTS, DELETES = 120.0, 60.0, 60.0  # seconds at most; CloudFront may still be spreading what changed
TIMEOUT = 35  # seconds of one request, a little more than CloudFront waits for the function
TOKEN_SECONDS = 1200


class Fails(Exception):
    """Carries one clear sentence."""


@dataclass(frozen=True)
class Site:
    """The site at `url` and, with a token, its API."""

    url: str
    token: str = ""

    def get(self, path: str, kind: str) -> requests.Response:
        """Raises Fails unless it is a 200 of this content type; `path` may be on another host."""
        answer = self.ask("GET", path)
        found = answer.headers.get("Content-Type", "")
        if answer.status_code != 200 or not found.startswith(kind):
            raise Fails(f"{urljoin(self.url, path)} answers {answer.status_code} ({found}): {answer.text[:200]!r}.")
        return answer

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Of the API; raises Fails unless it went well."""
        answer = self.ask(method, f"/api/v1/{path}", body)
        if not answer.ok:
            raise Fails(f"{method} /api/v1/{path} answers {answer.status_code}: {answer.text[:200]!r}.")
        return answer.json()

    def ask(self, method: str, path: str, body: Any = None) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token and path.startswith("/") else {}
        try:
            return requests.request(method, urljoin(self.url, path), json=body, headers=headers, timeout=TIMEOUT)
        except requests.RequestException as error:
            raise Fails(f"{self.url} does not answer: {error}.") from None


def pages(site: Site) -> str:
    """Health, home page with its style sheet, API."""
    _until(lambda: site.get("/healthz", "text/plain"), STARTS)
    site.get("/readyz", "application/json")
    home = site.get("/", "text/html")
    sheets = _Sheets()
    sheets.feed(home.text)
    if not sheets.found:
        raise Fails(f"{site.url} has no style sheet.")
    for sheet in sheets.found:
        site.get(sheet, "text/css")
    site.get("/api/v1/galleries", "application/json")
    return "pages, style sheets and API answer"


def photo(site: Site, seconds: float) -> str:
    """A photo's way from its announcement to its rendition, in a private gallery that is deleted for good after it."""
    began = time.monotonic()
    name = f"Smoke test {secrets.token_hex(4)}"
    gallery = site.call(
        "POST",
        "galleries",
        {"name": name, "continent": "Europe", "country": "Iceland", "years": [2000], "visibility": "private"},
    )["galleryId"]
    try:
        shown = _shown(site, gallery, seconds)
        site.get(shown["thumbnailURL"], "image/webp")
    finally:
        _delete(site, gallery)
    return f"an upload became a picture, {time.monotonic() - began:.1f} s in all"


def _shown(site: Site, gallery: str, seconds: float) -> dict[str, Any]:
    """A photo once it is a picture. What is sent before S3 heeds a new notification is never reported: so, another."""
    deadline = time.monotonic() + seconds
    while True:
        photo_id = _send(site, gallery)
        try:
            return dict(_until(partial(_worked_through, site, gallery, photo_id), INGESTS))
        except Fails:
            if time.monotonic() > deadline:
                raise


def _send(site: Site, gallery: str) -> str:
    body = _drawing()
    files = {"photos": [{"filename": "smoke-test.jpg", "size": len(body)}]}
    (ticket,) = site.call("POST", f"galleries/{gallery}/uploads", files)["uploads"]
    form = ticket["post"]
    sent = requests.post(form["url"], data=form["fields"], files={"file": body}, timeout=TIMEOUT)
    if not sent.ok:
        raise Fails(f"The bucket answers an upload with {sent.status_code}: {sent.text[:300]!r}.")
    return str(ticket["photoId"])


def _worked_through(site: Site, gallery: str, photo_id: str) -> dict[str, Any]:
    (found,) = site.call("GET", f"galleries/{gallery}/uploads?ids={photo_id}")["photos"]
    if found["status"] != "ready":
        reason = found.get("failureReason") or "no reason yet"
        raise Fails(f"A photo is {found['status']} after it was sent ({reason}).")
    return dict(found)


def _delete(site: Site, gallery: str) -> None:
    job = site.call("DELETE", f"galleries/{gallery}")["job"]
    if job:
        _until(lambda: _finished(site, job), DELETES)


def _finished(site: Site, job: str) -> None:
    state = site.get(job, "application/json").json()["status"]
    if state == "running":
        raise Fails(f"Deleting the smoke test's gallery still runs: {urljoin(site.url, job)}.")


def _drawing() -> bytes:
    """A JPEG that no other run has: its noise is random."""
    from PIL import Image

    file = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def _until(attempt: Callable[[], Any], most_seconds: float) -> Any:
    """Again and again while it raises Fails; the last one is raised."""
    deadline = time.monotonic() + most_seconds
    while time.monotonic() < deadline:
        with suppress(Fails):
            return attempt()
        time.sleep(1)
    return attempt()


class _Sheets(HTMLParser):
    """The style sheets that a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") == "stylesheet" and given.get("href"):
            self.found.append(str(given["href"]))


@contextmanager
def _token() -> Iterator[str]:
    """Of an administrator, for as long as the block lasts."""
    import django

    django.setup()
    from accounts.items import NameItem, UserItem
    from accounts.models import User
    from accounts.services import tokens

    people = UserItem.batch_get([(f"USER#{name.user_id}", "USER") for name in NameItem.query("LOGIN")])
    admin = next((person for person in people if person.role == "admin" and person.is_active), None)
    if admin is None:
        raise Fails("There is no administrator: `manage.py create_admin` makes one.")
    actor = User.from_item(admin).actor
    scopes = ["read", "upload", "manage"]
    item, text = tokens.issue(actor=actor, name="Smoke test", scopes=scopes, expires_in=TOKEN_SECONDS)
    try:
        yield text
    finally:
        tokens.revoke(actor=actor, token_id=item.token_id)


def main(url: str, seconds: str) -> None:
    try:
        print(pages(Site(url)))
        with _token() as token:
            print(photo(Site(url, token), float(seconds)))
    except Fails as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main(*sys.argv[1:])
