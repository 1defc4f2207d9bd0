"""What slimming does to a package, on small ones; the whole is built, proven and run by test_deployed.py."""

import gzip
import importlib.util
import json
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from infrastructure.package import archive, contents, elf, facades, lean, models, stack, wheels

ROOT = Path(__file__).parents[2]
ZAPPA_SETTINGS = json.loads((ROOT / "zappa_settings.json").read_text())


def test_success_only_what_the_function_needs_stays() -> None:
    records = {
        "django-5.2.dist-info/RECORD": "django/http.py,,\ndjango/contrib/gis/x.py,,\ndjango/static/a.css,,",
        "troposphere-4.dist-info/RECORD": "troposphere/s3.py,,",
        "Pi_Heif-1.dist-info/RECORD": "pi_heif/__init__.py,,\npi_heif/stubs.pyi,,",
    }
    files = [line.split(",")[0] for text in records.values() for line in text.splitlines()]
    ours = ["photos/keys.py", "tests/test_x.py", "handler.py", "Makefile", "locale/de/x.mo", "locale/de/x.po"]
    kept = contents.needed([*files, *ours], records, "django==5.2 \\\n    --hash=x\npi-heif==1 \\\n")
    assert kept == {"django/http.py", "pi_heif/__init__.py", "photos/keys.py", "handler.py", "locale/de/x.mo"}


def test_success_the_same_contents_make_the_same_zip(tmp_path: Path) -> None:
    files = {"b.py": b"x = 1\n", "a/b.txt": b"text"}
    for name, order in (("one", sorted(files)), ("two", sorted(files, reverse=True))):
        archive.write(tmp_path / name, archive.compiled({each: files[each] for each in order}, with_source=set()))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    entries = zipfile.ZipFile(tmp_path / "one").infolist()
    assert {(entry.date_time[0], entry.external_attr >> 16) for entry in entries} == {(1980, 0o100644)}


def test_success_bytecode_is_used_without_a_look_at_its_source(tmp_path: Path) -> None:
    files = {"ours/__init__.py": b'"""Words."""\n', "theirs.py": b'"""Words."""\nclass A:\n    "Words."\nnumber = 7\n'}
    made = archive.compiled(files, with_source={"ours"})
    assert set(made) == {
        "ours/__init__.py",
        f"ours/__pycache__/__init__.{sys.implementation.cache_tag}.pyc",
        "theirs.pyc",
    }
    assert all(content[4:8] == b"\1\0\0\0" for name, content in made.items() if name.endswith("pyc"))  # PEP 552
    archive.write(tmp_path / "package.zip", made)
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'package.zip')!r}); import ours, theirs as t; "
    code += "assert (ours.__doc__, t.__doc__, t.A.__doc__, t.number) == ('Words.', None, None, 7)"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)


def test_success_a_shared_library_still_runs_without_its_symbols(tmp_path: Path) -> None:
    spec = importlib.util.find_spec("rpds.rpds") or importlib.util.find_spec("_cffi_backend")
    assert spec
    assert spec.origin
    library = Path(spec.origin).read_bytes()
    made = elf.stripped(library)
    assert len(made) <= len(library)
    assert struct.unpack_from("<Q", made, 40) == (0,)  # no section headers
    (tmp_path / "library.so").write_bytes(made)
    load = f"import ctypes; ctypes.PyDLL({str(tmp_path / 'library.so')!r})"
    subprocess.run([sys.executable, "-c", load], check=True)
    assert elf.stripped(b"no library") == b"no library"


def test_success_what_uses_boto3_leaves_zappas_utilities() -> None:
    source = b"import boto3\nimport json\nclass A:\n    x = boto3\nclass B(A):\n    pass\ndef f():\n    return json\n"
    others = dict.fromkeys(lean.INSTEAD, b"import much")
    files = {
        "zappa/utilities.py": source,
        "handler.py": b"x = 1\n",
        "a.dist-info/METADATA": b"Name: a\n\nREADME",
        **others,
    }
    lean.lean(files)
    assert files["zappa/utilities.py"] == b"import json\n\ndef f():\n    return json"
    assert files["a.dist-info/METADATA"] == b"Name: a"
    assert files["werkzeug/__init__.py"] == b""
    del files["sqlparse/__init__.py"]
    with pytest.raises(KeyError, match="sqlparse"):
        lean.lean(files)


