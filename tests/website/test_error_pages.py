"""Pages for what goes wrong: in the site's look, with a way on, and there even when nothing else is."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from botocore.client import BaseClient
from botocore.exceptions import EndpointConnectionError
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from gallery_project import error_responses, errors
from tests import make
from website import site

RAISED = [
    (errors.Invalid("name", "A name is needed."), 400, "That did not work"),
    (errors.NotAllowed("This gallery belongs to somebody else."), 403, "This is not yours to change"),
    (errors.NotFound("There is no such gallery."), 404, "Nothing hangs here"),
    (errors.Conflict("This name is taken."), 409, "Something stands against this"),
    (errors.Stale("Somebody changed it."), 412, "It has changed meanwhile"),
    (errors.TooLarge("At most 6 MB."), 413, "Too much at once"),
    (errors.RateLimited("Too many searches.", wait=90), 429, "A little too fast"),
]


@contextmanager
def no_aws() -> Iterator[None]:
    """No table and no bucket answers."""

    def fail(*args: object, **kwargs: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://dynamodb.example")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", fail)
        yield


def page_of(monkeypatch: pytest.MonkeyPatch, error: Exception, **headers: str) -> HttpResponse:
    """What `/` answers when it raises this."""

    def fail(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr("galleries.services.on_shelf", fail)
    answer = Client(raise_request_exception=False).get("/", headers={"Host": "testserver", **headers})
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize(("error", "status", "heading"), RAISED, ids=lambda each: str(each))
def test_success_every_error_has_a_page(
    monkeypatch: pytest.MonkeyPatch, error: errors.GalleryError, status: int, heading: str
) -> None:
    answer = page_of(monkeypatch, error)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in page
    assert str(error) in page
    assert '<a class="button button-quiet" href="/">To all galleries</a>' in page


def test_success_each_page_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {status: page_of(monkeypatch, error).content.decode() for error, status, _ in RAISED}
    assert '<a class="button" href="/accounts/login/?next=/">Sign in</a>' in said[403]
    assert 'aria-label="Look for what was here"' in said[404]
    assert "It works again in about 2 minutes." in said[429]
    assert page_of(monkeypatch, ZeroDivisionError()).content.count(b'<a class="button" href="">Try again</a>') == 1


@pytest.mark.parametrize(
    ("referer", "shown"),
    [
        ("http://testserver/manage/?a=1", "/manage/?a=1"),
        ("http://testserver/", ""),  # the very page that failed
        ("https://elsewhere.example/manage/", ""),
        ("http://testserver//elsewhere.example/", ""),
        ("http://testserver.elsewhere.example/", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_success_way_back_leads_to_this_site_only(monkeypatch: pytest.MonkeyPatch, referer: str, shown: str) -> None:
    page = page_of(monkeypatch, errors.Conflict("Taken."), Referer=referer).content.decode()
    assert (f'<a class="button" href="{shown}">Back to the page before</a>' in page) == bool(shown)
    assert ("Back to the page before" in page) == bool(shown)


def test_success_form_that_is_too_old_says_so() -> None:
    browser = Client(enforce_csrf_checks=True, headers={"Host": "testserver"})
    came_from = {"Referer": "http://testserver/accounts/login/"}
    answer = browser.post("/accounts/login/", {"username": "x"}, headers=came_from)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "This page was open for too long" in page
    assert '<a class="button" href="/accounts/login/">Back to the page before</a>' in page


def test_success_pages_speak_the_readers_language() -> None:
    with translation.override("de"):
        page = error_responses.not_found(RequestFactory().get("/x"), Exception()).content.decode()
    assert '<html lang="de"' in page


def test_success_page_of_a_failure_needs_no_table(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither for who is looking, whose session cannot be read, nor for what the site is called."""
    client.force_login(make.account())
    client.raise_request_exception = False
    title = site.current().title
    monkeypatch.setattr(site._kept, "until", 0)
    with no_aws():
        answer = client.get("/")
        page = answer.content.decode()
        assert answer.status_code == 500
        assert "<h1>Something broke</h1>" in page
        assert title in page
        assert client.get("/offline/").status_code == 200


def test_success_site_that_was_never_read_has_the_title_of_its_environment() -> None:
    site.forget()
    try:
        with no_aws():
            assert site.current() == site.Site(title=settings.SITE_TITLE, visibility="private")
    finally:
        site.forget()
        site.current()
