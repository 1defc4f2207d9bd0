"""Completes the committed zappa_settings.json with the outputs of the stage's stack, for a plain `zappa update`."""

import sys
from typing import Any

from infrastructure import stages, variables
from infrastructure.package.cli import Cli

QUEUE_ARNS = ("EventQueueArn", "WorkQueueArn")  # mapped to the function by the stack itself
REMOVALS = ("undeploy", "unschedule")  # the commands after which the bucket may not go on reporting


def complete(cli: Cli) -> None:
    """Role, bucket, environment and events of the stage. Exits with one sentence when its stack is not there."""
    outputs = _outputs(cli)
    bucket_arn = f"arn:{_partition(outputs)}:s3:::{_wanted(outputs, 'MediaBucket', cli)}"
    cli.s3_bucket_name = _wanted(outputs, "DeploymentBucket", cli)
    cli.zappa.credentials_arn = _wanted(outputs, "FunctionRoleArn", cli)
    cli.zappa.xray_tracing = outputs.get("Tracing") == "true"
    _wanted(outputs, "Environment", cli)
    environment = variables.of_function(stages.read(cli.api_stage), outputs)
    cli.aws_environment_variables = {**cli.aws_environment_variables, **environment}
    queues = [outputs[name] for name in QUEUE_ARNS if outputs.get(name)]
    cli.override_stage_config_setting("event_arns", [bucket_arn, *queues])
    cli.override_stage_config_setting("events", _events(cli, bucket_arn))
    if cli.command == "update":
        cli.lambda_concurrency = _reserved(cli)


def _events(cli: Cli, bucket_arn: str) -> list[dict[str, Any]]:
    """Those that Zappa is to make or remove; that of the bucket, which infrastructure.notification makes, to remove."""
    events = [dict(event) for event in cli.stage_config["events"]]
    for event in events:
        if "event_source" in event:
            event["event_source"] = {**event["event_source"], "arn": bucket_arn}
    return [event for event in events if cli.command in REMOVALS or "event_source" not in event]


def _reserved(cli: Cli) -> int | None:
    """The concurrency that an operator reserved for the function: an update that names none would take it away."""
    client = cli.zappa.lambda_client
    try:
        found = client.get_function_concurrency(FunctionName=cli.lambda_name)
    except client.exceptions.ResourceNotFoundException:  # Zappa itself says that there is no function
        return None
    reserved: int | None = found.get("ReservedConcurrentExecutions")
    return reserved


def _outputs(cli: Cli) -> dict[str, str]:
    """The stack's outputs, and among them its parameters."""
    client, name = cli.zappa.cf_client, _name(cli)
    try:
        stack = client.describe_stacks(StackName=name)["Stacks"][0]
    except client.exceptions.ClientError as error:
        if "does not exist" not in str(error):
            sys.exit(f"The stack {name} cannot be read: {error}")
        sys.exit(f"There is no stack {name} in this account and region: run make deploy STAGE={cli.api_stage} first.")
    parameters = {each["ParameterKey"]: each["ParameterValue"] for each in stack.get("Parameters", [])}
    return parameters | {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _wanted(outputs: dict[str, str], name: str, cli: Cli) -> str:
    if name not in outputs:
        sys.exit(f"The stack {_name(cli)} has no output {name}: run make deploy STAGE={cli.api_stage} to mend it.")
    return outputs[name]


def _name(cli: Cli) -> str:
    return f"{cli.lambda_name}-resources"


def _partition(outputs: dict[str, str]) -> str:
    """`aws`, or the name of one of Amazon's separate partitions; the second part of every ARN."""
    return outputs.get("FunctionRoleArn", "arn:aws").split(":")[1]
