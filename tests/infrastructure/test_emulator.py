"""The emulated account: as strict as AWS where that decides whether a deployment works, and closed to strangers."""

import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from embedded.environment import without_traces
from tests.embedded.running import descendants, is_alive, wait_for

ROOT = Path(__file__).parent.parent.parent
CODE = "import os, sys\ndef handler(event, context):\n    return [dict(os.environ), sys.path, os.getcwd()]\n"
SIGNED = Config(signature_version="s3v4", retries={"total_max_attempts": 1})
MAY = [
    {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::stage-media/galleries/*"},
    {
        "Effect": "Allow",
        "Action": "ssm:GetParametersByPath",
        "Resource": "arn:aws:ssm:us-east-1:000000000000:parameter/gallery/stage/*",
    },
]
Seen = tuple[dict[str, str], list[str], str]
pytestmark = pytest.mark.xdist_group("emulator")
http = urllib3.PoolManager(timeout=10, retries=False)


class Emulator:
    """One that runs over the folder `data`."""

    def __init__(self, data: Path) -> None:
        env = {**without_traces(os.environ), "DATA": str(data), "PORT": "0", "EDGE_PORT": "0"}
        command = [sys.executable, "-m", "embedded.cloud"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        assert self.process.stdout.readline().startswith("Emulator ready")
        told = json.loads((data / "emulator.json").read_text())
        self.site: str = told["site"]
        self.environment: dict[str, str] = told["environment"]
        self.url = self.environment["AWS_ENDPOINT_URL"]

    def client(self, service: str, keys: dict[str, str] | None = None) -> Any:
        known = keys or self.environment
        make: Any = boto3.client  # typed for named services only
        return make(
            service,
            endpoint_url=self.url,
            aws_access_key_id=known["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=known["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=known.get("AWS_SESSION_TOKEN"),
            config=SIGNED,
        )


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with tempfile.TemporaryDirectory(prefix="gallery-emulator-") as folder:
        running = Emulator(Path(folder))
        yield running
        running.process.kill()
        running.process.wait()


@pytest.fixture(scope="module")
def inside(emulator: Emulator) -> Seen:
    """What a function of a role that may little sees: its environment, its paths, its working folder."""
    role = _role(emulator.client("iam"))
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as package:
        package.writestr("app.py", CODE)
    functions = emulator.client("lambda")
    functions.create_function(
        FunctionName="seen",
        Runtime="python3.11",
        Role=role,
        Handler="app.handler",
        Code={"ZipFile": code.getvalue()},
        Environment={"Variables": {"SITE_TITLE": "Ours"}},
    )
    environment, paths, folder = json.loads(functions.invoke(FunctionName="seen")["Payload"].read())
    return environment, paths, folder


def _role(iam: Any) -> str:
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    made = iam.create_role(RoleName="little", AssumeRolePolicyDocument=_policy([trust]))
    iam.put_role_policy(RoleName="little", PolicyName="little", PolicyDocument=_policy(MAY))
    return str(made["Role"]["Arn"])


def _policy(statements: list[dict[str, Any]]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def test_success_function_sees_what_lambda_gives(inside: Seen) -> None:
    environment, paths, folder = inside
    assert environment["SITE_TITLE"] == "Ours"
    assert environment["LAMBDA_TASK_ROOT"] == folder == paths[0]
    assert environment["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert not {"HOME", "PYTHONPATH", "S3_DATA_DIR", "GATEWAY_PORT"} & environment.keys()
    assert not [path for path in paths if path.startswith(str(ROOT)) or "site-packages" in path]


def test_fail_role_does_what_it_may_not(emulator: Emulator, inside: Seen) -> None:
    emulator.client("s3").create_bucket(Bucket="stage-media")
    bucket = emulator.client("s3", inside[0])
    bucket.put_object(Bucket="stage-media", Key="galleries/a.jpg", Body=b"")
    with pytest.raises(ClientError, match="not authorized to perform: s3:PutObject"):
        bucket.put_object(Bucket="stage-media", Key="thumbnails/a.jpg", Body=b"")
    form = bucket.generate_presigned_post("stage-media", "thumbnails/a.jpg")
    assert http.request("POST", form["url"], fields={**form["fields"], "file": ("a", b"")}).status == 403


def test_fail_schedule_names_a_role_that_eventbridge_cannot_assume(emulator: Emulator, inside: Seen) -> None:
    """As Zappa names the function's role in its rules."""
    iam, events = emulator.client("iam"), emulator.client("events")
    rule = {
        "Name": "little",
        "ScheduleExpression": "rate(5 minutes)",
        "RoleArn": "arn:aws:iam::000000000000:role/little",
    }
    with pytest.raises(ClientError, match="cannot be assumed by principal 'events.amazonaws.com'"):
        events.put_rule(**rule)
    services = ["lambda.amazonaws.com", "events.amazonaws.com"]
    trust = {"Effect": "Allow", "Principal": {"Service": services}, "Action": "sts:AssumeRole"}
    iam.update_assume_role_policy(RoleName="little", PolicyDocument=_policy([trust]))
    assert events.put_rule(**rule)["RuleArn"].endswith(":rule/little")


def test_fail_role_reads_the_secrets_of_another_stage(emulator: Emulator, inside: Seen) -> None:
    for stage in ("stage", "other"):
        emulator.client("ssm").put_parameter(Name=f"/gallery/{stage}/KEY", Value=stage, Type="SecureString")
    secrets = emulator.client("ssm", inside[0])
    (found,) = secrets.get_parameters_by_path(Path="/gallery/stage/", WithDecryption=True)["Parameters"]
    assert found["Value"] == "stage"
    with pytest.raises(ClientError, match="not authorized"):
        secrets.get_parameters_by_path(Path="/gallery/other/", WithDecryption=True)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/_ministack/reset"),
        ("GET", "/_ministack/health"),
        ("GET", "/_aws/execute-api/0123456789/emulator/"),
        ("GET", "/2015-03-31/functions"),
        ("GET", "/stage-media/galleries/a.jpg"),
        ("POST", "/?Action=ListQueues"),
    ],
)
def test_fail_unsigned_request(emulator: Emulator, method: str, path: str) -> None:
    assert http.request(method, emulator.url + path).status == 403


@pytest.mark.parametrize(("method", "path"), [("POST", "/_ministack/reset"), ("GET", "/health")])
def test_fail_control_path_with_the_right_key(emulator: Emulator, method: str, path: str) -> None:
    request = AWSRequest(method, emulator.url + path, data=b"")
    key = Credentials(emulator.environment["AWS_ACCESS_KEY_ID"], emulator.environment["AWS_SECRET_ACCESS_KEY"])
    SigV4Auth(key, "s3", "us-east-1").add_auth(request)
    answer = http.request(method, emulator.url + path, headers=dict(request.headers.items()), body=b"")
    assert b"this path is not served" in answer.data


@pytest.mark.parametrize("key", ["test", "000000000000", "gallery"])
def test_fail_guessed_key(emulator: Emulator, key: str) -> None:
    guessed = {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": "test"}
    for service, call in (("lambda", "list_functions"), ("dynamodb", "list_tables"), ("s3", "list_buckets")):
        with pytest.raises(ClientError):
            getattr(emulator.client(service, guessed), call)()


def test_fail_foreign_host_name(emulator: Emulator) -> None:
    for url in (emulator.url, emulator.site):
        assert http.request("GET", url, headers={"Host": "rebound.example"}).status == 403


def test_fail_nothing_is_deployed(emulator: Emulator) -> None:
    answer = http.request("GET", emulator.site)
    assert (answer.status, answer.data) == (503, b"Nothing is deployed in this emulator yet.")


def test_fail_port_of_another_one(emulator: Emulator, tmp_path: Path) -> None:
    """Else a deployment would be told the other one's errors."""
    port = emulator.site.rpartition(":")[2]
    environment = {**without_traces(os.environ), "DATA": str(tmp_path), "PORT": "0", "EDGE_PORT": port}
    command = [sys.executable, "-m", "embedded.cloud"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Port {port} is in use: stop what has it, or take another with EDGE_PORT=.\n"


def test_success_nothing_outlives_a_killed_emulator(emulator: Emulator, inside: object) -> None:
    """The last of this file."""
    members = descendants(emulator.process.pid)
    assert len(members) == 2  # the server, and the function that waits for its next call
    emulator.process.kill()
    wait_for(lambda: not any(is_alive(pid) for pid in members))
