"""What an HTTP API does on AWS and ministack 1.5.33 leaves out: the stage in the path, proxy headers, limits.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
"""

import asyncio
import json
from collections.abc import Coroutine
from typing import Any

from ministack.services import apigateway

Answer = tuple[int, dict[str, Any], bytes]

MAX_BODY = 10 * 1024**2  # bytes of a request, by the HTTP API
MAX_EVENT = 6 * 1024**2  # bytes of what a function gets or answers, by Lambda; a third more than a binary body
TIMEOUT = 30.0  # seconds for an answer; the function runs on
EDGE = "127.0.0.1"  # the address that CloudFront has here


def like_on_aws() -> None:
    """From now on functions behind an HTTP API are called that way."""
    invoke = apigateway._invoke_lambda_proxy

    async def invoke_like_aws(
        integration: Any,
        api: str,
        stage: str,
        path: str,
        method: str,
        headers: dict[str, str],
        body: bytes,
        *rest: Any,
        **facts: Any,
    ) -> Answer:
        if len(body) > MAX_BODY or _in_event(headers, body) > MAX_EVENT:
            return _refused(413, "Request Entity Too Large")
        path = path if stage == "$default" else f"/{stage}{path}"
        answer = await _in_time(invoke(integration, api, stage, path, method, _proxied(headers), body, *rest, **facts))
        return answer if _in_event(*answer[1:]) <= MAX_EVENT else _refused(500, "Internal Server Error")

    apigateway._invoke_lambda_proxy = invoke_like_aws


async def _in_time(call: Coroutine[Any, Any, Answer]) -> Answer:
    done, _ = await asyncio.wait({asyncio.ensure_future(call)}, timeout=TIMEOUT)
    if not done:
        return _refused(503, "Service Unavailable")
    status, headers, body = done.pop().result()
    return status, headers, body or b""  # a function may answer without a body


def _in_event(headers: dict[str, Any], body: bytes) -> int:
    """How long a body is as JSON text: what is no text goes as base64."""
    kind = {name.lower(): value for name, value in headers.items()}.get("content-type")
    return len(body) if apigateway._v2_request_body_is_text(kind) else (len(body) + 2) // 3 * 4


def _proxied(headers: dict[str, str]) -> dict[str, str]:
    before = headers.get("x-forwarded-for")
    return {
        **headers,
        "x-forwarded-for": f"{before}, {EDGE}" if before else EDGE,
        "x-forwarded-proto": "https",
        "x-forwarded-port": "443",
    }


def _refused(status: int, reason: str) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps({"message": reason}).encode()
