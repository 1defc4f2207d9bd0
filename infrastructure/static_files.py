"""Style sheets, scripts and icons: collected, uploaded under names that change with their content, pruned late."""

import hashlib
import json
import mimetypes
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from infrastructure import aws, commands, stack, storage
from infrastructure.stages import Stage

PREFIX = "static/"  # as in the site's addresses, which CloudFront passes on as they are
MANIFESTS = "manifests/"  # one for each version of the site; CloudFront does not lead there
MANIFEST = "staticfiles.json"
KEPT = timedelta(days=30)  # for pages that a browser or a feed reader still has, and for a rollback
FOR_EVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=300"
AT_ONCE = 8  # uploads


def publish(stage: Stage) -> str:
    """Collect, upload what is new, delete what no version of the last thirty days needs; answers in words."""
    commands.django(
        stage, ["manage.py", "collectstatic", "--no-input", "--clear", "-v0"], "The static files could not be collected"
    )
    folder = commands.static_root(stage)
    bucket = stack.outputs(stage)["StaticBucket"]
    manifest = (folder / MANIFEST).read_bytes()
    uploaded = _upload(stage, bucket, folder, _hashed(manifest))
    # Every time: its date tells when this version was the newest.
    aws.client("s3", stage).put_object(Bucket=bucket, Key=f"{MANIFESTS}{_etag(manifest)}.json", Body=manifest)
    pruned = _prune(stage, bucket)
    return f"{uploaded} new" + (f", {pruned} deleted that nobody needs any more" if pruned else "")


def _upload(stage: Stage, bucket: str, folder: Path, hashed: set[str]) -> int:
    there = {each["Key"]: each["ETag"].strip('"') for each in _listing(stage, bucket, PREFIX)}
    due = [(name, body) for name, body in _files(folder) if there.get(PREFIX + name) != _etag(body)]
    client = aws.client("s3", stage)

    def put(name: str, body: bytes) -> None:
        lasts = FOR_EVER if name in hashed else SHORTLY
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        client.put_object(Bucket=bucket, Key=PREFIX + name, Body=body, ContentType=kind, CacheControl=lasts)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(put, *each) for each in due]:
            done.result()
    return len(due)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _hashed(manifest: bytes) -> set[str]:
    """The names that this version's pages use."""
    return set(json.loads(manifest)["paths"].values())


def _etag(body: bytes) -> str:
    """S3's of an object that was sent in one piece."""
    return hashlib.md5(body, usedforsecurity=False).hexdigest()


def _prune(stage: Stage, bucket: str) -> int:
    """Delete the hashed files of versions that were replaced more than thirty days ago; answers how many."""
    client = aws.client("s3", stage)
    manifests = sorted(_listing(stage, bucket, MANIFESTS), key=lambda each: each["LastModified"])
    named = [_hashed(client.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()) for each in manifests]
    replaced_at = [each["LastModified"] for each in manifests[1:]]
    old = sum(moment < datetime.now(UTC) - KEPT for moment in replaced_at)
    unneeded = set[str]().union(*named[:old]).difference(*named[old:])
    gone = [*(PREFIX + name for name in unneeded), *(each["Key"] for each in manifests[:old])]
    storage.delete(stage, bucket, ({"Key": key} for key in gone))
    return len(unneeded)


def _listing(stage: Stage, bucket: str, prefix: str) -> list[dict[str, Any]]:
    pages = aws.client("s3", stage).get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return [each for page in pages for each in page.get("Contents", [])]
