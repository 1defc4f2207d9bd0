"""S3 behind plain functions, over Django's default storage and its boto3 client (photos.multipart uses it too).

Media is private. A page asks `media_urls` once per gallery and gets a function from keys to URLs.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from botocore.exceptions import ClientError
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CopySourceTypeDef

IMMUTABLE = "public, max-age=31536000, immutable"  # a rendition's key is used once
UPLOAD_LINK_SECONDS = 3600
_DOWNLOAD_LINK_SECONDS = 300
_CHUNK = 1024 * 1024
_DELETE_PAGE = 1000  # keys in one DeleteObjects call at most (S3 API reference)


@dataclass(frozen=True)
class Stored:
    """An object as S3 describes it; `size` in bytes, `etag` with its quotes."""

    size: int
    etag: str
    modified: datetime


class DeletionIncomplete(Exception):
    """S3 answered, but kept some of the objects; repeating the deletion is safe."""


@lru_cache(maxsize=1)
def client() -> "S3Client":
    """The boto3 client of the default storage (clients are thread-safe, its resources are not)."""
    s3: S3Client = default_storage.connection.meta.client  # type: ignore[attr-defined]
    return s3


def bucket_exists() -> bool:
    """True; raises botocore's ClientError when the bucket is missing or not ours."""
    client().head_bucket(Bucket=settings.BUCKET_NAME)
    return True


def head(key: str | None) -> Stored | None:
    """Describe the object, or None when there is none; an older photo may have no key of ours."""
    if key is None:
        return None
    try:
        answer = client().head_object(Bucket=settings.BUCKET_NAME, Key=key)
    except ClientError as error:
        if _is_missing(error):
            return None
        raise
    return Stored(answer["ContentLength"], answer["ETag"], answer["LastModified"])


def _is_missing(error: ClientError) -> bool:
    return error.response["Error"]["Code"] in ("404", "NoSuchKey", "NotFound")


def download(key: str, etag: str, into: IO[bytes]) -> str:
    """Stream the object with this ETag into a file and return its hex SHA-256.

    Raises botocore's ClientError (412) when the object has changed since `head` saw it.
    """
    digest = hashlib.sha256()
    body = client().get_object(Bucket=settings.BUCKET_NAME, Key=key, IfMatch=etag)["Body"]
    for chunk in body.iter_chunks(_CHUNK):
        digest.update(chunk)
        into.write(chunk)
    into.seek(0)
    return digest.hexdigest()


def read(key: str, most: int) -> bytes | None:
    """The first `most` bytes of the object; None when there is none."""
    try:
        answer = client().get_object(Bucket=settings.BUCKET_NAME, Key=key)
    except client().exceptions.NoSuchKey:
        return None
    return answer["Body"].read(most)


def upload(key: str, body: bytes | IO[bytes], content_type: str, cache: str = IMMUTABLE) -> None:
    """Store `body` under `key`, replacing what is there."""
    client().put_object(Bucket=settings.BUCKET_NAME, Key=key, Body=body, ContentType=content_type, CacheControl=cache)


def copy(old: str, new: str) -> bool:
    """Store the object `old` under `new` as well, with its type and cache headers; False when there is none."""
    bucket = settings.BUCKET_NAME
    try:
        # Without its tags, for which the function has no right: objects that others put there may have some.
        source: CopySourceTypeDef = {"Bucket": bucket, "Key": old}
        client().copy_object(Bucket=bucket, Key=new, CopySource=source, TaggingDirective="REPLACE")
    except ClientError as error:
        if _is_missing(error):
            return False
        raise
    return True


def upload_json(key: str, content: dict[str, Any]) -> None:
    """Store `content` as readable UTF-8 JSON that is never cached."""
    body = json.dumps(content, ensure_ascii=False, indent=1).encode()
    upload(key, body, "application/json", cache="no-cache")


def listing(prefix: str, after: str = "") -> Iterator[str]:
    """The keys under `prefix`, or those of them that come after `after`, page by page, in S3's order."""
    paginator = client().get_paginator("list_objects_v2")
    pages = paginator.paginate(Bucket=settings.BUCKET_NAME, Prefix=prefix, StartAfter=after)
    for page in pages:
        yield from (found["Key"] for found in page.get("Contents", []))


