"""The function may do what its code does and nothing else: how that is judged, and that the whole suite is under it."""

import io
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.infrastructure import calls, policy
from tests.infrastructure.calls import Need
from tests.infrastructure.guard import Guard, too_much
from tests.infrastructure.policy import Permission, Policy, Statement

FILE = "tests/galleries/test_folders.py"  # which needs no fixture
# Without what looks for leaks at the end, which takes a second.
OPTIONS = "--override-ini=addopts=--import-mode=importlib -p no:cacheprovider -p no:unraisableexception"
ALONE = ["--noconftest", "--capture=no", OPTIONS, "--override-ini=filterwarnings="]
MAKES_DO = """
from gallery_project import health

def test_success() -> None:
    assert health.ready(None).status_code == 503
"""
BUCKET = "arn:aws:s3:::b"
TABLE = "arn:aws:dynamodb:us-east-1:1:table/t"


def _allow(action: str | list[str], resource: str | list[str], **more: Any) -> Statement:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


@pytest.mark.parametrize(
    ("statement", "need", "expected"),
    [
        (_allow("s3:GetObject", f"{BUCKET}/galleries/*"), Need("s3:GetObject", f"{BUCKET}/galleries/a/b.jpg"), True),
        (_allow("s3:GetObject", f"{BUCKET}/galleries/*"), Need("s3:GetObject", f"{BUCKET}/metadata/a"), False),
        (_allow("s3:getobject", f"{BUCKET}/*"), Need("s3:GetObject", f"{BUCKET}/a"), True),
        (_allow("s3:Get*", f"{BUCKET}/?"), Need("s3:GetObject", f"{BUCKET}/ab"), False),
        (_allow(["s3:PutObject", "s3:Get*"], [BUCKET, f"{BUCKET}/?"]), Need("s3:GetObject", f"{BUCKET}/a"), True),
        (_allow("s3:GetObject", f"{BUCKET}/[a]"), Need("s3:GetObject", f"{BUCKET}/a"), False),
        (_allow("s3:GetObject", f"{BUCKET}/A"), Need("s3:GetObject", f"{BUCKET}/a"), False),
    ],
)
def test_success_wildcards_and_capitals(statement: Statement, need: Need, expected: bool) -> None:
    assert (Policy([statement]).find(need) is not None) is expected


@pytest.mark.parametrize(
    ("operator", "wanted", "prefix", "expected"),
    [
        ("StringLike", ["metadata/*", "galleries/*"], "galleries/g1/", True),
        ("StringLike", "galleries/*", "thumbnails/", False),
        ("StringEquals", "galleries/*", "galleries/g1/", False),
        ("StringEquals", "galleries/", "galleries/", True),
        ("StringLike", "*", None, False),  # the request has no prefix
    ],
)
def test_success_conditions(operator: str, wanted: object, prefix: str | None, expected: bool) -> None:
    statement = _allow("s3:ListBucket", BUCKET, Condition={operator: {"s3:prefix": wanted}})
    context = {} if prefix is None else {"s3:prefix": prefix}
    assert (Policy([statement]).find(Need("s3:ListBucket", BUCKET, context)) is not None) is expected


@pytest.mark.parametrize(
    "statement",
    [
        {"Effect": "Deny", "Action": "s3:GetObject", "Resource": BUCKET},
        {"Effect": "Allow", "NotAction": "s3:GetObject", "Resource": BUCKET, "Action": "s3:*"},
        _allow("s3:GetObject", BUCKET, Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}),
    ],
)
def test_fail_what_cannot_be_judged_is_refused(statement: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError, match="cannot judge"):
        Policy([statement])


def test_success_a_transaction_needs_the_right_of_each_write() -> None:
    kinds = ("Put", "Update", "Delete", "ConditionCheck")
    items = [{kind: {"TableName": "Claims"}} for kind in kinds]
    needs = calls.needs("dynamodb", "TransactWriteItems", {"TransactItems": items})
    assert [need.action for need in needs] == [
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:ConditionCheckItem",
    ]
    assert {need.resource for need in needs} == {
        "arn:aws:dynamodb:us-east-1:123456789012:table/gallery-production-Claims"
    }


def test_fail_a_call_that_nobody_has_looked_at() -> None:
    with pytest.raises(calls.UnknownCall, match="s3:PutBucketAcl"):
        calls.needs("s3", "PutBucketAcl", {})


@pytest.mark.parametrize(
    ("action", "resource", "expected"),
    [
        ("s3:GetObject", f"{BUCKET}/galleries/*", False),
        ("s3:GetObject", f"{BUCKET}/*", True),
        ("s3:*", f"{BUCKET}/galleries/*", True),
        ("dynamodb:Query", f"{TABLE}/index/*", True),
        ("logs:PutLogEvents", "arn:aws:logs:us-east-1:1:log-group:/aws/lambda/f:*", False),
        ("logs:PutLogEvents", "*", True),
    ],
)
def test_success_too_wide(action: str, resource: str, expected: bool) -> None:
    assert Permission(action, resource).is_too_wide is expected


def test_success_what_parameters_add_is_for_lambda_itself() -> None:
    plain = Policy(policy.of_function())
    used = {str(each) for each in plain.permissions}
    for parameters in ({"Tracing": "true"}, {"EventPath": "queue"}, {"ApiId": "a1b2c3"}):
        assert too_much(Policy(policy.of_function(**parameters)), used) == []


# --- the plugin, over real tests in this process -----------------------------------------------------


@dataclass
class Ran:
    status: int
    said: str
    guard: Guard


def run(statements: Sequence[Statement], file: str | Path = FILE) -> Ran:
    """A file under a policy of its own, as if it were all tests there are, with the engines of this process."""
    guard = Guard(Policy(statements))
    with redirect_stdout(io.StringIO()) as said, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        status = pytest.main([*ALONE, f"--override-ini=testpaths={file}"], plugins=[guard])
    return Ran(int(status), said.getvalue(), guard)


@pytest.fixture(scope="module")
def exact() -> list[Statement]:
    """Of the template's rights those that FILE makes use of, a statement for each."""
    used = run(policy.of_function()).guard.used
    permissions = Policy(policy.of_function()).permissions
    return [_allow(each.action, each.resource) for each in permissions if str(each) in used]


def test_fail_one_right_is_taken_away(exact: list[Statement]) -> None:
    (claim,) = [each for each in exact if each["Action"] == "dynamodb:PutItem" and each["Resource"].endswith("-Claims")]
    ran = run([each for each in exact if each is not claim])
    assert ran.status == pytest.ExitCode.TESTS_FAILED
    assert "AccessDenied" in ran.said
    assert f"not authorized to perform: dynamodb:PutItem on resource: {claim['Resource']}" in ran.said


def test_fail_code_that_makes_do_without_its_right(tmp_path: Path) -> None:
    file = tmp_path / "test_ready.py"
    file.write_text(MAKES_DO)
    ran = run([], file)
    assert ran.status == pytest.ExitCode.TESTS_FAILED
    assert "not authorized to perform: dynamodb:DescribeTable" in ran.said


def test_fail_one_right_is_added(exact: list[Statement]) -> None:
    ran = run([*exact, _allow("dynamodb:DeleteTable", TABLE)])
    assert ran.status == pytest.ExitCode.TESTS_FAILED
    problem = f"infrastructure/template.yaml allows what no test calls: dynamodb:DeleteTable on {TABLE}."
    assert ran.guard.problems == [problem]
    assert problem in ran.said
