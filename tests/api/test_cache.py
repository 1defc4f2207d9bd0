"""Who may keep an answer: shared caches only what everybody sees."""

import pytest
from django.test import Client

from accounts.models import User
from tests import make
from tests.api.program import Program, program

PUBLIC, NOBODY, ASK_AGAIN = "public, max-age=30", "private, no-store", "private, no-cache"
VARY = {"accept", "authorization", "cookie", "origin"}


@pytest.fixture(scope="module")
def photo() -> tuple[str, str]:
    owner = make.photographer()
    gallery_id = make.gallery(owner).gallery_id
    return gallery_id, make.ingested(owner, gallery_id).photo_id


def varies(answer: object) -> set[str]:
    return set(answer["Vary"].lower().split(", "))  # type: ignore[index]


def test_success_what_everybody_sees_is_kept_for_a_moment(client: Client, photo: tuple[str, str]) -> None:
    gallery_id, photo_id = photo
    for path in (
        "/api/v1/galleries",
        f"/api/v1/galleries/{gallery_id}",
        f"/api/v1/galleries/{gallery_id}/photos",
        f"/api/v1/photos/{photo_id}",
        f"/api/v1/photos/{photo_id}/rating",
        "/api/v1/schema",
        f"/photos/{photo_id}/image",
    ):
        answer = client.get(path)
        assert (answer["Cache-Control"], varies(answer) >= VARY) == (PUBLIC, True), path
        assert client.head(path)["Cache-Control"] == PUBLIC


def test_success_what_one_person_sees_is_not_kept(user: User, photo: tuple[str, str]) -> None:
    path, signed_in, visitor = f"photos/{photo[1]}", Client(), Program()
    signed_in.force_login(user)
    visitor("PUT", f"{path}/rating", {"rating": 3})
    for ask in (program(user, "read"), Program(client=signed_in), visitor, Program("no such token")):
        answer = ask("GET", path)
        assert (answer["Cache-Control"], varies(answer) >= VARY) == (NOBODY, True)
    assert signed_in.get(f"/photos/{photo[1]}/image")["Cache-Control"] == NOBODY


def test_success_answer_that_gives_a_cookie_is_not_kept(photo: tuple[str, str]) -> None:
    answer = Program()("PUT", f"photos/{photo[1]}/rating", {"rating": 3})
    assert (answer["Cache-Control"], "visitor" in answer.cookies) == (NOBODY, True)


def test_success_errors_and_changes_are_not_kept(client: Client, mine: Program) -> None:
    assert client.get("/api/v1/galleries/nothing")["Cache-Control"] == NOBODY
    assert client.get("/api/v1/me")["Cache-Control"] == NOBODY
    assert client.get("/nowhere/")["Cache-Control"] == NOBODY
    assert mine("POST", "galleries", {})["Cache-Control"] == NOBODY
    assert client.options("/api/v1/galleries")["Cache-Control"] == NOBODY


def test_success_pages_are_asked_for_again(client: Client, photo: tuple[str, str]) -> None:
    for path in ("/", f"/galleries/{photo[0]}/", f"/photos/{photo[1]}/", "/api/v1/docs", "/api/v1/docs?script="):
        answer = client.get(path)
        assert (answer["Cache-Control"], varies(answer) >= VARY) == (ASK_AGAIN, True), path
    assert client.get("/healthz")["Cache-Control"] == ASK_AGAIN


def test_success_pages_of_somebody_signed_in_are_gone_after_signing_out(user: User, client: Client) -> None:
    client.force_login(user)
    for path in ("/", "/manage/"):
        assert client.get(path)["Cache-Control"] == NOBODY


def test_success_json_is_compressed_for_who_accepts_it(stranger: Program) -> None:
    plain, packed = stranger("GET", "schema"), stranger("GET", "schema", accept_encoding="gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) * 5 < len(plain.content)
    assert "accept-encoding" in varies(plain)
