"""The site as visitors reach it: the deployed CloudFront distribution, served at one port of this machine.

ministack's own CloudFront does the work (behaviours, bucket policies, origin and response headers, functions);
it neither caches nor compresses. This adds its way to an HTTP API, and the port.
"""

import re
from typing import Any
from urllib.parse import parse_qs

from ministack.app import _send_response
from ministack.core.iam_evaluator import pin_request_origin
from ministack.core.responses import set_request_account_id, set_request_region
from ministack.services import apigateway, cloudformation, cloudfront

from embedded.engines import REGION
from embedded.guard import ACCOUNT, LOOPBACK, App, Message, Receive, Send

STACK = "gallery-emulator-resources"
Origin = dict[str, Any]
Answer = tuple[int, dict[str, Any], bytes]
API = re.compile(r"([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com")
OWN = ("via", "x-forwarded-port")  # what CloudFront says itself, whatever a visitor says


def edge(port: int) -> App:
    """The ASGI app for this port: 503 while nothing is deployed, 403 for other host names."""
    hosts = {f"{host}:{port}" for host in LOOPBACK}

    async def serve(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            status, headers, body = await _answer(scope, receive, hosts)
            await _send_response(send, status, headers, body, head=scope["method"] == "HEAD")

    return serve


def reach_apis() -> None:
    """From now on an HTTP API can be a distribution's origin: ministack would not call what looks like AWS."""
    fetch = cloudfront._fetch_from_origin

    async def fetch_like_aws(
        origin: Origin, method: str, uri: str, query: str, headers: dict[str, str], body: bytes, *viewer: Any
    ) -> tuple[int, str, dict[str, Any], bytes]:
        if found := API.fullmatch(origin["domain_name"]):
            _, address, forwarded_for, _ = viewer
            sent = cloudfront._origin_request_headers(origin, headers, address, forwarded_for)
            path = f"{origin.get('origin_path') or ''}{uri}"
            status, answered, content = await _call_api(found[1], method, path, query, sent, body)
            return status, "", {name.lower(): value for name, value in answered.items()}, content
        # CloudFormation drops the empty S3OriginConfig by which ministack tells a bucket from a web server.
        origin["s3_bucket"] = cloudfront._s3_origin_bucket(origin["domain_name"])
        return await fetch(origin, method, uri, query, headers, body, *viewer)  # type: ignore[no-any-return]

    cloudfront._fetch_from_origin = fetch_like_aws


async def _call_api(api: str, method: str, path: str, query: str, headers: dict[str, str], body: bytes) -> Answer:
    stage, _, rest = path.lstrip("/").partition("/")
    answer: Answer = await apigateway.handle_execute(
        api,
        stage,
        apigateway.decode_http_api_path(f"/{rest}"),
        method,
        {name.lower(): value for name, value in headers.items()},
        body,
        parse_qs(query, keep_blank_values=True),
        raw_query_string=query,
    )
    return answer


async def _answer(scope: Message, receive: Receive, hosts: set[str]) -> Answer:
    headers = _headers(scope)
    if headers.get("host") not in hosts:
        return _plain(403, "This host name is not served.")
    set_request_account_id(ACCOUNT)
    set_request_region(REGION)
    pin_request_origin(scope["client"][0], True)  # CloudFront asks buckets by TLS
    distribution = _distribution()
    if not distribution:
        return _plain(503, "Nothing is deployed in this emulator yet.")
    query = scope["query_string"].decode("latin-1")
    answer: Answer = await cloudfront.handle_viewer_request(
        distribution,
        scope["method"],
        scope["path"],
        scope["raw_path"].decode("latin-1"),
        query,
        headers,
        await _body(receive),
        parse_qs(query, keep_blank_values=True),
        scope["client"][0],
    )
    return answer


def _distribution() -> dict[str, Any] | None:
    """The one that the deployed stack names."""
    stack = cloudformation._stacks.get(STACK) or {}
    named = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    found: dict[str, Any] | None = cloudfront._distributions.get(named.get("DistributionId", ""))
    return found


def _plain(status: int, sentence: str) -> Answer:
    return status, {"Content-Type": "text/plain; charset=utf-8"}, sentence.encode()


def _headers(scope: Message) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        separator = "; " if key == "cookie" else ", "
        joined[key] = f"{joined[key]}{separator}{text}" if key in joined else text
    return {name: value for name, value in joined.items() if name not in OWN}


async def _body(receive: Receive) -> bytes:
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)
