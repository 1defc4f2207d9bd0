"""From Zappa's zip to the one that is deployed: needed files only, lean, compiled, and proven to be complete."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from infrastructure.package import archive, contents, elf, facades, lean, models, wheels
from infrastructure.package.cli import Cli
from infrastructure.stages import ROOT

MANIFEST = "static_root/staticfiles.json"  # STATIC_ROOT of the function; maps names to those with hashes


def slim(cli: Cli) -> None:
    """Rewrite the package in place. Exits with one sentence when it could not run, or would lack something."""
    path, files = Path(cli.zip_path), archive.read(Path(cli.zip_path))
    if cli.api_stage != "emulator":  # which runs on this machine, with its own glibc
        _check_platform(files, cli.stage_config["architecture"])
    chosen = contents.needed(files, _texts(files, "RECORD"), (ROOT / "requirements.txt").read_text())
    kept = {name: elf.stripped(files[name]) for name in chosen}
    lean.lean(kept)
    facades.on_demand(kept)
    models.cut(kept, _sources(kept))
    kept["zappa_settings.py"] += _event_mapping(cli)
    kept[MANIFEST] = _static_manifest(cli.api_stage)
    archive.write(path, archive.compiled(kept, with_source=contents.PROJECT))
    _prove(path)


def _check_platform(files: dict[str, bytes], architecture: str) -> None:
    if reason := wheels.unfit(_texts(files, "WHEEL"), sys.version_info[:2], architecture):
        sys.exit(reason)


def _texts(files: dict[str, bytes], name: str) -> dict[str, str]:
    """The files of this name in the folders that describe installed distributions, by their path."""
    return {path: text.decode() for path, text in files.items() if path.endswith(f".dist-info/{name}")}


def _sources(files: dict[str, bytes]) -> str:
    ours = [text for name, text in files.items() if name.endswith(".py") and name.split("/")[0] in contents.PROJECT]
    return b"\n".join(ours).decode()


def _event_mapping(cli: Cli) -> bytes:
    """Zappa's handler finds the function for an event here; the queues are mapped by the stack and unknown to Zappa."""
    mapping = {arn: ["photos.events.handle"] for arn in cli.stage_config.get("event_arns", [])}
    return f"AWS_EVENT_MAPPING={mapping!r}\n".encode()


def _static_manifest(stage: str) -> bytes:
    made = ROOT / "var" / "static" / stage / "staticfiles.json"
    if not made.exists():
        sys.exit(f"The static files of {stage} are not collected yet: make update STAGE={stage} does that first.")
    return made.read_bytes()


def _prove(path: Path) -> None:
    """Import and run, in a process that has nothing but the package, all that the function may ever import."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(path) as package:
            package.extractall(folder)
        proof = str(Path(__file__).with_name("proof.py"))
        command = [sys.executable, "-I", "-S", "-B", proof, folder]  # without this environment's own packages
        done = subprocess.run(command, cwd=folder, env={"PATH": ""}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"The package lacks something:\n{done.stderr}")
