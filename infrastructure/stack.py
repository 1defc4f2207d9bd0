"""Our CloudFormation stack: everything but the function and its HTTP API, which are Zappa's."""

from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infrastructure import aws, emulator, secrets
from infrastructure.errors import CannotDeploy
from infrastructure.stages import PROJECT, Stage
from infrastructure.waiting import until

TEMPLATE = Path(__file__).with_name("template.yaml")
PATIENCE = 3600.0  # seconds; CloudFront alone takes some minutes
API = "ApiV2"  # what Zappa calls the HTTP API in its stack
_NOTHING_TO_DO = "No updates are to be performed"


def apply(stage: Stage, **other: str) -> str:
    """Create or update it, and wait; answers in words. Raises CannotDeploy with the reason that AWS gives.

    Parameters in `other` come before those that follow from the stage.
    """
    return _bring(stage, parameters(stage, **other))


def parameters(stage: Stage, **other: str) -> dict[str, str]:
    """All of the template's: what the operator decided, and what follows from secrets and Zappa's stack."""
    kept = secrets.read(stage)
    public = {f"CdnKey{slot}": _public(kept, slot) for slot in secrets.SLOTS}
    return {
        **_defaults(stage),
        "Project": PROJECT,
        "Stage": stage.name,
        "ApiId": api_id(stage),
        "EdgeSecret": kept.get(secrets.EDGE_SECRET, ""),
        **public,
        "CdnKeyInUse": key_in_use(stage, kept),
        "Serves": "true",
        **_emulation(stage),
        **stage.parameters,
        **other,
    }


def describe(stage: Stage, name: str = "") -> dict[str, Any]:
    """{} when there is none; of Zappa's when its name is given."""
    try:
        found = aws.client("cloudformation", stage).describe_stacks(StackName=name or stage.stack)["Stacks"]
    except ClientError as error:
        if aws.is_missing(error):
            return {}
        raise
    return dict(found[0]) if found else {}


def settled(stage: Stage, name: str = "") -> str:
    """Its state, or that of Zappa's by its name, once nothing is under way; "" when there is no stack."""

    def look() -> str | None:
        state: str = describe(stage, name).get("StackStatus", "")
        return None if state.endswith("_IN_PROGRESS") else state

    return until(look, PATIENCE, f"The stack {name or stage.stack} did not come to rest")


def outputs(stage: Stage) -> dict[str, str]:
    """By name. Raises CannotDeploy when the stage is not deployed."""
    found = describe(stage).get("Outputs", [])
    if not found:
        raise CannotDeploy(f"The stage {stage.name} is not deployed yet: `make deploy STAGE={stage.name}`.")
    return {each["OutputKey"]: each["OutputValue"] for each in found}


def used(stage: Stage) -> dict[str, str]:
    """The parameters with which it was made or changed last; secrets show as stars."""
    return {each["ParameterKey"]: each["ParameterValue"] for each in describe(stage).get("Parameters", [])}


def resources(stage: Stage) -> list[dict[str, Any]]:
    """What it holds: logical and physical ids, types and states."""
    pages = aws.client("cloudformation", stage).get_paginator("list_stack_resources")
    return list(pages.paginate(StackName=stage.stack).search("StackResourceSummaries[]"))


def api_id(stage: Stage) -> str:
    """Of the HTTP API; "" before Zappa made it."""
    client = aws.client("cloudformation", stage)
    try:
        found = client.describe_stack_resource(StackName=stage.function, LogicalResourceId=API)
    except ClientError as error:
        if aws.is_missing(error):
            return ""
        raise
    return str(found["StackResourceDetail"].get("PhysicalResourceId", ""))


def delete(stage: Stage, name: str = "") -> None:
    """Remove it, or Zappa's by its name, and wait; what the template retains stays."""
    name = name or stage.stack
    if describe(stage, name):
        aws.client("cloudformation", stage).delete_stack(StackName=name)
        until(lambda: _gone(stage, name), PATIENCE, f"The stack {name} was not deleted")