def test_success_a_package_that_gathers_imports_on_demand(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": b"",
        "app/services/__init__.py": b"from app.services.move import move\n"
        b"from app.services.other import thing as named\n",
        "app/services/move.py": b"def move():\n    return 'moved'\n",
        "app/services/other.py": b"thing = 1\n",
    }
    facades.on_demand(files)
    archive.write(tmp_path / "app.zip", files)
    code = f"""
import sys; sys.path.insert(0, {str(tmp_path / "app.zip")!r})
from app import services
assert 'app.services.other' not in sys.modules
import app.services.move as module  # must not take the name of the function in it
assert services.move() == 'moved' and services.named == 1
assert not hasattr(services, 'nothing')
"""
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)


def test_success_descriptions_of_aws_keep_what_is_called() -> None:
    def described(operation: str) -> dict[str, Any]:
        return {"input": {"shape": f"{operation}In"}, "documentation": "Long."}

    shapes = {
        "GetIn": {"members": {"A": {"shape": "Text"}}},
        "Text": {},
        "PutIn": {},
        "documentation": {"type": "string"},
    }
    model = {"operations": {"Get": described("Get"), "Put": described("Put")}, "shapes": shapes}
    partition = {"services": {"s3": {}, "ec2": {}}}
    path = "botocore/data/ssm"
    files = {
        "botocore/data/endpoints.json": json.dumps({"partitions": [partition]}).encode(),
        f"{path}/2014-01-01/service-2.json.gz": b"older",
        f"{path}/2015-01-01/service-2.json.gz": gzip.compress(json.dumps(model).encode()),
    }
    models.cut(files, sources="client.get(A='x')")
    assert json.loads(files["botocore/data/endpoints.json"]) == {"partitions": [{"services": {"s3": {}}}]}
    kept = json.loads(files.pop(f"{path}/2015-01-01/service-2.json"))
    assert kept["operations"] == {"Get": {"input": {"shape": "GetIn"}}}
    assert set(kept["shapes"]) == {"GetIn", "Text"}
    assert len(files) == 1


@pytest.mark.parametrize(
    ("tag", "python", "runs"),
    [
        ("py3-none-any", (3, 11), True),
        ("cp38-abi3-manylinux_2_17_x86_64\nTag: cp38-abi3-manylinux2014_x86_64", (3, 11), True),
        ("cp311-cp311-manylinux_2_28_x86_64", (3, 11), False),  # Amazon Linux 2
        ("cp312-cp312-manylinux_2_28_x86_64", (3, 12), True),
        ("cp313-cp313-manylinux_2_39_x86_64", (3, 13), False),
        ("cp313-cp313-manylinux_2_28_aarch64", (3, 13), False),
        ("cp313-cp313-macosx_11_0_arm64", (3, 13), False),
        ("cp313-cp313-linux_x86_64", (3, 13), False),  # built on this machine, against whatever it has
    ],
)
def test_fail_libraries_for_another_platform(tag: str, python: tuple[int, int], runs: bool) -> None:
    reason = wheels.unfit({"pillow-13.0.0.dist-info/WHEEL": f"Tag: {tag}\n"}, python, "x86_64")
    assert (reason == "") is runs
    assert runs or ("pillow-13.0.0" in reason and "use Python" in reason)


# --- the settings that Zappa gets -----------------------------------------------------------------------

