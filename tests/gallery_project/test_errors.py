"""Errors reach people as pages of the site, and programs as JSON; never as a traceback."""

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory

from tests import make


def test_fail_unknown_pages_look_like_the_site(client: Client) -> None:
    for url in ("/nowhere/", "/galleries/nothing/", "/photos/nothing/", "/photos/nothing/image"):
        answer = client.get(url)
        assert answer.status_code == 404
        assert b"<header" in answer.content


def test_fail_programs_get_json(client: Client) -> None:
    for url in ("/api/v1/nothing", "/api/"):
        answer = client.get(url)
        assert (answer.status_code, answer.json()["error"]) == (404, "There is no such page.")
    assert client.get(f"/api/v1/photos/{make.gallery().gallery_id}/retry").json()["error"]


def test_fail_foreign_host(client: Client) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert (answer.status_code, b"<header" in answer.content) == (400, True)


def test_fail_somebody_elses_gallery_is_forbidden(client: Client) -> None:
    client.force_login(make.account())
    gallery = make.gallery()
    for part in ("", "upload/", "delete/"):
        answer = client.get(f"/manage/galleries/{gallery.gallery_id}/{part}")
        assert answer.status_code == 403
        assert b"belongs to somebody else" in answer.content


def test_fail_management_asks_strangers_to_sign_in(client: Client) -> None:
    gallery_id = make.gallery().gallery_id
    for url in ("/manage/", "/manage/galleries/new/", f"/manage/galleries/{gallery_id}/upload/"):
        assert client.get(url)["Location"].startswith("/accounts/login/?next=/manage/")


@pytest.mark.parametrize("url", ["/galleries/%00/", "/photos/%F0%9F%93%B7/", "/galleries/" + "x" * 3000 + "/"])
def test_fail_absurd_addresses(client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


def test_fail_an_unexpected_error_is_a_page_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("galleries.services.on_shelf", lambda **_: 1 / 0)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert b"<header" in answer.content


def test_success_health(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").json() == {"tables": True, "bucket": True}


def test_fail_health_says_what_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photos.storage.bucket_exists", lambda: 1 / 0)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"tables": True, "bucket": False})


def test_success_headers_that_protect(client: Client) -> None:
    answer = client.get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


NONSENSE = [
    "charset*=bogus''x",
    "x*0*=idna''a",
    f"x*{'9' * 5000}*=1",
    "x*0*=idna;x*=0",
    "charset=rot13",
    "charset=punycode",
    "charset*=utf-8''%00",
]


@pytest.mark.parametrize("parameter", NONSENSE)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_fail_a_content_type_that_nobody_can_read(kind: str, parameter: str) -> None:
    header = f"{kind}; {parameter}"
    assert through_wsgi("GET", "/healthz", header) == "200 OK"
    assert through_wsgi("GET", "/api/v1/photos?q=sea%ff", header) == "200 OK"
    assert through_wsgi("PUT", "/api/v1/photos/x/rating", header, b"{}").startswith("415")
    assert through_wsgi("POST", "/accounts/login/", header, b"username=%ff").startswith("403")  # CSRF: no form was read


def test_success_a_content_type_that_can_be_read() -> None:
    for header in ("application/json", "application/json; charset=UTF-8", "application/json; charset='utf-16'"):
        assert through_wsgi("PUT", "/api/v1/photos/x/rating", header, b'{"rating": 4}').startswith(("404", "415"))
    assert through_wsgi("PUT", "/api/v1/photos/x/rating", "application/json; charset=utf-8", b"{}").startswith("400")


def through_wsgi(method: str, url: str, content_type: str, body: bytes = b"") -> str:
    """The status line that the server's own entry answers; Django's test client has another one."""
    from gallery_project.wsgi import application

    environ = RequestFactory().generic(method, url, body).environ | {"CONTENT_TYPE": content_type}
    answers: list[str] = []

    def start(status: str, headers: object, error: object = None) -> Callable[[bytes], object]:
        answers.append(status)
        return lambda _: None

    list(application(environ, start))
    return answers[0]
