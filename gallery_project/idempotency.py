"""Idempotency-Key: a create that is sent twice, because its answer got lost, is done once and answered twice."""

import hashlib
import json
import re
import time
import uuid
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from django.utils.crypto import salted_hmac
from drf_spectacular.utils import OpenApiParameter, extend_schema
from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from accounts.actors import Scope
from accounts.identity import actor_of
from accounts.items import AccountItem
from gallery_project.errors import Conflict, Invalid
from gallery_project.tables import Contended, Refused, conditional, now, retrying

Post = TypeVar("Post", bound=Callable[..., Response])

_KEPT = timedelta(hours=24)
_LOCK_SECONDS = 60  # twice what any request may take; who worked longer is dead
_KEPT_HEADERS = ("Location", "ETag")
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_PARAMETER = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[!-~]{1,255}$"},
    OpenApiParameter.HEADER,
    description="Any text of your own; the same request with the same key is done once and answered alike for a day.",
)


class AnswerItem(AccountItem):
    """What a request with a key was answered: pk `IDEMPOTENCY#{user}#{SHA-256 of the key}`, sk `ANSWER`."""

    request = UnicodeAttribute()  # keyed digest of method, path and body, which may hold a password
    worker = UnicodeAttribute()
    locked_until = NumberAttribute(attr_name="lockedUntil")  # Unix seconds
    answer = BinaryAttribute(legacy_encoding=False, null=True)  # compressed JSON; absent while the request is at work


def idempotent(scope: Scope) -> Callable[[Post], Post]:
    """For a `post` method of an APIView: honour the caller's Idempotency-Key.

    A key belongs to a person, whatever token brings it; but an answer is repeated only to a token that has `scope`,
    which the request itself takes.
    """

    def decorate(post: Post) -> Post:
        @wraps(post)
        def once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
            if "Idempotency-Key" not in request.headers:
                return post(view, request, *args, **kwargs)
            actor_of(request).need(scope)
            return _once(request, lambda: post(view, request, *args, **kwargs))

        return extend_schema(parameters=[_PARAMETER])(once)  # type: ignore[return-value]

    return decorate


def _once(request: Request, work: Callable[[], Response]) -> Response:
    mine = _item(request)
    if first := retrying(lambda: _first(mine)):
        return _repeated(first.answer) if first.answer else _in_work()
    try:
        response = work()
    except BaseException:
        _free(mine)
        raise
    _keep(mine, response)
    return response


def _item(request: Request) -> AnswerItem:
    key = request.headers["Idempotency-Key"]
    if not _KEY.fullmatch(key):
        raise Invalid("Idempotency-Key", "A key has 1 to 255 visible ASCII characters.")
    body = json.dumps(request.data, sort_keys=True)
    return AnswerItem(
        f"IDEMPOTENCY#{actor_of(request).user_id}#{hashlib.sha256(key.encode()).hexdigest()}",
        "ANSWER",
        request=salted_hmac("idempotency", f"{request.method} {request.path}\n{body}", algorithm="sha256").hexdigest(),
        worker=str(uuid.uuid4()),
        locked_until=int(time.time()) + _LOCK_SECONDS,
        expires_at=now() + _KEPT,
    )


def _first(mine: AnswerItem) -> AnswerItem | None:
    """The item of the request that had the key before; None when the work is ours to do.

    Raises Conflict when the key stands for another request.
    """
    given_up = AnswerItem.answer.does_not_exist() & (AnswerItem.locked_until < time.time())
    expired = AnswerItem.expires_at < now()  # DynamoDB reaps it hours late
    free = AnswerItem.pk.does_not_exist() | expired | (given_up & (AnswerItem.request == mine.request))
    try:
        with conditional():
            mine.save(condition=free)
    except Refused as error:
        return _other(mine, error)
    return None


def _other(mine: AnswerItem, refusal: Refused) -> AnswerItem:
    try:
        first = AnswerItem.get(mine.pk, mine.sk, consistent_read=True)
    except AnswerItem.DoesNotExist:
        raise Contended from refusal  # it failed, and the key is free again
    if first.request != mine.request:
        raise Conflict("This Idempotency-Key was sent with another request before. Use a new key for a new request.")
    return first


def _in_work() -> Response:
    sentence = "The first request with this Idempotency-Key is still at work. Please ask again in a moment."
    return Response({"error": sentence, "details": {"retryAfter": 1}}, status=409, headers={"Retry-After": "1"})


def _keep(mine: AnswerItem, response: Response) -> None:
    """Only success is kept; who took over meanwhile keeps its own."""
    if response.status_code >= 400:
        return _free(mine)
    headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
    answer = json.dumps([response.status_code, response.data, headers], cls=JSONEncoder)
    with suppress(Refused), conditional():
        kept = AnswerItem.answer.set(zlib.compress(answer.encode()))
        mine.update([kept], condition=AnswerItem.worker == mine.worker)


def _repeated(kept: bytes) -> Response:
    status, body, headers = json.loads(zlib.decompress(kept))
    return Response(body, status=status, headers=headers)


def _free(mine: AnswerItem) -> None:
    with suppress(Refused), conditional():
        mine.delete(condition=AnswerItem.worker == mine.worker)
