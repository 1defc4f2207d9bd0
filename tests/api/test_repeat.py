"""A create that is sent again with its Idempotency-Key is done once."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from galleries.models import Gallery
from gallery_project.idempotency import AnswerItem
from gallery_project.tables import now
from tests import make
from tests.api.program import Program, program


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def wish() -> dict[str, Any]:
    return {"name": f"Once {uuid.uuid4()}", "continent": "Europe", "country": "Norway", "years": [2024]}


def parts(answer: Any) -> tuple[int, Any, str, str]:
    return answer.status_code, answer.json(), answer["Location"], answer["ETag"]


def of(user: User) -> list[Gallery]:
    return list(Gallery.by_owner.query(user.actor.user_id))


def kept(user: User, key: str) -> AnswerItem:
    """The stored answer, as the product finds it."""
    import hashlib

    return AnswerItem.get(f"IDEMPOTENCY#{user.pk}#{hashlib.sha256(key.encode()).hexdigest()}", "ANSWER")


def test_success_two_tokens_and_one_key_make_one_gallery(user: User, key: str, wish: dict[str, Any]) -> None:
    first = program(user)("POST", "galleries", wish, idempotency_key=key)
    second = program(user)("POST", "galleries", wish, idempotency_key=key)
    assert parts(first) == parts(second)
    assert (first.status_code, len(of(user))) == (201, 1)


def test_success_sixteen_at_once_make_one_gallery(user: User, key: str, wish: dict[str, Any]) -> None:
    programs = [program(user) for _ in range(16)]

    def make_it(each: Program) -> Any:
        return each("POST", "galleries", wish, idempotency_key=key)

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(make_it, programs))
    made = [parts(answer) for answer in answers if answer.status_code == 201]
    waiting = [answer for answer in answers if answer.status_code != 201]
    assert made
    assert all(each == made[0] for each in made)
    assert {(answer.status_code, answer["Retry-After"]) for answer in waiting} <= {(409, "1")}
    assert len(of(user)) == 1
    assert parts(make_it(programs[0])) == made[0]


def test_success_uploads_begin_once(user: User, mine: Program, key: str) -> None:
    path = f"galleries/{make.gallery(user.actor).gallery_id}/uploads"
    body = {"photos": [{"filename": f"{number}.jpg", "size": 100} for number in range(100)]}
    first, second = (mine("POST", path, body, idempotency_key=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert len(mine("GET", path).json()["photos"]) == 100


def test_success_same_key_of_another_person_is_another_key(key: str, wish: dict[str, Any]) -> None:
    users = [make.account(), make.account()]
    for number, user in enumerate(users):
        program(user)("POST", "galleries", {**wish, "name": f"{wish['name']} {number}"}, idempotency_key=key)
    assert [len(of(user)) for user in users] == [1, 1]


def test_fail_same_key_for_another_request(user: User, mine: Program, key: str, wish: dict[str, Any]) -> None:
    mine("POST", "galleries", wish, idempotency_key=key)
    other_body = mine("POST", "galleries", {**wish, "name": "Other"}, idempotency_key=key)
    path = f"galleries/{of(user)[0].gallery_id}/uploads"
    other_path = mine("POST", path, {"photos": [{"filename": "a.jpg"}]}, idempotency_key=key)
    for answer in (other_body, other_path):
        assert (answer.status_code, "another request" in answer.json()["error"]) == (409, True)
    assert len(of(user)) == 1


def test_success_after_an_error_the_key_is_free_again(mine: Program, key: str, wish: dict[str, Any]) -> None:
    assert mine("POST", "galleries", {**wish, "years": []}, idempotency_key=key).status_code == 400
    assert mine("POST", "galleries", wish, idempotency_key=key).status_code == 201


def test_success_after_a_day_the_key_is_free_again(user: User, mine: Program, key: str, wish: dict[str, Any]) -> None:
    mine("POST", "galleries", wish, idempotency_key=key)
    kept(user, key).update([AnswerItem.expires_at.set(now() - timedelta(seconds=5))])
    assert mine("POST", "galleries", {**wish, "country": "Sweden"}, idempotency_key=key).status_code == 201


def at_work(user: User, key: str, until: float) -> None:
    """As a worker leaves it that was killed, or has not finished."""
    item = kept(user, key)
    item.update([AnswerItem.answer.remove(), AnswerItem.locked_until.set(int(until))])


def test_fail_first_request_is_still_at_work(user: User, mine: Program, key: str, wish: dict[str, Any]) -> None:
    mine("POST", "galleries", wish, idempotency_key=key)
    at_work(user, key, time.time() + 60)
    answer = mine("POST", "galleries", wish, idempotency_key=key)
    assert (answer.status_code, answer["Retry-After"], "at work" in answer.json()["error"]) == (409, "1", True)


def test_success_dead_workers_key_is_taken_over(user: User, mine: Program, key: str, wish: dict[str, Any]) -> None:
    path = f"galleries/{make.gallery(user.actor).gallery_id}/uploads"
    body = {"photos": [{"filename": "a.jpg"}]}
    mine("POST", path, body, idempotency_key=key)
    at_work(user, key, time.time() - 1)
    again = mine("POST", path, body, idempotency_key=key)
    assert again.status_code == 201
    assert mine("POST", path, body, idempotency_key=key).json() == again.json()


def test_fail_answer_is_not_repeated_to_a_token_without_the_scope(
    user: User, mine: Program, key: str, wish: dict[str, Any]
) -> None:
    mine("POST", "galleries", wish, idempotency_key=key)
    assert program(user, "upload")("POST", "galleries", wish, idempotency_key=key).status_code == 403


@pytest.mark.parametrize("key", ["", "a b", "ü", "x" * 256, "tab\tbed"])
def test_fail_keys_that_are_none(user: User, mine: Program, wish: dict[str, Any], key: str) -> None:
    assert mine("POST", "galleries", wish, idempotency_key=key).status_code == 400
    assert of(user) == []


def test_success_unexpected_errors_free_the_key(
    user: User, key: str, wish: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = program(user)
    mine.client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr("galleries.services.create", lambda **_: 1 / 0)
        assert mine("POST", "galleries", wish, idempotency_key=key).status_code == 500
    assert mine("POST", "galleries", wish, idempotency_key=key).status_code == 201
