"""Every refusal under /api/ is JSON with one sentence, whatever the client accepts or sends."""

import pytest
from django.test import Client, override_settings
from rest_framework.exceptions import ValidationError

from accounts.models import User
from tests import make
from tests.api.program import Program

ORIGIN = "http://testserver"  # tests/conftest.py configures it


def is_error(answer: object) -> bool:
    kind, body = answer["Content-Type"], answer.json()  # type: ignore[index,attr-defined]
    return kind == "application/json" and set(body) == {"error", "details"} and isinstance(body["error"], str)


@pytest.mark.parametrize(
    "path", ["nothing", "", "galleries/", "galleries/x/nothing", "photos//rating", "%00", "%ff%fe"]
)
@pytest.mark.parametrize("accept", ["application/json", "text/html", "image/png", ""])
def test_fail_unknown_paths(stranger: Program, path: str, accept: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = stranger(method, path, {} if method != "GET" else None, accept=accept)
        assert (answer.status_code, is_error(answer)) == (404, True)


@pytest.mark.parametrize("accept", ["text/html", "text/html,application/xhtml+xml,*/*;q=0.8", "application/xml", "x"])
def test_success_strangers_get_json_whatever_they_accept(stranger: Program, user: User, accept: str) -> None:
    assert stranger("GET", "galleries?limit=1", accept=accept)["Content-Type"] == "application/json"
    assert stranger("GET", "galleries?limit=1&format=api", accept=accept)["Content-Type"] == "application/json"
    with_token = Program(make.token(user, "read"))
    with_token.client.force_login(user)
    assert with_token("GET", "galleries?limit=1", accept=accept)["Content-Type"] == "application/json"


def test_fail_methods_that_a_thing_does_not_have(mine: Program) -> None:
    for path, method in (("galleries", "DELETE"), ("galleries/x", "POST"), ("photos", "PATCH"), ("me", "TRACE")):
        answer = mine(method, path)
        assert (answer.status_code, is_error(answer)) == (405, True)
        assert {"GET", "HEAD", "OPTIONS"} <= set(answer["Allow"].split(", "))
        assert method not in answer["Allow"]


def test_success_head_and_options(stranger: Program) -> None:
    path = f"galleries/{make.gallery().gallery_id}"
    shown, head = stranger("GET", path), stranger("HEAD", path)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", shown["ETag"])
    options = stranger("OPTIONS", path)
    assert (options.status_code, options["Content-Type"]) == (200, "application/json")
    assert options["Allow"] == "GET, PATCH, DELETE, HEAD, OPTIONS"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x", ""])
def test_fail_bodies_that_are_no_json(mine: Program, kind: str) -> None:
    answer = mine.client.generic("POST", "/api/v1/galleries", b"name=x", content_type=kind, headers=mine.headers)
    assert (answer.status_code, is_error(answer)) == (415, True)


SURROGATE = b'{"name": "\\ud800", "continent": "Europe", "country": "Iceland", "years": [2024]}'


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", SURROGATE, b"[" * 100_000, b"NaN", b'{"years": [1e999]}', b"9" * 5000]
)
def test_fail_json_that_is_none(mine: Program, body: bytes) -> None:
    answer = mine.client.generic(
        "POST", "/api/v1/galleries", body, content_type="application/json", headers=mine.headers
    )
    assert (answer.status_code, is_error(answer)) == (400, True)


@pytest.mark.parametrize(
    "wish",
    [
        ("POST", "galleries", {"name": "x", "continent": "x", "country": "x", "years": [None] * 5000}),
        ("PATCH", "photos/x", {"tags": [None] * 5000}),
        ("PUT", "galleries/x/order", {"photoIds": [None] * 5000}),
        ("POST", "galleries/x/uploads", {"photos": [None] * 5000}),
        ("POST", "galleries/x/uploads/x/parts", {"partNumbers": [None] * 5000}),
    ],
)
def test_fail_long_lists_get_short_answers(mine: Program, wish: tuple[str, str, object]) -> None:
    answer = mine(*wish)
    assert (answer.status_code, is_error(answer)) == (400, True)
    assert len(answer.content) < 300


def test_fail_an_answer_names_a_thousand_errors_at_most(
    mine: Program, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    details = {"photos": {str(number): ["Wrong."] * 2 for number in range(5000)}}

    def refuse(**_: object) -> None:
        raise ValidationError(details)  # type: ignore[arg-type]

    monkeypatch.setattr("galleries.services.listed", refuse)
    shown = mine("GET", "galleries").json()["details"]["photos"]
    assert (len(shown), shown["7"]) == (1000, ["Wrong.", "Wrong."])


def test_fail_too_large(mine: Program) -> None:
    with override_settings(MAX_BODY_BYTES=1000):
        answer = mine("POST", "galleries", {"name": "x" * 2000})
    assert (answer.status_code, is_error(answer)) == (413, True)
    assert "/uploads" in answer.json()["error"]


def test_fail_no_redirect_to_a_path_with_a_slash(mine: Program) -> None:
    assert mine("POST", "galleries/", {}).status_code == 404
    assert mine("POST", "accounts/login", {}).status_code == 404


@pytest.mark.parametrize("gallery_id", ["x" * 2000, "é" * 700, "%00", "%F0%9F%93%B7", "..%2F..", "%ED%A0%80"])
def test_fail_absurd_ids(mine: Program, gallery_id: str) -> None:
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("GET", "/photos"), ("GET", "/uploads")):
        answer = mine(method, f"galleries/{gallery_id}{path}", {} if method == "PATCH" else None)
        assert (answer.status_code, is_error(answer)) == (404, True)


def test_fail_unexpected_errors_are_json_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("galleries.services.listed", lambda **_: 1 / 0)
    answer = Program(client=Client(raise_request_exception=False))("GET", "galleries")
    assert (answer.status_code, is_error(answer)) == (500, True)


def test_fail_garbage_tokens(stranger: Program) -> None:
    for word in ("Bearer", "Bearer a b", "Bearer \x00", "Bearer gallery_x_y_z"):
        answer = stranger("GET", "galleries", authorization=word)
        assert (answer.status_code, is_error(answer), answer["WWW-Authenticate"]) == (401, True, "Bearer")


class TestCors:
    @pytest.mark.parametrize("path", ["galleries", "galleries/x", "photos/x/rating", "nothing", "auth/token"])
    def test_success_preflight(self, stranger: Program, path: str) -> None:
        answer = stranger(
            "OPTIONS",
            path,
            origin=ORIGIN,
            access_control_request_method="PATCH",
            access_control_request_headers="authorization,if-match,idempotency-key,content-type",
        )
        assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, ORIGIN)
        assert "PATCH" in answer["Access-Control-Allow-Methods"]
        allowed = answer["Access-Control-Allow-Headers"].split(", ")
        assert {"authorization", "if-match", "idempotency-key", "content-type"} <= set(allowed)

    def test_success_every_answer_can_be_read_by_the_configured_origin(self, mine: Program) -> None:
        made = mine("GET", "galleries", origin=ORIGIN)
        unknown, refused = mine("GET", "nothing", origin=ORIGIN), Program("x")("GET", "me", origin=ORIGIN)
        with override_settings(MAX_BODY_BYTES=10):
            large = mine("POST", "galleries", {"name": "x" * 20}, origin=ORIGIN)
        assert [each.status_code for each in (made, unknown, refused, large)] == [200, 404, 401, 413]
        for answer in (made, unknown, refused, large):
            assert answer["Access-Control-Allow-Origin"] == ORIGIN
            assert {"ETag", "Location", "Retry-After"} <= set(answer["Access-Control-Expose-Headers"].split(", "))
            assert "origin" in answer["Vary"].lower()

    def test_fail_foreign_origin_reads_nothing(self, mine: Program) -> None:
        foreign = "https://evil.example"
        preflight = mine("OPTIONS", "galleries", origin=foreign, access_control_request_method="POST")
        for answer in (preflight, mine("GET", "galleries", origin=foreign), mine("GET", "nothing", origin=foreign)):
            assert "Access-Control-Allow-Origin" not in answer
