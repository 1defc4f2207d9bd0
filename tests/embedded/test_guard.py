"""What a web page, a stranger on this machine or a wrong key can do to the embedded S3 and queue: nothing."""

import os
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import urllib3
from botocore.config import Config
from botocore.exceptions import ClientError

BUCKET = "gallery"
KEY = "elsewhere/guarded.txt"  # not under galleries/: it makes no event
INVENTED = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
SIGNED = Config(signature_version="s3v4", s3={"addressing_style": "path"})
http = urllib3.PoolManager(timeout=5, retries=False)


def url(path: str) -> str:
    return os.environ["AWS_ENDPOINT_URL"] + path


@pytest.fixture
def s3() -> Iterator[Any]:
    client = boto3.client("s3", config=SIGNED)
    client.put_object(Bucket=BUCKET, Key=KEY, Body=b"kept")
    yield client
    client.delete_object(Bucket=BUCKET, Key=KEY)


def content(s3: Any) -> bytes:
    return bytes(s3.get_object(Bucket=BUCKET, Key=KEY)["Body"].read())


def test_success_signed_link(s3: Any) -> None:
    link = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": KEY})
    assert http.request("GET", link).data == b"kept"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/_ministack/reset"),
        ("POST", "/_ministack/config"),
        ("GET", "/_ministack/health"),
        ("GET", "/_ministack/sqs/messages"),
        ("GET", "/health"),
        ("GET", f"/{BUCKET}"),
        ("GET", f"/{BUCKET}/{KEY}"),
        ("DELETE", f"/{BUCKET}/{KEY}"),
        ("POST", f"/{BUCKET}?delete"),
        ("GET", "/?Action=ListQueues"),
    ],
)
def test_fail_unsigned_request(s3: Any, method: str, path: str) -> None:
    assert http.request(method, url(path)).status == 403
    assert content(s3) == b"kept"


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("", {}),
        ("", {"Authorization": "AWS test:invented"}),
        ("", {"Authorization": INVENTED}),
        ("", {"X-Amz-Target": "AmazonSQS.ListQueues"}),
        ("?AWSAccessKeyId=test&Signature=invented&Expires=9999999999", {}),
    ],
)
def test_fail_form_that_pretends_to_be_signed(s3: Any, query: str, headers: dict[str, str]) -> None:
    fields = {"key": KEY, "file": ("a.jpg", b"smuggled")}
    assert http.request("POST", url(f"/{BUCKET}{query}"), fields=fields, headers=headers).status == 403
    assert content(s3) == b"kept"


def test_fail_foreign_host_name(s3: Any) -> None:
    link = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": KEY})
    answer = http.request("GET", link, headers={"Host": "rebound.example"})
    assert answer.status == 403
    assert b"host name" in answer.data


def test_fail_wrong_secret_key(s3: Any) -> None:
    guessed = {"aws_access_key_id": os.environ["AWS_ACCESS_KEY_ID"], "aws_secret_access_key": "guessed"}
    stranger = boto3.client("s3", config=SIGNED, **guessed)
    with pytest.raises(ClientError, match="not signed"):
        stranger.delete_object(Bucket=BUCKET, Key=KEY)
    with pytest.raises(ClientError, match="403"):
        boto3.client("sqs", **guessed).list_queues()
    assert content(s3) == b"kept"


@pytest.mark.parametrize("change", [("Expires=3600", "Expires=36000"), ("guarded", "other")])
def test_fail_changed_link(s3: Any, change: tuple[str, str]) -> None:
    link = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": KEY})
    assert http.request("GET", link.replace(*change)).status == 403


def test_fail_link_signed_the_old_way() -> None:
    old = boto3.client("s3", config=Config(signature_version="s3", s3={"addressing_style": "path"}))
    link = old.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": KEY})
    assert http.request("GET", link).status == 403


@pytest.fixture
def form(s3: Any) -> tuple[str, dict[str, str]]:
    """A signed upload form for 10 to 20 bytes of JPEG."""
    kind = {"Content-Type": "image/jpeg"}
    conditions = [kind, ["content-length-range", 10, 20]]
    signed = s3.generate_presigned_post(BUCKET, KEY, Fields=kind, Conditions=conditions)
    return signed["url"], signed["fields"]


def post(form: tuple[str, dict[str, str]], body: bytes, **changed: str) -> int:
    target, fields = form
    return http.request("POST", target, fields={**fields, **changed, "file": ("a.jpg", body)}).status


def test_success_upload_form(s3: Any, form: tuple[str, dict[str, str]]) -> None:
    assert post(form, b"fifteen bytes !") == 204
    assert content(s3) == b"fifteen bytes !"


@pytest.mark.parametrize(
    ("length", "changed"),
    [
        (9, {}),
        (21, {}),
        (15, {"key": "elsewhere/other.txt"}),
        (15, {"Content-Type": "text/html"}),
        (15, {"x-amz-signature": "0" * 64}),
        (15, {"x-amz-meta-note": "unannounced"}),
    ],
)
def test_fail_upload_form(s3: Any, form: tuple[str, dict[str, str]], length: int, changed: dict[str, str]) -> None:
    assert post(form, b"x" * length, **changed) in (400, 403)
    assert content(s3) == b"kept"


def test_success_preflight_of_the_site_only() -> None:
    def allowed_origin(origin: str) -> str | None:
        headers = {"Origin": origin, "Access-Control-Request-Method": "PUT"}
        answer = http.request("OPTIONS", url(f"/{BUCKET}/{KEY}"), headers=headers)
        return answer.headers.get("Access-Control-Allow-Origin")

    assert allowed_origin("http://testserver") == "http://testserver"
    assert allowed_origin("http://elsewhere.example") is None