def key_in_use(stage: Stage, kept: dict[str, str]) -> str:
    """The slot that signs: the one of the last update while its key is there, else the one there is."""
    last = used(stage).get("CdnKeyInUse", "")
    there = [slot for slot in secrets.SLOTS if secrets.key(slot) in kept]
    return last if last in there or not there else there[0]


def _defaults(stage: Stage) -> dict[str, str]:
    """Said each time, so that a line taken from stages.toml leaves nothing behind."""
    found = aws.client("cloudformation", stage).validate_template(TemplateBody=TEMPLATE.read_text())["Parameters"]
    return {each["ParameterKey"]: each["DefaultValue"] for each in found if "DefaultValue" in each}


def _emulation(stage: Stage) -> dict[str, str]:
    """The emulator's stand-in for CloudFront has an address of its own."""
    return {"Emulated": "true", "SiteOrigin": emulator.site()} if stage.is_emulated else {"Emulated": "false"}


def _public(kept: dict[str, str], slot: str) -> str:
    private = kept.get(secrets.key(slot))
    return secrets.public_half(private) if private else ""


def _bring(stage: Stage, wanted: dict[str, str]) -> str:
    state = settled(stage)
    if state == "ROLLBACK_COMPLETE":  # a first attempt that failed and holds nothing; it can only be deleted
        delete(stage)
        state = ""
    if state == "ROLLBACK_FAILED":
        clears = f"`make undeploy STAGE={stage.name} DELETE_DATA={stage.name}` clears it away"
        raise CannotDeploy(f"The stack {stage.stack} could not be made, and what there is of it not deleted: {clears}.")
    if "FAILED" in state:
        raise CannotDeploy(f"The stack {stage.stack} is in state {state}; its events in the console say what it needs.")
    client = aws.client("cloudformation", stage)
    asked = client.update_stack if state else client.create_stack
    if not state:  # until the second pass: a creation that fails must be able to take its empty tables away again
        wanted = {**wanted, "DeletionProtection": "false"}
    if not _ask(stage, asked, wanted):
        return "as they should be"
    return _outcome(stage, settled(stage))


def _ask(stage: Stage, asked: Any, wanted: dict[str, str]) -> bool:
    """False when there is nothing to change."""
    try:
        asked(
            StackName=stage.stack,
            TemplateBody=TEMPLATE.read_text(),
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in wanted.items()],
            Capabilities=["CAPABILITY_NAMED_IAM"],
            Tags=[{"Key": "project", "Value": PROJECT}, {"Key": "stage", "Value": stage.name}],
        )
    except ClientError as error:
        if _NOTHING_TO_DO in aws.message(error):
            return False
        raise CannotDeploy(f"CloudFormation refused the stack {stage.stack}: {aws.message(error)}.") from None
    return True


def _outcome(stage: Stage, state: str) -> str:
    if state in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        return f"{len(resources(stage))} {'made' if state.startswith('CREATE') else 'brought up to date'}"
    raise CannotDeploy(f"The stack {stage.stack} ended as {state}: {_reason(stage)}.")


def _gone(stage: Stage, name: str) -> bool | None:
    state = describe(stage, name).get("StackStatus", "DELETE_COMPLETE")
    if state == "DELETE_FAILED":
        raise CannotDeploy(f"The stack {name} could not be deleted; its events in the console say why.")
    return True if state == "DELETE_COMPLETE" else None


def _reason(stage: Stage) -> str:
    """What AWS said of the first resources that failed, the newest attempt only."""
    events = aws.client("cloudformation", stage).describe_stack_events(StackName=stage.stack)["StackEvents"]
    failed = []
    for event in events:  # the newest first
        if event["LogicalResourceId"] == stage.stack and event["ResourceStatus"].endswith("E_IN_PROGRESS"):
            break
        if event["ResourceStatus"].endswith("_FAILED") and "cancelled" not in event.get("ResourceStatusReason", ""):
            failed.append(f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '').rstrip('.')}")
    return "; ".join(reversed(failed[-3:])) or "its events in the console say why"
