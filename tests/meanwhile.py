"""What somebody else does in the one moment in which it hurts most."""

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from pynamodb.models import Model
from urllib3 import HTTPResponse

from accounts.actors import Actor
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project import tables
from photos import services as photos
from photos import storage
from photos.models import Photo


@contextmanager
def before_each(operation: str, act: Callable[[], object], model: type[Model] | None = None) -> Iterator[None]:
    """A write is on its way to DynamoDB, to the table of this model or to any: now `act` comes in between, each time.

    All tables share one client, so the table is looked for in what is sent.
    """
    wanted = f'"{model._get_connection().table_name}"'.encode() if model else b""
    events = tables._connection().client.meta.events

    def look(request: Any, **_: Any) -> None:
        if wanted in request.body:
            act()

    events.register(f"before-send.dynamodb.{operation}", look, unique_id=f"before {operation}")
    try:
        yield
    finally:
        events.unregister(f"before-send.dynamodb.{operation}", unique_id=f"before {operation}")


def before_first(
    operation: str, act: Callable[[], object], model: type[Model] | None = None
) -> AbstractContextManager[None]:
    """The same, but once."""
    acts = [act]
    return before_each(operation, lambda: acts.pop()() if acts else None, model)


def before_first_transaction(act: Callable[[], object]) -> AbstractContextManager[None]:
    """Everything has been read and the writes are on their way to DynamoDB."""
    return before_first("TransactWriteItems", act)


def before_first_gallery_update(act: Callable[[], object]) -> AbstractContextManager[None]:
    """The same for the first update of a gallery that is no transaction."""
    return before_first("UpdateItem", act, Gallery)


@contextmanager
def before_first_upload(prefix: str, act: Callable[[], object]) -> Iterator[None]:
    """A worker is about to store its first object under `prefix`: now `act` comes in between, once."""
    acts, upload = [act], storage.upload

    def first(key: str, *rest: Any, **more: Any) -> None:
        if acts and key.startswith(prefix):
            acts.pop()()
        upload(key, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "upload", first)
        yield


@contextmanager
def s3_forbids(operation: str) -> Iterator[None]:
    """S3 answers 403 to every call of `operation`, through botocore's own hook."""

    def forbid(request: Any, **_: Any) -> AWSResponse:
        return AWSResponse(request.url, 403, HTTPHeaders(), HTTPResponse(io.BytesIO(b""), preload_content=False))

    hooks: Any = storage.client().meta.events
    hooks.register(f"before-send.s3.{operation}", forbid, unique_id="forbid")
    try:
        yield
    finally:
        hooks.unregister(f"before-send.s3.{operation}", unique_id="forbid")


def gallery_deletion_cut_off(actor: Actor, gallery_id: str) -> None:
    """Delete a gallery and stop when its objects are gone and its items are not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Photo, "query", lambda *a, **k: 1 / 0)
        assert galleries.delete(actor=actor, gallery_id=gallery_id).job_id


def photo_deletion_cut_off(actor: Actor, photo_id: str) -> None:
    """Delete a photo and stop when its objects are gone and its items are not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("photos.services.deletion.delete_items", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            photos.delete(actor=actor, photo_id=photo_id)
