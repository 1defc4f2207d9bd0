"""Which roles EventBridge takes for a rule: ministack 1.5.33 takes any text, AWS only a role that it can assume."""

import json
from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import eventbridge, iam

EVENTBRIDGE = "events.amazonaws.com"
Answer = tuple[int, dict[str, str], bytes]


def like_on_aws() -> None:
    """From now on a rule that names another role is refused, in AWS's words."""
    put = eventbridge._put_rule

    def put_like_aws(rule: dict[str, Any]) -> Answer:
        role = rule.get("RoleArn", "")
        if role and not _trusts(role):
            refusal = f"Provided role '{role}' cannot be assumed by principal '{EVENTBRIDGE}'."
            return error_response_json("ValidationException", refusal, 400)  # type: ignore[no-any-return]
        return put(rule)  # type: ignore[no-any-return]

    eventbridge._put_rule = put_like_aws


def _trusts(role: str) -> bool:
    """Whether its trust policy admits EventBridge; as far as policies of services go, which have no conditions."""
    described = iam._roles.get(role.rpartition("/")[2], {})
    document = described.get("AssumeRolePolicyDocument") or "{}"
    return any(EVENTBRIDGE in _services(each) for each in _listed(json.loads(document).get("Statement", [])))


def _services(statement: dict[str, Any]) -> list[str]:
    is_ours = statement["Effect"] == "Allow" and "sts:AssumeRole" in _listed(statement["Action"])
    return _listed(statement["Principal"].get("Service", [])) if is_ours else []


def _listed(said: Any) -> list[Any]:
    """What a policy may write as one, or as a list."""
    return said if isinstance(said, list) else [said]
