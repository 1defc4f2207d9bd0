"""The CloudFormation template as plain Python: read with its short tags, and resolved for given parameters.

Resolving follows "Intrinsic function reference" of the CloudFormation user guide, as far as our template goes. What
only AWS can know (an id that it makes up) resolves to `{logical id}.{attribute}`.
"""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parents[2] / "infrastructure" / "template.yaml"
ACCOUNT = "123456789012"
PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Region": "us-east-1",
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": "gallery-production-resources",
}
PARAMETERS = {"Stage": "production", "EdgeSecret": "only-for-tests-" + "0" * 32}  # those that have no default
_NOTHING = object()  # of AWS::NoValue
_NAMES = ("TableName", "BucketName", "QueueName", "RoleName", "TopicName", "LogGroupName", "AlarmName", "DashboardName")
_ARNS = {
    "AWS::DynamoDB::Table": "arn:aws:dynamodb:us-east-1:123456789012:table/{name}",
    "AWS::S3::Bucket": "arn:aws:s3:::{name}",
    "AWS::SQS::Queue": "arn:aws:sqs:us-east-1:123456789012:{name}",
    "AWS::IAM::Role": "arn:aws:iam::123456789012:role/{name}",
    "AWS::SNS::Topic": "arn:aws:sns:us-east-1:123456789012:{name}",
    "AWS::Logs::LogGroup": "arn:aws:logs:us-east-1:123456789012:log-group:{name}:*",
}


class _Loader(yaml.SafeLoader):
    """Turns `!Sub x` into {"Fn::Sub": x}, as the long form is written."""


def _tagged(loader: _Loader, tag: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    if tag == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {tag if tag in ("Ref", "Condition") else f"Fn::{tag}": value}


_Loader.add_multi_constructor("!", _tagged)


@lru_cache(maxsize=1)
def _loaded() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(TEMPLATE.read_text(), _Loader)  # noqa: S506 (a SafeLoader)
    return loaded


def load() -> dict[str, Any]:
    """The whole template as it is written, a copy of one's own."""
    return deepcopy(_loaded())


def resolved(parameters: Mapping[str, str] | None = None, template: dict[str, Any] | None = None) -> dict[str, Any]:
    """`Resources` (those whose condition holds) and `Outputs` for these parameters, every function resolved."""
    template = template or _loaded()
    resolver = _Resolver(template, {**PARAMETERS, **(parameters or {})})
    return {part: resolver.existing(template[part]) for part in ("Resources", "Outputs")}


class _Resolver:
    def __init__(self, template: dict[str, Any], parameters: Mapping[str, str]) -> None:
        self.template = template
        defaults = {name: said["Default"] for name, said in template["Parameters"].items() if "Default" in said}
        self.values: dict[str, Any] = {**PSEUDO, **defaults, **parameters}
        self.functions: dict[str, Callable[[Any], Any]] = {
            "Ref": self.ref,
            "Condition": self.condition,
            "Fn::GetAtt": lambda said: self.attribute(*said),
            "Fn::Sub": self.sub,
            "Fn::Join": lambda said: said[0].join(map(str, self.plain(said[1]))),
            "Fn::Select": lambda said: self.plain(said[1])[int(said[0])],
            "Fn::Split": lambda said: self.plain(said[1]).split(said[0]),
            "Fn::If": lambda said: self.plain(said[1] if self.condition(said[0]) else said[2]),
            "Fn::Equals": lambda said: str(self.plain(said[0])) == str(self.plain(said[1])),
            "Fn::Not": lambda said: not self.plain(said[0]),
            "Fn::And": lambda said: all(map(self.plain, said)),
            "Fn::Or": lambda said: any(map(self.plain, said)),
        }

    def existing(self, described: dict[str, Any]) -> dict[str, Any]:
        there = {name: said for name, said in described.items() if self.condition(said.get("Condition"))}
        return {name: self.plain({k: v for k, v in said.items() if k != "Condition"}) for name, said in there.items()}

    def plain(self, said: Any) -> Any:
        """`said` without functions; what is AWS::NoValue is left out."""
        if isinstance(said, list):
            return [each for each in map(self.plain, said) if each is not _NOTHING]
        if not isinstance(said, dict):
            return said
        if len(said) == 1 and (name := next(iter(said))) in self.functions:
            return self.functions[name](said[name])
        return {k: value for k, v in said.items() if (value := self.plain(v)) is not _NOTHING}

    def condition(self, name: str | None) -> bool:
        return name is None or bool(self.plain(self.template["Conditions"][name]))

    def ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return _NOTHING
        if name in self.values:
            return self.values[name]
        kind, own = self.described(name)
        if kind == "AWS::SQS::Queue":
            return f"https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/{own}"
        return self.attribute(name, "Arn") if kind == "AWS::SNS::Topic" else own

    def attribute(self, name: str, attribute: str) -> str:
        kind, own = self.described(name)
        if attribute in ("Arn", "TopicArn") and kind in _ARNS:
            return _ARNS[kind].format(name=own)
        return own if attribute.endswith("Name") and own != name else f"{name}.{attribute}"

    def described(self, name: str) -> tuple[str, str]:
        """A resource's type and its name, or its logical id when AWS makes up the name."""
        resource = self.template["Resources"][name]
        named = [said for key, said in resource.get("Properties", {}).items() if key in _NAMES]
        return resource["Type"], self.plain(named[0]) if named else name

    def sub(self, said: Any) -> str:
        text, own = (said[0], self.plain(said[1])) if isinstance(said, list) else (said, {})

        def value(match: re.Match[str]) -> str:
            name: str = match[1]
            if name in own:
                return str(own[name])
            return str(self.attribute(*name.split(".", 1)) if "." in name else self.ref(name))

        return re.sub(r"\$\{([^!}]+)}", value, text).replace("${!", "${")
