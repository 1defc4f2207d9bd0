"""What the OpenAPI document promises holds: schemathesis tries every operation with fitting and with wrong data.

It runs against a gallery of its own, since an administrator's calls leave nothing as it was.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from schemathesis import engine
from schemathesis.engine import events

from embedded.gallery import Gallery, Options
from tests import make

pytestmark = pytest.mark.xdist_group("schema")  # one gallery for all of it, not one per worker

EVERY_SCOPE = ["read", "upload", "manage", "rate", "on-behalf"]
# What may become of valid data, and of other data; 412 is an If-Match that names another version.
ACCEPTED = ["2xx", "3xx", "401", "403", "404", "409", "412", "429"]
REFUSED = ["400", "401", "403", "404", "405", "409", "412", "413", "415", "429"]
# What the schema cannot say: which cursors, ids, words and passwords are good.
KNOWS_MORE = [
    *("listGalleries", "listGalleryPhotos", "listPhotos", "listUsers"),
    *("updateGallery", "orderPhotos", "createUser", "updateUser", "issueToken"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the API of a gallery with two photos in it."""
    folder: Path = tmp_path_factory.mktemp("tried")
    with Gallery(Options(data=folder, port=0, admin_password="secret-1", samples=False)) as gallery:
        api = f"{gallery.url}/api/v1"
        fill(api, {"Authorization": f"Bearer {admin_token(api)}"})
        yield api


def admin_token(api: str) -> str:
    wish = {"username": "admin", "password": "secret-1", "name": "tests", "scopes": EVERY_SCOPE}
    token: str = requests.post(f"{api}/auth/token", json=wish, timeout=30).json()["token"]
    return token


def fill(api: str, headers: dict[str, str]) -> None:
    fields = {"name": "Tried", "continent": "Europe", "country": "Norway", "years": [2024]}
    gallery = requests.post(f"{api}/galleries", json=fields, headers=headers, timeout=30).json()
    path = f"{api}/galleries/{gallery['id']}"
    files = {"photos": [{"filename": f"{number}.jpg"} for number in range(2)]}
    for upload in requests.post(f"{path}/uploads", json=files, headers=headers, timeout=30).json()["uploads"]:
        form = upload["post"]
        requests.post(form["url"], data=form["fields"], files={"file": make.jpeg()}, timeout=30).raise_for_status()
    deadline = time.monotonic() + 60
    while requests.get(path, headers=headers, timeout=30).json()["photoCount"] < 2:
        assert time.monotonic() < deadline


def config(token: str) -> schemathesis.Config:
    checks: dict[str, Any] = {"positive_data_acceptance": {"expected-statuses": [*ACCEPTED, "400"]}}
    operations: list[dict[str, Any]] = [{"include-operation-id": KNOWS_MORE, "checks": checks}]
    if token:  # it would soon revoke its own
        operations.append({"include-operation-id": "revokeToken", "enabled": False})
    return schemathesis.Config.from_dict(
        {
            "seed": 7,
            "continue-on-failure": True,
            "generation": {"max-examples": 3, "deterministic": True, "no-shrink": True, "database": "none"},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ACCEPTED},
                "negative_data_rejection": {"expected-statuses": REFUSED},
            },
            "operations": operations,
            **({"auth": {"openapi": {"tokenAuth": {"bearer": token}}}} if token else {}),
        }
    )


@pytest.mark.parametrize("caller", ["administrator", "stranger"])
def test_success_every_answer_is_as_documented(site: str, caller: str) -> None:
    token = admin_token(site) if caller == "administrator" else ""
    schema = schemathesis.openapi.from_url(f"{site}/schema", config=config(token))
    found: set[str] = set()
    calls: dict[str, int] = {}
    for event in engine.from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            found |= set(faults(event))
            calls[str(event.phase)] = calls.get(str(event.phase), 0) + len(event.recorder.interactions)
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
    assert "\n\n".join(sorted(found)) == ""
    assert calls["coverage"] > 300
    assert calls["stateful"] > 15


def faults(event: events.ScenarioFinished) -> Iterator[str]:
    """What is wrong, with the call that shows it and the answer."""
    for case_id, checks in event.recorder.checks.items():
        for failure in (check.failure_info for check in checks if check.failure_info):
            answer = b""
            with suppress(KeyError, AttributeError):
                answer = event.recorder.interactions[case_id].response.content[:500]  # type: ignore[union-attr]
            yield f"{failure.failure.title}\n{failure.failure.message}\n{failure.code_sample}\n{answer!r}"
