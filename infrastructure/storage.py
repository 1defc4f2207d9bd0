"""The stage's tables and buckets themselves: what they are called, and their end."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError

from infrastructure import aws
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage
from infrastructure.waiting import until

TABLES = ("Galleries", "GalleryPhotos", "PhotoFacets", "PhotoRatings", "Accounts", "Claims")
BUCKETS = ("media", "static", "deployment")


def tables(stage: Stage) -> list[str]:
    """Their names, as template.yaml gives them."""
    return [f"{stage.function}-{name}" for name in TABLES]


def buckets(stage: Stage) -> list[str]:
    """Their names, which are nobody else's in the world: they end with the account's number."""
    account = aws.identity(stage).account
    return [f"{stage.function}-{name}-{account}" for name in BUCKETS]


def present(stage: Stage) -> list[str]:
    """Those that are there, in words. Raises AWS's own error for a bucket of another account."""
    found = [f"table {name}" for name in tables(stage) if describe_table(stage, name)]
    return found + [f"bucket {name}" for name in buckets(stage) if exists(stage, name)]


def empty(stage: Stage, bucket: str) -> int:
    """Delete all objects in all versions, and what never was finished; answers how many."""
    if not exists(stage, bucket):
        return 0
    client, deleted = aws.client("s3", stage), delete(stage, bucket, _versions(stage, bucket))
    for upload in _uploads(stage, bucket):
        client.abort_multipart_upload(Bucket=bucket, Key=upload["Key"], UploadId=upload["UploadId"])
    return deleted


def delete(stage: Stage, bucket: str, objects: Iterable[dict[str, str]]) -> int:
    """These objects or versions of them; answers how many. Raises CannotDeploy with S3's reason for the first left."""
    client, deleted = aws.client("s3", stage), 0
    for batch in _batches(iter(objects)):
        said = client.delete_objects(Bucket=bucket, Delete={"Objects": batch, "Quiet": True})
        for error in said.get("Errors", []):  # S3 answers 200 all the same
            raise CannotDeploy(f"S3 does not delete {error['Key']} of {bucket}: {error.get('Message', error['Code'])}.")
        deleted += len(batch)
    return deleted


def remove(stage: Stage) -> None:
    """All that are still there, with what they hold."""
    for bucket in buckets(stage):
        if exists(stage, bucket):
            empty(stage, bucket)
            aws.client("s3", stage).delete_bucket(Bucket=bucket)
    for table in tables(stage):
        _remove_table(stage, table)


def exists(stage: Stage, bucket: str) -> bool:
    """Whether there is a bucket of this name that we may look into; another account's raises AWS's own error."""
    try:
        aws.client("s3", stage).head_bucket(Bucket=bucket)
    except ClientError as error:
        if aws.is_missing(error):
            return False
        raise
    return True


def describe_table(stage: Stage, name: str) -> dict[str, Any]:
    """{} when there is none."""
    try:
        return dict(aws.client("dynamodb", stage).describe_table(TableName=name)["Table"])
    except ClientError as error:
        if aws.is_missing(error):
            return {}
        raise


def unprotect(stage: Stage) -> None:
    """Let the tables be deleted, without a trace: of one with point-in-time recovery DynamoDB keeps a backup."""
    for table in tables(stage):
        if found := describe_table(stage, table):
            _unprotect(stage, table, bool(found.get("DeletionProtectionEnabled")))


def _unprotect(stage: Stage, table: str, protected: bool) -> None:
    client = aws.client("dynamodb", stage)
    if protected:
        client.update_table(TableName=table, DeletionProtectionEnabled=False)
        until(lambda: _is_active(stage, table), 300, f"The table {table} was not changed")
    off = {"PointInTimeRecoveryEnabled": False}
    client.update_continuous_backups(TableName=table, PointInTimeRecoverySpecification=off)


def _remove_table(stage: Stage, table: str) -> None:
    if describe_table(stage, table):
        aws.client("dynamodb", stage).delete_table(TableName=table)
        until(lambda: None if describe_table(stage, table) else True, 600, f"The table {table} was not deleted")


def _is_active(stage: Stage, table: str) -> bool | None:
    return True if describe_table(stage, table)["TableStatus"] == "ACTIVE" else None


def _versions(stage: Stage, bucket: str) -> Iterator[dict[str, str]]:
    """Every version of every object, and every mark of a deletion."""
    for page in aws.client("s3", stage).get_paginator("list_object_versions").paginate(Bucket=bucket):
        for each in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
            yield {"Key": each["Key"], "VersionId": each["VersionId"]}


def _uploads(stage: Stage, bucket: str) -> Iterator[dict[str, str]]:
    for page in aws.client("s3", stage).get_paginator("list_multipart_uploads").paginate(Bucket=bucket):
        yield from page.get("Uploads", [])


def _batches(found: Iterator[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    """Of a thousand, the most that one call takes."""
    while batch := list(islice(found, 1000)):
        yield batch
