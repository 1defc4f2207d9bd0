"""The function and its HTTP API, by Zappa."""

from datetime import UTC, datetime
from typing import Any

import requests
from botocore.exceptions import ClientError

from infrastructure import aws, stack, variables
from infrastructure.environment import zappa
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage
from infrastructure.waiting import until

PATIENCE = 300.0  # seconds
DOWNLOAD = 60  # seconds of silence, at most
_USABLE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")


def bring(stage: Stage) -> str:
    """Package and deploy or update it; answers in words. Zappa ends well when it did not: what must be is looked at."""
    if describe(stage) and _has_api(stage):
        zappa(stage, "update", "--disable_progress")
        done = "updated"
    else:
        _clear(stage)
        zappa(stage, "deploy", "--disable_progress")
        done = "made"
    if not stack.api_id(stage):
        raise CannotDeploy(f"Zappa made no HTTP API for {stage.function}; repeat the command.")
    return f"{done}, version {versions(stage)[-1]} in {_settled(stage)['Runtime']}"


def configure(stage: Stage) -> str:
    """Give it its variables, should the stack's second pass have changed them, and X-Ray, which Zappa leaves alone."""
    found, wanted = describe(stage), variables.of_function(stage, stack.outputs(stage))
    present = found.get("Environment", {}).get("Variables", {})
    tracing = "Active" if stage.parameters.get("Tracing") == "true" else "PassThrough"
    if wanted.items() <= present.items() and found.get("TracingConfig", {}).get("Mode") == tracing:
        return "as the stack says"
    aws.client("lambda", stage).update_function_configuration(
        FunctionName=stage.function,
        Environment={"Variables": {**present, **wanted}},
        TracingConfig={"Mode": tracing},
    )
    _settled(stage)
    return "brought up to date"


def restart(stage: Stage) -> None:
    """Let it read its secrets again, which it does when it starts: any change of its configuration does that."""
    present = describe(stage)["Environment"]["Variables"]
    changed = {"Variables": {**present, "SECRETS_READ_AFTER": datetime.now(UTC).isoformat(timespec="seconds")}}
    aws.client("lambda", stage).update_function_configuration(FunctionName=stage.function, Environment=changed)
    _settled(stage)


def rollback(stage: Stage) -> str:
    """Give it the code of the version before; doing so again goes back to the newer one. Raises CannotDeploy.

    As `zappa rollback` does it, which ends well when there is nothing to go back to.
    """
    kept = versions(stage)
    if len(kept) < 2:
        raise CannotDeploy(f"There is no version of {stage.function} before this one.")
    client = aws.client("lambda", stage)
    package = client.get_function(FunctionName=stage.function, Qualifier=str(kept[-2]))["Code"]["Location"]
    code = requests.get(package, timeout=DOWNLOAD)
    if not code.ok:
        raise CannotDeploy(f"Lambda does not hand out the code of version {kept[-2]} ({code.status_code}).")
    made = client.update_function_code(FunctionName=stage.function, ZipFile=code.content, Publish=True)["Version"]
    _settled(stage)
    return f"the code of version {kept[-2]}, as version {made}"


def remove(stage: Stage) -> str:
    """With its API, its schedule and the events of the bucket."""
    if describe(stage) and _has_api(stage):
        zappa(stage, "undeploy", "--yes")
        return "removed"
    _clear(stage)
    return "not there"


def describe(stage: Stage) -> dict[str, Any]:
    """Its configuration; {} when there is none."""
    try:
        return dict(aws.client("lambda", stage).get_function(FunctionName=stage.function)["Configuration"])
    except ClientError as error:
        if aws.is_missing(error):
            return {}
        raise


def versions(stage: Stage) -> list[int]:
    """Those that are kept, the oldest first."""
    pages = aws.client("lambda", stage).get_paginator("list_versions_by_function")
    found = pages.paginate(FunctionName=stage.function).search("Versions[].Version")
    return sorted(int(version) for version in found if version != "$LATEST")


def _has_api(stage: Stage) -> bool:
    return stack.describe(stage, stage.function).get("StackStatus") in _USABLE


def _clear(stage: Stage) -> None:
    """What a deployment that was cut off left behind, with which Zappa can neither deploy nor update."""
    stack.delete(stage, stage.function)
    if describe(stage):
        aws.client("lambda", stage).delete_function(FunctionName=stage.function)


def _settled(stage: Stage) -> dict[str, Any]:
    """Its configuration once AWS has put it in place. Raises CannotDeploy with AWS's reason."""

    def look() -> dict[str, Any] | None:
        found = describe(stage)
        states = found.get("State", "Active"), found.get("LastUpdateStatus", "Successful")
        if "Failed" in states:
            raise CannotDeploy(f"{stage.function} does not start: {found.get('StateReason', 'AWS gives no reason')}.")
        return found if states == ("Active", "Successful") else None

    return until(look, PATIENCE, f"{stage.function} did not become active")
