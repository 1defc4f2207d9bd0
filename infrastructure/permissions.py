"""Who may call the function: `zappa update` adds a statement for the bucket each time and removes none of them."""

import json
from typing import Any

from botocore.exceptions import ClientError

from infrastructure import aws, stack
from infrastructure.stages import Stage

_S3 = "s3.amazonaws.com"


def prune(stage: Stage) -> str:
    """Leave one statement for each source, and none for a bucket that does not report to it; answers in words."""
    client, kept, stale = aws.client("lambda", stage), set(), []
    bucket_arn = f":s3:::{stack.outputs(stage)['MediaBucket']}"
    for statement in sorted(statements(stage), key=_names_account, reverse=True):
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


def _names_account(statement: dict[str, Any]) -> bool:
    """The stricter one stays: a bucket's name can be another account's after it was deleted."""
    return "AWS:SourceAccount" in json.dumps(statement.get("Condition", {}))


def _service(statement: dict[str, Any]) -> str:
    principal = statement["Principal"]
    return str(principal.get("Service", principal) if isinstance(principal, dict) else principal)


def _source(statement: dict[str, Any]) -> str:
    condition = statement.get("Condition", {})
    return str(condition.get("ArnLike", {}).get("AWS:SourceArn", condition))
