"""What an operator decides, where a command leads, and what it finds on the operator's machine. Without any engine."""

import platform
from pathlib import Path

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from infrastructure import __main__ as command
from infrastructure import deployment, environment, logs, prerequisites, site, stack, stages, surroundings, variables
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage
from tests.infrastructure.cloudformation import resolved

NAMES = ("dev", "staging", "production", "emulator")
PRODUCTION = Stage("production", "eu-central-1")


def decided(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "stages.toml"
    file.write_text(text)
    return file


def runs(folder: Path, name: str, script: str) -> None:
    """Put a program of this name into the folder."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


@pytest.mark.parametrize("name", NAMES)
def test_success_the_committed_stages_are_what_the_template_takes(name: str) -> None:
    stage = stages.read(name)
    assert stage.function == f"gallery-{name}"
    assert resolved({"Stage": name, **stage.parameters})["Resources"]


def test_success_values_as_aws_wants_them(tmp_path: Path) -> None:
    text = '[dev]\nregion = "eu-west-1"\nDeletionProtection = false\nBudgetAmount = 10\n[dev.environment]\nDEBUG = true'
    stage = stages.read("dev", decided(tmp_path, text))
    assert stage.parameters == {"DeletionProtection": "false", "BudgetAmount": "10"}
    assert stage.environment == {"DEBUG": "true"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[staging]", "There is no stage 'dev': STAGE is one of staging."),
        ("[dev]", "does not say in which region"),
        ('[dev]\nregion = "x"\nDomain = "photos.example"', "unknown key 'Domain'"),
        ('[dev]\nregion = "x"\nStage = "production"', "unknown key 'Stage'"),
        ('[dev]\nregion = ["x"]', "region of dev must be"),
        ('[dev]\nregion = "x"\npython = "3.11"', "can be 3.13 or 3.12"),
        ("[dev", "is not TOML"),
    ],
)
def test_fail_a_wrong_decision(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(CannotDeploy, match=sentence.replace("[", "\\[")):
        stages.read("dev", decided(tmp_path, text))


def test_success_nothing_of_another_installation_gets_in() -> None:
    shell = {"PATH": "/bin", "AWS_PROFILE": "photos", "AWS_REGION": "x", "BUCKET_NAME": "other", "ADMIN_PASSWORD": "pw"}
    wanted = {"PATH": "/bin", "AWS_PROFILE": "photos", "AWS_DEFAULT_REGION": "eu-central-1"}
    assert surroundings.of(PRODUCTION, shell) == wanted


def test_fail_a_real_stage_is_not_deployed_to_an_emulator() -> None:
    with pytest.raises(CannotDeploy, match="AWS_ENDPOINT_URL_S3 is set"):
        surroundings.of(PRODUCTION, {"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:4566"})


def test_fail_an_emulator_that_does_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA", str(tmp_path))
    with pytest.raises(CannotDeploy, match="make deploy STAGE=emulator"):
        surroundings.of(Stage("emulator", "us-east-1"), {"AWS_PROFILE": "photos"})


def test_success_the_function_gets_what_stages_toml_adds() -> None:
    stage = Stage("dev", "us-east-1", environment={"SITE_TITLE": "Fjords", "B": "other"})
    assert variables.of_function(stage, {"Environment": '{"A": "a", "B": "b"}'}) == {
        "A": "a",
        "B": "other",
        "SITE_TITLE": "Fjords",
    }


def test_success_the_python_of_the_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("3.12", "3.13"):
        runs(tmp_path, f"python{version}", f"echo {version}")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert environment._python(PRODUCTION) == "python3.13"
    assert environment._python(Stage("staging", "us-east-1", python="3.12")) == "python3.12"


def test_fail_another_python_takes_the_place_of_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs(tmp_path, "python3.13", "echo 'not installed' >&2; exit 127")  # a version manager's shim
    runs(tmp_path, "python3.12", "echo 3.12")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(CannotDeploy, match=r"production has Python 3\.13 .* no python3\.13 runs"):
        environment._python(PRODUCTION)


@pytest.mark.parametrize(
    ("system", "processor", "library"),
    [("Darwin", "arm64", ""), ("Linux", "aarch64", "glibc"), ("Linux", "x86_64", "")],
)
def test_fail_a_machine_whose_libraries_lambda_cannot_load(
    monkeypatch: pytest.MonkeyPatch, system: str, processor: str, library: str
) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: processor)
    monkeypatch.setattr(platform, "libc_ver", lambda: (library, ""))
    with pytest.raises(CannotDeploy, match=f"needs x86-64 Linux with glibc.* this is {system} on {processor}"):
        prerequisites.machine(PRODUCTION)
    assert prerequisites.machine(Stage("emulator", "us-east-1")) == f"{system} on {processor}"


def test_fail_a_template_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "template.yaml"
    large.write_text("#" * 51_201)
    monkeypatch.setattr(stack, "TEMPLATE", large)
    with pytest.raises(CannotDeploy, match="51201 bytes"):
        prerequisites.template(PRODUCTION)


def test_success_lines_that_are_not_ours_get_their_time() -> None:
    assert logs.readable(0, "START RequestId: r-1") == "1970-01-01T00:00:00.000Z START RequestId: r-1"


def test_fail_a_span_that_is_none() -> None:
    with pytest.raises(CannotDeploy, match="10m, 2h or 1d"):
        logs.show(PRODUCTION, "yesterday")


def test_fail_a_domain_that_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise OSError

    said = {"SiteUrl": "https://photos.example/", "DistributionDomain": "d1.cloudfront.net"}
    monkeypatch.setattr(stack, "outputs", lambda _: said)
    monkeypatch.setattr(site.socket, "getaddrinfo", unknown)
    with pytest.raises(CannotDeploy, match=r"photos.example leads nowhere yet: make it .* of d1.cloudfront.net"):
        site.smoke(PRODUCTION)


def test_fail_the_step_that_fails_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    def fails(stage: Stage) -> str:
        raise CannotDeploy("It rains.")

    steps = [("First", lambda _: "done"), ("Second", fails), ("Third", lambda _: "never")]
    with pytest.raises(CannotDeploy, match="It rains"):
        deployment.take(PRODUCTION, steps)
    assert capsys.readouterr().out == "First ... done\nSecond ... failed\n"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (CannotDeploy("It rains."), "It rains."),
        (ClientError({"Error": {"Message": "You may not."}}, "CreateStack"), "AWS refused CreateStack: You may not."),
        (EndpointConnectionError(endpoint_url="https://x"), 'AWS cannot be reached: .*"https://x"'),
    ],
)
def test_fail_one_sentence_and_no_traceback(monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str) -> None:
    def fails(_: object) -> None:
        raise error

    monkeypatch.setattr("sys.argv", ["infrastructure", "status", "--stage", "production"])
    monkeypatch.setattr(command, "_run", fails)
    with pytest.raises(SystemExit, match=f"^{sentence}$"):
        command.main()
