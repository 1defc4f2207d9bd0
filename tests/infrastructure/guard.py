"""Lets the tests live under the policy of the function's role: a call of ours that it does not allow is refused.

A call is the product's when the nearest of our files up the stack belongs to it. Tests, embedded engines and scripts
may do what they like, and so may what an operator runs with rights of his own. Calls of other processes (the gallery
that browsers visit, the function in the emulator) are not seen; nothing in there calls what the other tests do not.

After a whole run each permission must have been used, or Lambda itself must use it: else the run fails.
"""

from collections.abc import Collection, Generator, Mapping
from functools import cache
from pathlib import Path
from sys import _getframe
from types import FrameType
from typing import Any

import botocore.signers
import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from tests.infrastructure import calls
from tests.infrastructure.policy import Permission, Policy

ROOT = Path(__file__).parents[2]
_PRODUCT = {"accounts", "contracts", "galleries", "gallery_project", "photos", "ratings", "website"}
_OURS = {"tests", "embedded", "scripts", "benchmarks", "infrastructure", *_PRODUCT}
# They do for others what botocore does for them: tests ask them what is in the bucket.
_THIN = {"photos/storage.py", "photos/multipart.py", "gallery_project/tables.py"}
# Operators run these, with rights of their own: they shape our tables and read tables of others.
_OPERATORS = {"galleries/management/commands/create_tables.py", "galleries/services/copying.py"}
# What others do with the function's role, and where that is said.
USED_BY_LAMBDA = {
    "logs:CreateLogStream": "it writes what the function prints (Lambda Developer Guide, execution role)",
    "logs:PutLogEvents": "the same",
    "xray:PutTraceSegments": "it sends traces, where they are turned on (the guide, Lambda and X-Ray)",
    "xray:PutTelemetryRecords": "the same",
    "sqs:ReceiveMessage": "it fetches the messages of its event sources (the guide, Amazon SQS)",
    "sqs:DeleteMessage": "the same",
    "sqs:GetQueueAttributes": "the same",
}


class Guard:
    """A pytest plugin over one policy. `used` are the permissions that calls went by; `refused` says what was not."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.used: set[str] = set()
        self.problems: list[str] = []
        self._refused: list[str] = []
        self._patch = pytest.MonkeyPatch()
        self._watch_calls()
        self._watch_links()

    def _watch_calls(self) -> None:
        call = BaseClient._make_api_call  # type: ignore[attr-defined]

        def watched(client: BaseClient, operation: str, params: Mapping[str, Any]) -> Any:
            if _is_products(_getframe(1)):
                self.check(client.meta.service_model.service_name, operation, params)
            return call(client, operation, params)

        self._patch.setattr(BaseClient, "_make_api_call", watched)

    def _watch_links(self) -> None:
        """A link is signed without a call, and works as far as the role that signed it may do the same."""
        url, post = botocore.signers.generate_presigned_url, botocore.signers.generate_presigned_post

        def watched_url(client: Any, ClientMethod: str, Params: Mapping[str, Any], **more: Any) -> str:
            if _is_products(_getframe(1)):
                self.check("s3", client.meta.method_to_api_mapping[ClientMethod], Params)
            return url(client, ClientMethod, Params, **more)

        def watched_post(client: Any, Bucket: str, Key: str, **more: Any) -> dict[str, Any]:
            if _is_products(_getframe(1)):
                self.check("s3", "PutObject", {"Bucket": Bucket, "Key": Key})
            return post(client, Bucket, Key, **more)

        self._patch.setattr(botocore.signers, "generate_presigned_url", watched_url)
        self._patch.setattr(botocore.signers, "generate_presigned_post", watched_post)

    def check(self, service: str, operation: str, params: Mapping[str, Any]) -> None:
        """Raise what AWS would if the policy does not allow all of it, or what nobody has foreseen."""
        try:
            for need in calls.needs(service, operation, params):
                permission = self.policy.find(need)
                if permission is None:
                    raise _denied(service, operation, need)
                self.used.add(str(permission))
        except (ClientError, calls.UnknownCall) as error:
            self._refused.append(str(error))  # the code may live with it, the test must not
            raise

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        refused, self._refused = self._refused, []
        if refused:
            report.sections.append(("Refused by the function's policy", "\n".join(refused)))
        if refused and report.passed:
            report.outcome, report.longrepr = "failed", "\n".join(refused)
        return report

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker of pytest-xdist has ended and tells what was used there."""
        self.used.update(getattr(node, "workeroutput", {}).get("permissions", ()))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["permissions"] = sorted(self.used)
        elif exitstatus == pytest.ExitCode.OK and _is_whole(session.config):
            self.problems = too_much(self.policy, self.used)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED if self.problems else exitstatus

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for problem in self.problems:
            terminalreporter.write_line(problem, red=True)

    def pytest_unconfigure(self) -> None:
        self._patch.undo()


def too_much(policy: Policy, used: Collection[str]) -> list[str]:
    """One sentence for each permission that nothing needs, or that says more than anything can need."""
    ours = [each for each in policy.permissions if not _is_lambdas(each)]
    wide = [f"more than one thing: {each}" for each in ours if each.is_too_wide]
    unused = [f"what no test calls: {each}" for each in ours if str(each) not in used]
    return [f"infrastructure/template.yaml allows {each}." for each in wide + unused]


def _is_lambdas(permission: Permission) -> bool:
    """Lambda also reports to the failed events' queue (Lambda Developer Guide, "Destinations")."""
    is_destination = permission.action == "sqs:SendMessage" and permission.resource.endswith("-failed")
    return permission.action in USED_BY_LAMBDA or is_destination


def _is_whole(config: pytest.Config) -> bool:
    """Whether all was to run that a run without arguments does."""
    option, ours = config.option, config.getini("addopts")
    marks = ours[ours.index("-m") + 1] if "-m" in ours else ""
    chosen = (option.keyword, option.deselect, option.ignore, option.ignore_glob, option.collectonly)
    by_default = config.args_source is pytest.Config.ArgsSource.TESTPATHS and option.markexpr == marks
    return by_default and not any(chosen)


def _denied(service: str, operation: str, need: calls.Need) -> ClientError:
    code = "AccessDenied" if service == "s3" else "AccessDeniedException"
    message = f"The function is not authorized to perform: {need.action} on resource: {need.resource}"
    error: Any = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": 403}}
    return ClientError(error, operation)


def _is_products(frame: FrameType | None) -> bool:
    """Whether the nearest of our files is the product's; where there are only thin ones, they are."""
    is_thin = False
    while frame:
        whose = _owner(frame.f_code.co_filename)
        if whose not in ("", "thin"):
            return whose == "product"
        is_thin = is_thin or whose == "thin"
        frame = frame.f_back
    return is_thin


@cache
def _owner(filename: str) -> str:
    """ "product", "thin", "other", or "" for a file that is not ours."""
    path = Path(filename)
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else ""
    top = name.partition("/")[0]
    if top not in _OURS:
        return ""
    if name in _THIN:
        return "thin"
    return "product" if top in _PRODUCT and name not in _OPERATORS else "other"
