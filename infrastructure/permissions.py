"""Who may call the function. Zappa gives each statement a name of chance, and leaves those for buckets behind."""

import json
from typing import Any

from botocore.exceptions import ClientError

from infrastructure import aws, stack
from infrastructure.stages import Stage

_S3 = "s3.amazonaws.com"
_BUCKET = "media-bucket"  # the name of our own statement


def admit(stage: Stage, bucket: str) -> None:
    """Let this bucket of our account report to the function."""
    caller = aws.identity(stage)
    try:
        aws.client("lambda", stage).add_permission(
            FunctionName=stage.function,
            StatementId=_BUCKET,
            Action="lambda:InvokeFunction",
            Principal=_S3,
            SourceArn=f"arn:{caller.partition}:s3:::{bucket}",
            SourceAccount=caller.account,  # the bucket's name can be another account's after it was deleted
        )
    except ClientError as error:
        if aws.code(error) != "ResourceConflictException":  # it is there
            raise


def prune(stage: Stage) -> str:
    """Leave one statement for each source, and none for a bucket that does not report to it; answers in words."""
    client, kept, stale = aws.client("lambda", stage), set(), []
    bucket_arn = f":s3:::{stack.outputs(stage)['MediaBucket']}"
    for statement in sorted(statements(stage), key=_is_ours, reverse=True):
        source = (_service(statement), _source(statement))
        reports = not stage.has_queue and source[1].endswith(bucket_arn)
        if source in kept or (source[0] == _S3 and not reports):
            stale.append(statement["Sid"])
        else:
            kept.add(source)
    for sid in stale:
        client.remove_permission(FunctionName=stage.function, StatementId=sid)
    return f"{len(stale)} stale statements removed, {len(kept)} sources" if stale else f"{len(kept)} sources, each once"


def statements(stage: Stage) -> list[dict[str, Any]]:
    """Of the function's own policy."""
    try:
        policy = aws.client("lambda", stage).get_policy(FunctionName=stage.function)["Policy"]
    except ClientError as error:
        if aws.is_missing(error):
            return []
        raise
    return list(json.loads(policy)["Statement"])


def _is_ours(statement: dict[str, Any]) -> bool:
    return bool(statement["Sid"] == _BUCKET)


def _service(statement: dict[str, Any]) -> str:
    principal = statement["Principal"]
    return str(principal.get("Service", principal) if isinstance(principal, dict) else principal)


def _source(statement: dict[str, Any]) -> str:
    condition = statement.get("Condition", {})
    return str(condition.get("ArnLike", {}).get("AWS:SourceArn", condition))
