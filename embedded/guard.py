"""A gate in front of ministack: only signed S3, SQS and DynamoDB requests for this machine pass.

ministack 1.5.33 with AUTH=true answers its control paths (`POST /_ministack/reset` deletes every object on
disk) without a signature and to any web page, and checks the signature of its configured key only on
presigned S3 URLs and upload forms, not on ordinary requests. So what may pass is listed here, signatures
(version 4 alone) are checked here, and the rest is refused.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from ministack.core import sigv4

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

ACCOUNT = "000000000000"  # ministack's account for every key it does not know; part of its queue URLs
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Guard:
    """What one ministack serves: this bucket, at this port, to whoever knows this secret key."""

    bucket: str
    port: int
    secret: str

    def wrap(self, app: App) -> App:
        """The ASGI app behind the guard: refusals are answered 403 here, web sockets are closed."""

        async def guard(scope: Message, receive: Receive, send: Send) -> None:
            if scope["type"] == "lifespan":
                return await app(scope, receive, send)
            if scope["type"] != "http":
                return await send({"type": "websocket.close", "code": 1008})
            headers = _headers(scope)
            body, receive = await _signed_body(headers, receive)
            if reason := self.refusal(scope, headers, body):
                return await _refuse(send, reason)
            await app(scope, receive, send)

        return guard

    def refusal(self, scope: Message, headers: dict[str, str], body: bytes) -> str:
        """Why this request may not pass, or "" when it may."""
        if not self.is_ours(headers):
            return "this host name is not served"
        if scope["path"].split("/")[1] not in {"", self.bucket, ACCOUNT}:
            return "this path is not served"
        return self.missing_signature(scope, headers, body)

    def is_ours(self, headers: dict[str, str]) -> bool:
        """A page that rebinds its own name to 127.0.0.1 still sends that name."""
        return headers.get("host") in {f"{host}:{self.port}" for host in LOOPBACK}

    def missing_signature(self, scope: Message, headers: dict[str, str], body: bytes) -> str:
        """What to say of a request that must be signed and is not, or ""."""
        if self._needs_no_signature(scope, headers) or self._signed(scope, headers, body):
            return ""
        return "the request is not signed, or not with the right key"

    def _needs_no_signature(self, scope: Message, headers: dict[str, str]) -> bool:
        """A CORS preflight changes nothing; an upload form is signed inside, and ministack checks that."""
        if scope["method"] == "OPTIONS":
            return True
        is_form = headers.get("content-type", "").startswith("multipart/form-data")
        # ministack picks the service by these headers: a form must not turn into a call of another one.
        is_plain = not any(name == "authorization" or name.startswith("x-amz-") for name in headers)
        is_upload = scope["method"] == "POST" and self.takes_forms(scope["path"]) and not scope["query_string"]
        return is_form and is_plain and is_upload

    def takes_forms(self, path: str) -> bool:
        """Whether upload forms are sent there."""
        return path == f"/{self.bucket}"

    def _signed(self, scope: Message, headers: dict[str, str], body: bytes) -> bool:
        query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        presigned = "authorization" not in headers
        signature = sigv4.parse_query_signature(query) if presigned else sigv4.parse_header_signature(headers)
        if isinstance(signature, tuple):  # its reasons to be unreadable
            return False
        path = scope["raw_path"].decode("latin-1")
        _, text = sigv4.header_signing_documents(
            signature, scope["method"], path, query, headers, body, presigned=presigned
        )
        secret = self.secret_of(signature.access_key_id)
        expected = sigv4.calculate_signature(secret, signature.date_stamp, signature.region, signature.service, text)
        return bool(secret and sigv4.signatures_match(expected, signature.signature))

    def secret_of(self, access_key: str) -> str:
        """What requests by this key are signed with; "" when it is nobody's. Here all keys are one."""
        return self.secret


def _headers(scope: Message) -> dict[str, str]:
    """By lower-case name; one sent on several lines joined as version 4 signs it."""
    joined: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        joined[key] = f"{joined[key]},{text}" if key in joined else text
    return joined


async def _signed_body(headers: dict[str, str], receive: Receive) -> tuple[bytes, Receive]:
    """The body where the signature covers it but no header states its hash (SQS, DynamoDB: small ones)."""
    if "authorization" not in headers or "x-amz-content-sha256" in headers:
        return b"", receive
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    unread = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return unread.pop() if unread else await receive()

    return body, replay


async def _refuse(send: Send, reason: str) -> None:
    body = f"<Error><Code>AccessDenied</Code><Message>{reason}</Message></Error>".encode()
    headers = [(b"content-type", b"application/xml"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