OUTPUTS = {
    "MediaBucket": "gallery-dev-media-1",
    "DeploymentBucket": "gallery-dev-deployment-1",
    "FunctionRoleArn": "arn:aws:iam::1:role/gallery-dev-function",
    "Environment": '{"BUCKET_NAME": "gallery-dev-media-1"}',
    "WorkQueueArn": "arn:aws:sqs:us-east-1:1:gallery-dev-work",
    "EventQueueArn": "arn:aws:sqs:us-east-1:1:gallery-dev-events",
}


class _Cli(SimpleNamespace):
    """As much of ZappaCLI as the hook uses."""

    def override_stage_config_setting(self, key: str, val: object) -> None:
        self.stage_config[key] = val


def _cli(outputs: dict[str, str] | None, command: str = "deploy", reserved: int | None = None) -> Any:
    class ClientError(Exception):
        pass

    def describe_stacks(StackName: str) -> dict[str, Any]:
        if outputs is None:
            raise ClientError(f"Stack with id {StackName} does not exist")
        return {"Stacks": [{"Outputs": [{"OutputKey": key, "OutputValue": outputs[key]} for key in outputs]}]}

    def get_function_concurrency(FunctionName: str) -> dict[str, int]:
        return {} if reserved is None else {"ReservedConcurrentExecutions": reserved}

    client = SimpleNamespace(describe_stacks=describe_stacks, exceptions=SimpleNamespace(ClientError=ClientError))
    config = json.loads(json.dumps(ZAPPA_SETTINGS["production"]))
    variables = config["aws_environment_variables"]
    functions = SimpleNamespace(get_function_concurrency=get_function_concurrency)
    return _Cli(
        command=command,
        api_stage="dev",
        lambda_concurrency=None,
        lambda_name="gallery-dev",
        stage_config=config,
        aws_environment_variables=variables,
        zappa=SimpleNamespace(cf_client=client, lambda_client=functions),
    )


def test_success_the_stack_completes_the_committed_settings() -> None:
    cli = _cli(OUTPUTS)
    stack.complete(cli)
    assert cli.s3_bucket_name == OUTPUTS["DeploymentBucket"]
    assert cli.zappa.credentials_arn == OUTPUTS["FunctionRoleArn"]
    assert cli.aws_environment_variables["BUCKET_NAME"] == "gallery-dev-media-1"
    assert cli.aws_environment_variables["INSTANTIATE_LAMBDA_HANDLER_ON_IMPORT"] == "1"
    mapped = ["arn:aws:s3:::gallery-dev-media-1", OUTPUTS["EventQueueArn"], OUTPUTS["WorkQueueArn"]]
    assert cli.stage_config["event_arns"] == mapped  # whichever carries the events now or after a rollback


@pytest.mark.parametrize(("command", "sources"), [("deploy", 0), ("update", 0), ("schedule", 0), ("undeploy", 1)])
def test_success_zappa_does_not_interrupt_the_buckets_events(command: str, sources: int) -> None:
    cli = _cli(OUTPUTS, command)
    stack.complete(cli)
    found = [event["event_source"] for event in cli.stage_config["events"] if "event_source" in event]
    of_bucket = {"arn": "arn:aws:s3:::gallery-dev-media-1", "events": ["s3:ObjectCreated:*"], "prefix": "galleries/"}
    assert found == [of_bucket] * sources
    assert "website.maintenance.run" in [event["function"] for event in cli.stage_config["events"]]


@pytest.mark.parametrize("reserved", [None, 0, 20])
def test_success_an_update_keeps_the_reserved_concurrency(reserved: int | None) -> None:
    cli = _cli(OUTPUTS, "update", reserved)
    stack.complete(cli)
    assert cli.lambda_concurrency == reserved


def test_fail_without_a_stack() -> None:
    with pytest.raises(SystemExit, match="There is no stack gallery-dev-resources .* make deploy STAGE=dev"):
        stack.complete(_cli(None))
    with pytest.raises(SystemExit, match="has no output FunctionRoleArn"):
        stack.complete(_cli({name: OUTPUTS[name] for name in OUTPUTS if name != "FunctionRoleArn"}))
