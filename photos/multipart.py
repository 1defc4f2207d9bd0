"""S3 multipart uploads, for files too large for one POST. Called by photos.services alone."""

from typing import TypedDict

from botocore.exceptions import ClientError
from django.conf import settings
from django.utils.translation import gettext as _

from gallery_project.errors import Conflict
from photos.storage import UPLOAD_LINK_SECONDS, client

PART_BYTES = 8 * 1024**2  # S3 wants at least 5 MiB and at most 10,000 parts


class Part(TypedDict):
    partNumber: int
    etag: str
    size: int


def start(key: str, content_type: str) -> str:
    """Begin an upload and return its id."""
    answer = client().create_multipart_upload(Bucket=settings.BUCKET_NAME, Key=key, ContentType=content_type)
    return answer["UploadId"]


def part_url(key: str, upload_id: str, number: int) -> str:
    """A URL to which the browser PUTs part `number` (1..10000)."""
    return client().generate_presigned_url(
        "upload_part",
        Params={"Bucket": settings.BUCKET_NAME, "Key": key, "UploadId": upload_id, "PartNumber": number},
        ExpiresIn=UPLOAD_LINK_SECONDS,
    )


def put_part(key: str, upload_id: str, number: int, body: bytes) -> None:
    """Store part `number` (1..10000), replacing an earlier one."""
    client().upload_part(Bucket=settings.BUCKET_NAME, Key=key, UploadId=upload_id, PartNumber=number, Body=body)


def parts(key: str, upload_id: str) -> list[Part] | None:
    """What S3 has received so far; None when it no longer knows the upload."""
    pages = client().get_paginator("list_parts")
    try:
        found = [
            part
            for page in pages.paginate(Bucket=settings.BUCKET_NAME, Key=key, UploadId=upload_id)
            for part in page.get("Parts", [])
        ]
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchUpload":
            return None
        raise
    return [{"partNumber": p["PartNumber"], "etag": p["ETag"], "size": p["Size"]} for p in found]


def complete(key: str, upload_id: str, received: list[Part]) -> None:
    """Join the parts, which S3 itself listed, into the object."""
    listed = [{"PartNumber": part["partNumber"], "ETag": part["etag"]} for part in received]
    try:
        client().complete_multipart_upload(
            Bucket=settings.BUCKET_NAME,
            Key=key,
            UploadId=upload_id,
            MultipartUpload={"Parts": listed},  # type: ignore[typeddict-item]
        )
    except ClientError as error:
        raise _conflict(error) from error


def abort(key: str, upload_id: str) -> None:
    """Give the parts back; an upload that S3 does not know is given back already."""
    try:
        client().abort_multipart_upload(Bucket=settings.BUCKET_NAME, Key=key, UploadId=upload_id)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchUpload":
            raise


def _conflict(error: ClientError) -> Exception:
    if error.response["Error"]["Code"] in (
        "NoSuchUpload",
        "InvalidPart",
        "EntityTooSmall",
        "InvalidPartOrder",
    ):
        return Conflict(_("This upload is no longer open. Please upload the file again."))
    return error
