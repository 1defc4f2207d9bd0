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
# States of Zappa's stack: those in which the API serves, and those of one that was cut off before it ever did.
_USABLE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")
_CUT_OFF = ("", "CREATE_FAILED", "DELETE_COMPLETE", "DELETE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED")
_READ_AFTER = "SECRETS_READ_AFTER"
_KEPT = ("INSTANTIATE_LAMBDA_HANDLER_ON_IMPORT", _READ_AFTER)  # of zappa_settings.json, and of `restart`


def bring(stage: Stage) -> str:
    """Package and deploy or update it; answers in words. Zappa ends well when it did not: what must be is looked at."""
    if _serves(stage):
        done = _update(stage)
    else:
        _clear(stage)
        if stack.used(stage).get("ApiId"):  # it lets go of what went with that function, else it would not make it anew
            stack.apply(stage)
        zappa(stage, "deploy", "--disable_progress")
        done = "made"
    if not stack.api_id(stage):
        raise CannotDeploy(f"Zappa made no HTTP API for {stage.function}; repeat the command.")
    return f"{done}, version {versions(stage)[-1]} in {_settled(stage)['Runtime']}"


def configure(stage: Stage) -> str:
    """Give it its variables and no others: the stack's second pass may have changed some, and Zappa takes none away."""
    present = describe(stage).get("Environment", {}).get("Variables", {})
    kept = {name: present[name] for name in _KEPT if name in present}
    wanted = {**kept, **variables.of_function(stage, stack.outputs(stage))}
    if wanted == present:
        return "as the stack says"
    _set(stage, Environment={"Variables": wanted})
    return "brought up to date"


def check_failures(stage: Stage) -> str:
    """Raises CannotDeploy unless events that fail are set aside: else they would be lost without a word."""
    queue = _destination(stage)
    if not queue.endswith(f":{stage.function}-failed"):
        raise CannotDeploy(f"Failed events of {stage.function} go to {queue or 'nowhere'}; repeat the command.")
    return f"to {stage.function}-failed"


def _destination(stage: Stage) -> str:
    """The ARN that failed events are sent to; "" for none."""
    try:
        client = aws.client("lambda", stage)
        config = client.get_function_event_invoke_config(FunctionName=stage.function, Qualifier="$LATEST")
    except ClientError as error:
        if aws.is_missing(error):
            return ""
        raise
    return str(config.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination", ""))


def restart(stage: Stage) -> None:
    """Let it read its secrets again, which it does when it starts: any change of its configuration does that."""
    present = describe(stage)["Environment"]["Variables"]
    changed = {**present, _READ_AFTER: datetime.now(UTC).isoformat(timespec="seconds")}
    _set(stage, Environment={"Variables": changed})


def rollback(stage: Stage) -> str:
    """Give it the code and the runtime of the version before; doing so again goes back to the newer one.

    Raises CannotDeploy. `zappa rollback` ends well when there is nothing to go back to, and leaves the runtime.
    """
    target = _other_code(stage)
    version, client = target["Version"], aws.client("lambda", stage)
    package = client.get_function(FunctionName=stage.function, Qualifier=version)["Code"]["Location"]
    code = requests.get(package, timeout=DOWNLOAD)
    if not code.ok:
        raise CannotDeploy(f"Lambda does not hand out the code of version {version} ({code.status_code}).")
    client.update_function_code(FunctionName=stage.function, ZipFile=code.content)
    if _settled(stage)["Runtime"] != target["Runtime"]:
        _set(stage, Runtime=target["Runtime"])
    return f"the code of version {version}, as version {_publish(stage)} in {target['Runtime']}"


def remove(stage: Stage) -> str:
    """With its API, its schedule and the events of the bucket."""
    if stack.settled(stage, stage.function) in _USABLE and describe(stage):
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
    return [int(each["Version"]) for each in _published(stage)]


def _published(stage: Stage) -> list[dict[str, Any]]:
    """The configuration of each version, the oldest first."""
    pages = aws.client("lambda", stage).get_paginator("list_versions_by_function")
    found = pages.paginate(FunctionName=stage.function).search("Versions[]")
    return sorted((each for each in found if each["Version"] != "$LATEST"), key=lambda each: int(each["Version"]))


def _other_code(stage: Stage) -> dict[str, Any]:
    """The newest version with other code than now: a repeated update publishes the same once more."""
    kept, now = _published(stage), describe(stage)["CodeSha256"]
    found = [each for each in kept if each["CodeSha256"] != now]
    if not found:
        raise CannotDeploy(f"There is no version of {stage.function} before this one: all that are kept have its code.")
    return found[-1]


def _serves(stage: Stage) -> bool:
    """Whether Zappa can update it, once nothing is under way. Raises CannotDeploy rather than lose what may serve."""
    state = stack.settled(stage, stage.function)
    if state not in (*_USABLE, *_CUT_OFF):
        raise CannotDeploy(
            f"Zappa's stack {stage.function} is in state {state}, which only the console of CloudFormation can mend."
        )
    return state in _USABLE and bool(describe(stage))


def _update(stage: Stage) -> str:
    """By Zappa, which sets code and runtime one right after the other; they fit again when both are there."""
    before = describe(stage)["Runtime"]
    zappa(stage, "update", "--disable_progress")
    if _settled(stage)["Runtime"] == before:
        return "updated"
    # Zappa published the new code with the old runtime: no version to come back to.
    _publish(stage)
    return f"updated from {before} (for some seconds it had the new code in there, and failed)"


def _publish(stage: Stage) -> str:
    return str(aws.client("lambda", stage).publish_version(FunctionName=stage.function)["Version"])


def _set(stage: Stage, **configuration: Any) -> None:
    aws.client("lambda", stage).update_function_configuration(FunctionName=stage.function, **configuration)
    _settled(stage)


def _clear(stage: Stage) -> None:
    """What a deployment that was cut off left behind, with which Zappa can neither deploy nor update."""
    stack.delete(stage, stage.function)
    _unschedule(stage)
    if describe(stage):
        aws.client("lambda", stage).delete_function(FunctionName=stage.function)


def _unschedule(stage: Stage) -> None:
    """Delete the rules that call it, which neither stack nor function takes along."""
    client, caller = aws.client("events", stage), aws.identity(stage)
    arn = f"arn:{caller.partition}:lambda:{stage.region}:{caller.account}:function:{stage.function}"
    for rule in client.list_rule_names_by_target(TargetArn=arn)["RuleNames"]:
        targets = client.list_targets_by_rule(Rule=rule)["Targets"]
        client.remove_targets(Rule=rule, Ids=[each["Id"] for each in targets])
        client.delete_rule(Name=rule)


def _settled(stage: Stage) -> dict[str, Any]:
    """Its configuration once AWS has put it in place. Raises CannotDeploy with AWS's reason."""

    def look() -> dict[str, Any] | None:
        found = describe(stage)
        states = found.get("State", "Active"), found.get("LastUpdateStatus", "Successful")
        if "Failed" in states:
            raise CannotDeploy(f"{stage.function} does not start: {found.get('StateReason', 'AWS gives no reason')}.")
        return found if states == ("Active", "Successful") else None

    return until(look, PATIENCE, f"{stage.function} did not become active")
