"""The bucket's events: exactly one target of ours, for originals only.

Without its filter, each rendition that the function writes would call it again. Zappa has no part in it: each of its
updates would take the notification away and put it back, which S3 may heed minutes later only; and it logs an error
when it cannot, and ends well all the same. So what must be is put here, when it is not there, and looked at.
"""

from typing import Any

from botocore.exceptions import ClientError

from infrastructure import aws, function, permissions, stack
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage
from infrastructure.waiting import until

PREFIX = "galleries/"  # photos.keys.ORIGINALS
EVENTS = ["s3:ObjectCreated:*"]
_LISTS = ("LambdaFunctionConfigurations", "QueueConfigurations", "TopicConfigurations")
_ARNS = ("LambdaFunctionArn", "QueueArn", "TopicArn")
PATIENCE = 60.0  # seconds until S3 knows of a permission that was just given


def ensure(stage: Stage) -> bool:
    """Bring it about and prove it; answers whether it had to be changed.

    Raises CannotDeploy when the bucket reports to others.
    """
    bucket = stack.outputs(stage)["MediaBucket"]
    wanted = _wanted(stage)
    _refuse_others(stage, bucket)
    if not stage.has_queue:
        permissions.admit(stage, bucket)
    changed = targets(stage, bucket) != [_described(wanted)]
    if changed:
        _put(stage, bucket, wanted)
    found = targets(stage, bucket)
    if found != [_described(wanted)]:
        raise CannotDeploy(
            f"The bucket {bucket} reports {found} and not {PREFIX} to {stage.function}; repeat the command."
        )
    return changed


def clear(stage: Stage, bucket: str) -> None:
    """Report to nobody."""
    aws.client("s3", stage).put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={})


def targets(stage: Stage, bucket: str) -> list[tuple[str, list[str], str]]:
    """To whom it reports: ARN, kinds of events, and the filter in words."""
    found = aws.client("s3", stage).get_bucket_notification_configuration(Bucket=bucket)
    others = [("EventBridge", [""], "")] if "EventBridgeConfiguration" in found else []
    return [_described(each) for name in _LISTS for each in found.get(name, [])] + others


def _wanted(stage: Stage) -> dict[str, Any]:
    """Under the id that Zappa gives it, so that it finds and removes it."""
    target = (
        {"QueueArn": stack.outputs(stage)["EventQueueArn"]}
        if stage.has_queue
        else {"LambdaFunctionArn": function.describe(stage)["FunctionArn"]}
    )
    rules = [{"Name": "prefix", "Value": PREFIX}]
    return {"Id": stage.function, **target, "Events": EVENTS, "Filter": {"Key": {"FilterRules": rules}}}


def _put(stage: Stage, bucket: str, wanted: dict[str, Any]) -> None:
    """In one step from one target to the other: no event is lost between them."""
    configuration = {_LISTS[1] if stage.has_queue else _LISTS[0]: [wanted]}
    client = aws.client("s3", stage)

    def put() -> bool | None:
        try:
            client.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=configuration)
        except ClientError as error:
            if "Unable to validate" not in aws.message(error):
                raise
            return None
        return True

    until(put, PATIENCE, f"S3 may not report to {stage.function}")


def _refuse_others(stage: Stage, bucket: str) -> None:
    ours = (f":function:{stage.function}", f":{stage.function}-events")
    for arn, *_ in targets(stage, bucket):
        if not arn.endswith(ours):
            raise CannotDeploy(f"The bucket {bucket} reports to {arn} too: remove that from its event notifications.")


def _described(configuration: dict[str, Any]) -> tuple[str, list[str], str]:
    arn = next(configuration[name] for name in _ARNS if name in configuration)
    rules = configuration.get("Filter", {}).get("Key", {}).get("FilterRules", [])
    # S3 answers "Prefix" where "prefix" was put.
    filters = [f"{rule['Name'].lower()} {rule['Value']}" for rule in rules]
    return arn, configuration["Events"], ", ".join(filters)
