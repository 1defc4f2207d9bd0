"""An account of ministack with every service, and our stack in it."""

import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from embedded.child import Child, stop
from embedded.engines import free_port, ministack_environment, wait_until_it_listens
from embedded.folder import opened
from tests.infrastructure.cloudformation import TEMPLATE

NAME = "gallery-dev-resources"
EVERYTHING = {
    "Stage": "dev",
    "Emulated": "true",
    "EventPath": "queue",
    "RateLimit": "1000",
    "AlarmEmail": "operator@photos.example",
    "EdgeSecret": "not-a-real-one",
    "Tracing": "true",
}
SDK = Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"total_max_attempts": 1})


class Account:
    """An AWS account of ministack, empty, with every service."""

    def __init__(self, url: str, key: str, secret: str) -> None:
        self.url, self.keys = url, {"aws_access_key_id": key, "aws_secret_access_key": secret}

    def client(self, service: str, **keys: str) -> Any:
        known: Any = keys or self.keys
        make: Any = boto3.client
        return make(service, region_name="us-east-1", endpoint_url=self.url, config=SDK, **known)

    def bring(self, **parameters: str) -> set[str]:
        """Create the stack or update it, and wait; answers what is in it. Raises botocore's ClientError."""
        cloudformation = self.client("cloudformation")
        is_there = any(each["StackName"] == NAME for each in cloudformation.describe_stacks()["Stacks"])
        said = {**EVERYTHING, **parameters}
        (cloudformation.update_stack if is_there else cloudformation.create_stack)(
            StackName=NAME,
            TemplateBody=TEMPLATE.read_text(),
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in said.items()],
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        self._wait(cloudformation)
        found = cloudformation.describe_stack_resources(StackName=NAME)["StackResources"]
        assert all(each["ResourceStatus"].endswith("E_COMPLETE") for each in found)
        return {each["LogicalResourceId"] for each in found}

    def _wait(self, cloudformation: Any) -> None:
        deadline, state = time.monotonic() + 20, ""
        while time.monotonic() < deadline and not state.endswith("COMPLETE"):
            state = cloudformation.describe_stacks(StackName=NAME)["Stacks"][0]["StackStatus"]
            time.sleep(0.02)
        events = cloudformation.describe_stack_events(StackName=NAME)["StackEvents"]
        assert state in ("CREATE_COMPLETE", "UPDATE_COMPLETE"), [each.get("ResourceStatusReason") for each in events]


@contextlib.contextmanager
def running() -> Iterator[Account]:
    """An empty one, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="gallery-stack-") as path, opened(Path(path)) as folder:
        port = free_port()
        env = {**ministack_environment(folder, port, with_tables=False), "S3_PERSIST": "0"}
        del env["SERVICES"]
        command = [sys.executable, "-m", "hypercorn", "--bind", f"127.0.0.1:{port}", "ministack.app:app"]
        server, url = Child("aws", command, env, folder.log("aws")), f"http://127.0.0.1:{port}"
        server.start(keep_open=[folder.lock])
        try:
            wait_until_it_listens(server, url)
            yield Account(url, env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"])
        finally:
            stop([server], grace=0.5)
