"""The OpenAPI document and its pages: current, true to the answers, and clean in a real browser."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from accounts.models import User
from galleries import services as galleries
from galleries.serializers import GalleryAnswer
from photos.serializers import PhotoAnswer
from tests import make
from tests.api.program import Program
from tests.browser.desk import Desk

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def document() -> Any:
    return Program()("GET", "schema").json()


def test_success_generator_has_nothing_to_complain_of_and_the_committed_document_is_current() -> None:
    command = [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn"]
    made = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == (ROOT / "docs" / "openapi.yaml").read_text()


def test_success_document_as_json_and_yaml(document: Any, stranger: Program) -> None:
    assert document["openapi"].startswith("3.1")
    answer = stranger("GET", "schema", accept="application/yaml")
    assert (answer["Content-Type"].split(";")[0], yaml.safe_load(answer.content)) == ("application/yaml", document)
    for garbage in ("?version=a%0d%0aX-Evil:+1", "?lang=%00", "?format=nothing"):
        answer = stranger("GET", f"schema{garbage}")
        assert (answer.status_code, answer.json()) == (200, document)


def test_success_every_path_of_the_issue_and_no_other_api(document: Any) -> None:
    paths = {path.removeprefix("/api/v1/") for path in document["paths"]}
    gallery, photo = "galleries/{gallery_id}", "photos/{photo_id}"
    upload = f"{gallery}/uploads/{{photo_id}}"
    assert paths >= {"galleries", gallery, f"{gallery}/photos", f"{gallery}/uploads", f"{gallery}/order"}
    assert paths >= {upload, f"{upload}/parts", f"{upload}/complete", "photos", photo, f"{photo}/rating"}
    assert paths >= {f"{photo}/retry", "me", "auth/token", "users", "users/{user_id}", "jobs/{job_id}"}
    assert all(path.startswith("/api/v1/") for path in document["paths"])


def test_success_every_operation_says_how_it_fails(document: Any) -> None:
    for methods in document["paths"].values():
        for method, operation in methods.items():
            errors = {status for status in operation["responses"] if status >= "4"}
            assert errors >= {"400", "401", "403", "429"}
            assert method not in ("post", "put", "patch") or errors >= {"409"}
    assert set(document["components"]["securitySchemes"]) == {"tokenAuth", "cookieAuth"}


def test_success_serializers_name_what_is_answered(user: User, mine: Program) -> None:
    gallery_id = make.gallery(user.actor).gallery_id
    photo_id = make.ingested(user.actor, gallery_id).photo_id
    galleries.update(actor=user.actor, gallery_id=gallery_id, cover_photo_id=photo_id, show_locations=True)
    gallery, photo = mine("GET", f"galleries/{gallery_id}").json(), mine("GET", f"photos/{photo_id}").json()
    assert set(gallery) == set(GalleryAnswer().fields)
    assert set(gallery["cover"]) == set(GalleryAnswer().fields["cover"].fields)  # type: ignore[attr-defined]
    assert set(photo) == set(PhotoAnswer().fields)


@pytest.fixture
def console(page: Page) -> list[str]:
    """Errors of the page, of its scripts and of its security policy."""
    errors: list[str] = []
    blocked = "blocked by Playwright"  # the service worker, as in all windows of tests
    seen = ("error", "warning")
    page.on("console", lambda each: each.type in seen and blocked not in each.text and errors.append(each.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def test_success_swagger_ui_calls_the_api(page: Page, console: list[str]) -> None:
    foreign: list[str] = []
    page.on("request", lambda sent: sent.url.startswith("http://127.0.0.1") or foreign.append(sent.url))
    page.goto("/api/v1/docs")
    page.locator("#operations-galleries-listGalleries").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.get_by_text('"nextCursor"').first.wait_for()
    assert (console, [url for url in foreign if not url.startswith("data:")]) == ([], [])


def test_success_signed_in_person_clicks_through_the_api(page: Page, console: list[str]) -> None:
    Desk(page).sign_in()
    answer = page.goto("/api/v1/galleries")
    assert answer
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (
        "text/html; charset=utf-8",
        "private, no-store",
    )
    body = '{"name": "By hand", "continent": "Europe", "country": "Norway", "years": [2024]}'
    page.locator("textarea[name=_content]").fill(body)
    page.get_by_role("button", name="POST").click()
    page.get_by_text("HTTP 201 Created").wait_for()
    assert console == []
