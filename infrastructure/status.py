"""How a stage is, in a few lines."""

from infrastructure import aws, function, notification, site, stack
from infrastructure.stages import Stage


def show(stage: Stage) -> None:
    """Raises CannotDeploy when it is not deployed."""
    outputs = stack.outputs(stage)
    print(f"Stack       {stack.describe(stage)['StackStatus']}, {stage.stack} in {stage.region}")
    if not function.describe(stage):
        print(f"Function    none; only the data is there: `make deploy STAGE={stage.name}` brings the site back")
        return
    print(f"Site        {site.url(stage)}/")
    print(f"Function    {_function(stage)}")
    print(f"Events      {_events(stage, outputs['MediaBucket'])}")
    print(f"Failed      {_waiting(stage, outputs['FailedEventsUrl'])} in {stage.function}-failed")
    print(f"Alarms      {', '.join(_alarms(stage)) or 'none rings'}")


def _function(stage: Stage) -> str:
    found = function.describe(stage)
    kept = function.versions(stage)
    changed = found["LastModified"].split(".")[0].replace("T", " ")
    return f"version {kept[-1]} ({len(kept)} kept), {found['Runtime']}, changed {changed} UTC"


def _events(stage: Stage, bucket: str) -> str:
    found = notification.targets(stage, bucket)
    return ", ".join(f"{only} to {arn.rsplit(':', 1)[-1]}" for arn, _, only in found) or "reported to nobody"


def _waiting(stage: Stage, queue: str) -> str:
    name = "ApproximateNumberOfMessages"
    found = aws.client("sqs", stage).get_queue_attributes(QueueUrl=queue, AttributeNames=[name])
    return str(found["Attributes"][name])


def _alarms(stage: Stage) -> list[str]:
    client = aws.client("cloudwatch", stage)
    pages = client.get_paginator("describe_alarms").paginate(AlarmNamePrefix=stage.function, StateValue="ALARM")
    return [each["AlarmName"] for page in pages for each in page.get("MetricAlarms", [])]
