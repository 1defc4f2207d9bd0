"""The stages of stages.toml, and what is called how in each of them. Standard library alone: Zappa's hooks read it."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infrastructure.errors import CannotDeploy

ROOT = Path(__file__).resolve().parent.parent
FILE = Path(__file__).with_name("stages.toml")
PROJECT = "gallery"
EMULATOR = "emulator"
# Of Lambda's; that of 3.11 has too old a C library for Pillow's wheels.
PYTHONS = ("3.13", "3.12")
DECIDED = (  # by the operator; the template's other parameters follow from what is there
    "AlarmEmail",
    "BudgetAmount",
    "CertificateArn",
    "DeletionProtection",
    "DomainName",
    "EventPath",
    "LogRetentionDays",
    "RateLimit",
    "Tracing",
)


@dataclass(frozen=True)
class Stage:
    """One installation. `parameters` are the template's, `environment` further variables of the function.

    `python` is that of the function on AWS; the emulator runs its own.
    """

    name: str
    region: str
    admin_email: str = ""
    python: str = PYTHONS[0]
    parameters: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def function(self) -> str:
        """The name of the function, of Zappa's own stack, and the beginning of all other names."""
        return f"{PROJECT}-{self.name}"

    @property
    def stack(self) -> str:
        return f"{self.function}-resources"

    @property
    def secrets_path(self) -> str:
        return f"/{PROJECT}/{self.name}/"

    @property
    def log_group(self) -> str:
        return f"/aws/lambda/{self.function}"

    @property
    def is_emulated(self) -> bool:
        return self.name == EMULATOR

    @property
    def has_queue(self) -> bool:
        """Whether the bucket's events go to the function through a queue."""
        return self.parameters.get("EventPath", "direct") == "queue"


def read(name: str, file: Path = FILE) -> Stage:
    """Raises CannotDeploy for a stage that the file does not have, and for a wrong key in it."""
    every = _load(file)
    if name not in every:
        raise CannotDeploy(f"There is no stage {name!r}: STAGE is one of {', '.join(every)}.")
    given = dict(every[name])
    region = _text(name, "region", given.pop("region", ""))
    if not region:
        raise CannotDeploy(f"{file.name} does not say in which region the stage {name} lies.")
    environment = {key: _text(name, key, value) for key, value in given.pop("environment", {}).items()}
    email = _text(name, "admin_email", given.pop("admin_email", ""))
    python = _text(name, "python", given.pop("python", PYTHONS[0]))
    if python not in PYTHONS:
        raise CannotDeploy(f"python of {name} is {python!r} in {file.name}, and can be {' or '.join(PYTHONS)}.")
    for key in given:
        if key not in DECIDED:
            raise CannotDeploy(f"{file.name} has an unknown key {key!r} for {name}; known: {', '.join(DECIDED)}.")
    parameters = {key: _text(name, key, value) for key, value in given.items()}
    return Stage(name, region, email, python, parameters, environment)


def _load(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text())
    except tomllib.TOMLDecodeError as error:
        raise CannotDeploy(f"{file.name} is not TOML: {error}.") from None


def _text(stage: str, key: str, value: object) -> str:
    """As CloudFormation and environment variables want it."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int):
        raise CannotDeploy(f"{FILE.name}: {key} of {stage} must be a text, a whole number, true or false.")
    return str(value)
