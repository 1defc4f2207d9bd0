"""An IAM policy as AWS evaluates it, as far as the template's goes; what it does not know of is refused.

Source: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements reference".
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.infrastructure import cloudformation
from tests.infrastructure.calls import Need

Statement = Mapping[str, Any]
_KNOWN = {"Sid", "Effect", "Action", "Resource", "Condition"}


@dataclass(frozen=True)
class Permission:
    """One action on one resource, both as the policy writes them; `conditions` are (operator, key, patterns)."""

    action: str
    resource: str
    conditions: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    def __str__(self) -> str:
        limits = "".join(f", if {key} {operator} {', '.join(wanted)}" for operator, key, wanted in self.conditions)
        return f"{self.action} on {self.resource}{limits}"

    def is_about(self, action: str) -> bool:
        """Actions are the same in capitals and small letters; resources are not."""
        return _like(self.action.lower(), action.lower())

    def allows(self, need: Need) -> bool:
        """Whether it allows this, if it is about its action."""
        return _like(self.resource, need.resource) and all(_holds(*each, need.context) for each in self.conditions)

    @property
    def is_too_wide(self) -> bool:
        """Whether a wildcard stands for more than what lies in one folder: objects, log streams, parameters."""
        folder = re.fullmatch(r"arn:aws:(s3:::[^*?/]+/[^*?]+/|logs:[^*?]+:|ssm:[^*?]+/)\*", self.resource)
        return "*" in self.action or ("*" in self.resource and not folder)


class Policy:
    """What its statements allow together. Raises ValueError for a statement that it does not understand."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.permissions = [permission for statement in statements for permission in _permissions(statement)]
        self._of_action: dict[str, list[Permission]] = {}  # to look through a few for each call, not through all

    def find(self, need: Need) -> Permission | None:
        """The first permission that allows it; what only repeats another one is therefore never found."""
        if need.action not in self._of_action:
            self._of_action[need.action] = [each for each in self.permissions if each.is_about(need.action)]
        return next((each for each in self._of_action[need.action] if each.allows(need)), None)


def of_function(**parameters: str) -> list[Statement]:
    """The statements of the function's role in the template, for these parameters."""
    role = cloudformation.resolved(parameters)["Resources"]["FunctionRole"]["Properties"]
    return [each for policy in role["Policies"] for each in policy["PolicyDocument"]["Statement"]]


def _permissions(statement: Statement) -> Iterable[Permission]:
    if statement["Effect"] != "Allow" or set(statement) - _KNOWN:
        raise ValueError(f"A statement that these tests cannot judge: {statement}")
    conditions = tuple(_conditions(statement.get("Condition", {})))
    for action in _listed(statement["Action"]):
        for resource in _listed(statement["Resource"]):
            yield Permission(action, resource, conditions)


def _conditions(described: Mapping[str, Mapping[str, Any]]) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    for operator, keys in described.items():
        if operator not in _OPERATORS:
            raise ValueError(f"A condition that these tests cannot judge: {operator}")
        for key, wanted in keys.items():
            yield operator, key, tuple(_listed(wanted))


def _holds(operator: str, key: str, wanted: Sequence[str], context: Mapping[str, str]) -> bool:
    """A key that the request does not have matches nothing."""
    return key in context and any(_OPERATORS[operator](pattern, context[key]) for pattern in wanted)


def _listed(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said


@cache
def _pattern(wildcards: str) -> re.Pattern[str]:
    return re.compile(re.escape(wildcards).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)


def _like(wildcards: str, text: str) -> bool:
    return _pattern(wildcards).fullmatch(text) is not None


_OPERATORS: dict[str, Callable[[str, str], bool]] = {"StringEquals": str.__eq__, "StringLike": _like}
