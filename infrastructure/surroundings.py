"""The environment in which a command and all that it starts run: of the stage's account, and of no other."""

import os
from collections.abc import Mapping

from infrastructure import emulator
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage

# Not BUCKET_NAME or CDN_DOMAIN of another installation that the operator's shell knows.
_KEPT = {
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "TERM",
    "TMPDIR",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "DATA",
}
_KEPT_STARTS = ("LC_", "PIP_", "PYENV_")


def enter(stage: Stage) -> None:
    """Make it ours. Raises CannotDeploy when it would lead elsewhere."""
    wanted = of(stage, os.environ)
    os.environ.clear()
    os.environ.update(wanted)


def of(stage: Stage, given: Mapping[str, str]) -> dict[str, str]:
    """Of `given`, what a command may see, with the stage's region; on the emulator its endpoint and keys alone."""
    kept = {name: value for name, value in given.items() if name in _KEPT or name.startswith(_KEPT_STARTS)}
    if stage.is_emulated:
        return {**kept, **emulator.environment()}
    for name in given:
        if name.startswith("AWS_ENDPOINT_URL"):
            raise CannotDeploy(f"{name} is set, which leads away from AWS: unset it, or use STAGE=emulator.")
    own = {name: value for name, value in given.items() if name.startswith("AWS_") or _is_proxy(name)}
    own.pop("AWS_REGION", None)  # some tools prefer it to the other
    return {**kept, **own, "AWS_DEFAULT_REGION": stage.region}


def _is_proxy(name: str) -> bool:
    return name.lower() in ("http_proxy", "https_proxy", "no_proxy")
