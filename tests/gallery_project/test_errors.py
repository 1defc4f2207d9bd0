"""Errors reach people as pages of the site, and programs as JSON; never as a traceback."""

import pytest
from django.test import Client

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
