"""Making galleries through the API: what comes back, and what is refused without leaving anything."""

import uuid
from typing import Any

import pytest

from accounts.models import User
from tests.api.program import Program, program


def wish(**more: Any) -> dict[str, Any]:
    return {"name": f"Lofoten {uuid.uuid4()}", "continent": "Europe", "country": "Norway", "years": [2024], **more}


def test_success_answer_says_all_and_where(mine: Program) -> None:
    fields = wish(description="Islands", visibility="unlisted", showLocations=True, latitude=68.2, longitude=13)
    made = mine("POST", "galleries", fields)
    assert made.status_code == 201
    assert made.json().items() >= fields.items()
    assert made["Location"] == f"/api/v1/galleries/{made.json()['id']}"
    again = mine.client.get(made["Location"], headers=mine.headers)
    assert (again.json(), again["ETag"]) == (made.json(), made["ETag"])


def test_success_unknown_fields_are_ignored(mine: Program) -> None:
    assert mine("POST", "galleries", wish(galleryId="mine", photoCount=7, colour="red")).json()["photoCount"] == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 5),
        ("name", None),
        ("name", " "),
        ("name", "x" * 201),
        ("name", "a\x00b"),
        ("years", "2024"),
        ("years", []),
        ("years", ["2024"]),
        ("years", [2024.5]),
        ("years", [10**30]),
        ("visibility", "secret"),
        ("visibility", ["public"]),
        ("showLocations", "yes"),
        ("latitude", 91),
        ("latitude", "10"),
        ("longitude", True),
        ("description", ["words"]),
    ],
)
def test_fail_wrong_values_name_their_field(mine: Program, field: str, value: object) -> None:
    answer = mine("POST", "galleries", wish(**{field: value}))
    assert answer.status_code == 400
    assert list(answer.json()["details"]) == [field]


@pytest.mark.parametrize("missing", ["name", "continent", "country", "years"])
def test_fail_missing_fields(mine: Program, missing: str) -> None:
    fields = wish()
    del fields[missing]
    answer = mine("POST", "galleries", fields)
    assert (answer.status_code, list(answer.json()["details"])) == (400, [missing])


@pytest.mark.parametrize("body", [[], "text", 5, None, [{"name": "x"}]])
def test_fail_body_that_is_no_object(mine: Program, body: object) -> None:
    assert mine("POST", "galleries", body).status_code == 400


def test_fail_name_that_is_taken(mine: Program) -> None:
    fields = wish()
    mine("POST", "galleries", fields)
    answer = mine("POST", "galleries", {**fields, "name": fields["name"].upper()})
    assert (answer.status_code, "already" in answer.json()["error"]) == (409, True)


def test_fail_without_the_right(user: User, stranger: Program) -> None:
    assert stranger("POST", "galleries", wish()).status_code == 401
    assert program(user, "read", "upload", "rate")("POST", "galleries", wish()).status_code == 403
