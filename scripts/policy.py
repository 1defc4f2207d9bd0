"""What a linter finds in the rights that the template gives: `python -m scripts.policy`, one line for each finding.

cloudsplaining looks for what is dangerous, policy_sentry's database (of AWS's Service Authorization Reference, offline)
for actions that there are not, or not on such a resource, which AWS would silently never allow.
"""

import re
import sys
from collections.abc import Iterator
from typing import Any

from cloudsplaining.scan.policy_document import PolicyDocument
from policy_sentry.querying.actions import get_actions_matching_arn

from tests.infrastructure.cloudformation import resolved

EVERYTHING = {"EventPath": "queue", "Tracing": "true"}
_DANGERS = (
    "allows_privilege_escalation",
    "allows_data_exfiltration_actions",
    "credentials_exposure",
    "permissions_management_without_constraints",
    "service_wildcard",
    "write_actions_without_constraints",
)
_ON_ANYTHING = {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}  # X-Ray knows no resources


def findings(policy: dict[str, Any]) -> Iterator[str]:
    """One sentence for each thing that is wrong with an identity policy."""
    judged = PolicyDocument(policy)
    for danger in _DANGERS:
        if found := [each for each in getattr(judged, danger) if each not in _ON_ANYTHING]:
            yield f"{danger.replace('_', ' ')}: {found}"
    for statement in policy["Statement"]:
        for resource in _listed(statement["Resource"]):
            possible = _ON_ANYTHING if resource == "*" else _actions_on(resource)
            yield from (f"{each} is no action on {resource}" for each in {*_listed(statement["Action"])} - possible)


def _actions_on(resource: str) -> set[str]:
    """A group's ARN that ends in `:*`, as CloudFormation gives it, is its streams; the database knows no `/` there."""
    return set(get_actions_matching_arn(re.sub(":log-group:.*:[*]$", ":log-group:any:log-stream:any", resource)))


def _listed(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said


def main() -> None:
    role = resolved(EVERYTHING)["Resources"]["FunctionRole"]["Properties"]
    found = [each for policy in role["Policies"] for each in findings(policy["PolicyDocument"])]
    sys.exit("\n".join(f"infrastructure/template.yaml: {each}." for each in found) or None)


if __name__ == "__main__":
    main()