def page(prefix: str, after: str = "", most: int = _DELETE_PAGE) -> dict[str, Stored]:
    """Up to `most` (1000) objects under `prefix` whose keys come after `after`, by key, in S3's order."""
    answer = client().list_objects_v2(Bucket=settings.BUCKET_NAME, Prefix=prefix, StartAfter=after, MaxKeys=most)
    found = answer.get("Contents", [])
    return {each["Key"]: Stored(each["Size"], each["ETag"], each["LastModified"]) for each in found}


def delete(names: Sequence[str]) -> int:
    """Delete up to 1000 objects and return how many; missing ones count as deleted.

    Raises DeletionIncomplete when S3 reports that it kept some.
    """
    if not names:
        return 0
    objects: Any = [{"Key": key} for key in names]
    answer = client().delete_objects(Bucket=settings.BUCKET_NAME, Delete={"Objects": objects, "Quiet": True})
    if kept := answer.get("Errors"):
        raise DeletionIncomplete(f"{len(kept)} objects were not deleted, the first: {kept[0]}")
    return len(names)


def delete_prefix(prefix: str) -> int:
    """Delete everything under `prefix`, a page at a time, and return how many objects."""
    return sum(delete(page) for page in _pages(listing(prefix), _DELETE_PAGE))


def _pages(items: Iterator[str], size: int) -> Iterator[list[str]]:
    page: list[str] = []
    for item in items:
        page.append(item)
        if len(page) == size:
            yield page
            page = []
    yield page


# --- links ----------------------------------------------------------------------------------------


def media_urls(gallery_id: str) -> Callable[[str], str]:
    """A function from a rendition's key in this gallery to a URL that works as it stands.

    Behind CloudFront one custom policy covers the gallery, so a page costs one RSA signature. Its end is the end
    of the next day, so that every page of a day carries the same URLs and caches hit.
    """
    day = datetime.now(UTC).date()
    if not settings.CDN_DOMAIN:
        return lambda key: _presigned(key, day)
    query = _policy(gallery_id, day)
    return lambda key: f"https://{settings.CDN_DOMAIN}/{quote(key)}{query}"


@lru_cache(maxsize=500)
def _policy(gallery_id: str, day: date) -> str:
    signer = default_storage.cloudfront_signer  # type: ignore[attr-defined]
    ends = datetime.combine(day + timedelta(days=2), time(), UTC)
    resource = f"https://{settings.CDN_DOMAIN}/thumbnails/{quote(gallery_id)}/*"
    policy = signer.build_policy(resource, ends)
    signed: str = signer.generate_presigned_url(resource, policy=policy)
    return signed.removeprefix(resource)


@lru_cache(maxsize=50_000)
def _presigned(key: str, day: date) -> str:
    """A presigned GET; cached by day, so that a browser sees the same URL again."""
    return client().generate_presigned_url(
        "get_object", Params={"Bucket": settings.BUCKET_NAME, "Key": key}, ExpiresIn=2 * 24 * 3600
    )


def upload_form(key: str, content_type: str, max_bytes: int) -> tuple[str, dict[str, str]]:
    """URL and fields of a form that posts one file to exactly this key, of this type, up to this size."""
    form = client().generate_presigned_post(
        settings.BUCKET_NAME,
        key,
        Fields={"Content-Type": content_type},
        Conditions=[{"Content-Type": content_type}, ["content-length-range", 1, max_bytes]],
        ExpiresIn=UPLOAD_LINK_SECONDS,
    )
    return form["url"], form["fields"]


def put_url(key: str) -> str:
    """A URL to which one file can be PUT, whatever its type; ingest reads what it really is."""
    return client().generate_presigned_url(
        "put_object", Params={"Bucket": settings.BUCKET_NAME, "Key": key}, ExpiresIn=UPLOAD_LINK_SECONDS
    )


def attachment_url(key: str, filename: str) -> str:
    """A URL that works for some minutes and makes a browser save the object under this name.

    It leads to the bucket even where there is a CDN, which would not pass the name on.
    """
    wanted = {"ResponseContentDisposition": content_disposition_header(True, filename) or "attachment"}
    params = {"Bucket": settings.BUCKET_NAME, "Key": key, **wanted}
    return client().generate_presigned_url("get_object", Params=params, ExpiresIn=_DOWNLOAD_LINK_SECONDS)


def original_url(key: str) -> str:
    """A short-lived URL of the original, for those who may change the photo: it tells where it was taken."""
    return client().generate_presigned_url(
        "get_object", Params={"Bucket": settings.BUCKET_NAME, "Key": key}, ExpiresIn=UPLOAD_LINK_SECONDS
    )
