"""Conflicts between transactions, which AWS reports under load and a local engine rarely does."""

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from django.test import Client
from pynamodb.exceptions import TransactWriteError
from pynamodb.models import Model

from accounts.items import UserItem
from galleries import lookup as gallery_lookup
from gallery_project import claims, tables
from gallery_project.errors import Conflict
from photos.models import Photo
from ratings import services as ratings
from tests import make

OWNER = make.photographer()


class Raw:
    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self._body

    def read(self) -> bytes:
        return self._body


@contextmanager
def answered(
    times: int,
    error: dict[str, Any],
    operation: str = "TransactWriteItems",
    model: type[Model] | None = None,
    item: str = "",
) -> Iterator[Callable[[], int]]:
    """The next `times` transactions, or calls about a model's `item`, are refused with this body by botocore's hook."""
    calls = 0

    def refuse(request: Any, **_: Any) -> AWSResponse | None:
        nonlocal calls
        if item not in request.body.decode():
            return None
        calls += 1
        if calls > times:
            return None
        return AWSResponse(
            request.url, 400, {"content-type": "application/x-amz-json-1.0"}, Raw(json.dumps(error).encode())
        )

    connection = model._get_connection().connection if model else tables._connection()
    events = connection.client.meta.events
    events.register(f"before-send.dynamodb.{operation}", refuse, unique_id="refuse")
    try:
        yield lambda: calls
    finally:
        events.unregister(f"before-send.dynamodb.{operation}", unique_id="refuse")


def cancelled(*codes: str) -> dict[str, Any]:
    reasons = [{"Code": code, "Message": "x"} for code in codes]
    return {
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": f"Transaction cancelled: [{', '.join(codes)}]",
        "CancellationReasons": reasons,
    }


CONFLICT = cancelled("None", "TransactionConflict")
CAME_BETWEEN = {  # a plain write meets a transaction
    "__type": "com.amazonaws.dynamodb.v20120810#TransactionConflictException",
    "message": "Transaction is ongoing for the item",
}


@pytest.fixture
def photo() -> Photo:
    return make.ingested(OWNER, make.gallery(OWNER).gallery_id)


def test_success_a_conflict_is_tried_again(photo: Photo) -> None:
    with answered(3, CONFLICT) as calls:
        rated = ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=4).photo
    assert calls() == 4
    assert (rated.rating_count, rated.rating_sum) == (1, 4)


def test_fail_endless_conflict_ends_in_words(photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "pauses", lambda: [0.0] * 5)
    with answered(99, CONFLICT) as calls, pytest.raises(Conflict, match="try again"):
        ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=4)
    assert calls() == 5


def test_success_throttling_is_waited_out(photo: Photo) -> None:
    with answered(1, cancelled("None", "ThrottlingError")):
        assert ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=1).photo.rating_sum == 1


def test_fail_any_other_trouble_is_not_swallowed(photo: Photo) -> None:
    error = {"__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "message": "no table"}
    with answered(1, error), pytest.raises(TransactWriteError):
        ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=1)


@pytest.mark.parametrize("conflicts", [1, 3])
def test_success_a_photo_is_counted_once_however_often_its_transaction_is_tried(conflicts: int) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    with answered(conflicts, CONFLICT):
        assert make.ingested(OWNER, gallery_id).status == "ready"
    gallery = gallery_lookup.find(gallery_id)
    assert gallery
    assert gallery.photo_count == 1


@pytest.mark.parametrize("code", ["TransactionConflictException", "TransactionInProgressException"])
def test_success_a_transaction_still_in_progress_is_waited_out(photo: Photo, code: str) -> None:
    with answered(1, {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "Message": "x"}):
        assert ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=1).photo.rating_sum == 1


def test_fail_cancelling_an_upload_that_arrives_in_this_moment(admin_client: Client) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    url = f"/api/v1/galleries/{gallery_id}/uploads/{make.announced(OWNER, gallery_id).photo_id}"
    with answered(1, CAME_BETWEEN, "DeleteItem", Photo):
        answer = admin_client.delete(url)
    assert (answer.status_code, "Please try again" in answer.json()["error"]) == (409, True)
    assert admin_client.delete(url).status_code == 204


def test_success_signing_in_while_an_administrator_edits_the_person(client: Client) -> None:
    user = make.account()
    with answered(2, CAME_BETWEEN, "UpdateItem", UserItem, f"USER#{user.pk}") as calls:
        answer = client.post("/accounts/login/", {"username": user.username, "password": make.PASSWORD})
    assert (answer.status_code, calls()) == (302, 3)


def test_success_an_original_is_given_up_while_another_photo_claims_it() -> None:
    name = claims.original(f"galleries/x/{uuid.uuid4()}.jpg")
    claims.join(name, {"one"})
    with answered(1, CAME_BETWEEN, "DeleteItem", claims.Claim):
        claims.leave(name, "one")
    assert not list(claims.Claim.batch_get([name]))
