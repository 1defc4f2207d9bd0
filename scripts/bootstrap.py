"""Everything `make` needs before it can do anything: .venv, node_modules, front-end bundles, translations.

Runs under the system's Python with the standard library alone. Each part is stamped with a hash of what it
was made from, so a second run does nothing and needs no network.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_AT_LEAST = 20
LOG = VENV / "bootstrap.log"


class CannotSetUp(Exception):
    """Carries the one sentence that tells the user what is missing."""


def main() -> None:
    os.chdir(ROOT)
    try:
        _make("Python packages", VENV, ["requirements-dev.txt"], _install_python)
        _make("JavaScript packages", ROOT / "node_modules", ["package.json", "package-lock.json"], _install_node)
        _make("front-end bundles", ROOT / "static" / "dist", _bundle_sources(), _build_bundles)
        _make("translations", ROOT / "locale", _catalogs(), _compile_catalogs)
    except CannotSetUp as reason:
        sys.exit(str(reason))
    except OSError as error:
        sys.exit(f"Cannot set up in {ROOT}: {error.strerror} ({error.filename}).")


def _make(what: str, folder: Path, sources: Iterable[str], make: Callable[[], None]) -> None:
    """Make `folder` unless its stamp says that it was made from these very sources."""
    stamp, wanted = folder / ".made-from", _hash(sources)
    if stamp.exists() and stamp.read_text() == wanted and _works(folder):
        return
    print(f"Setting up: {what} ...", flush=True)
    make()
    stamp.write_text(wanted)


def _hash(sources: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.encode() + (ROOT / source).read_bytes())
    return digest.hexdigest()


def _works(folder: Path) -> bool:
    """A virtual environment outlives the Python it was made with, but does not run then."""
    return folder != VENV or _succeeds([str(PYTHON), "-c", ""])


def _bundle_sources() -> list[str]:
    sources = [path for path in (ROOT / "static" / "src").rglob("*") if path.is_file()]
    files = [ROOT / "package-lock.json", *sorted((ROOT / "scripts").glob("*.mjs")), *sorted(sources)]
    return [str(path.relative_to(ROOT)) for path in files]


def _catalogs() -> list[str]:
    found = sorted((ROOT / "locale").rglob("*.po"))
    return ["scripts/messages.py", *(str(path.relative_to(ROOT)) for path in found)]


# --- the four parts -----------------------------------------------------------------------------------


def _install_python() -> None:
    if not importlib.util.find_spec("ensurepip"):
        raise CannotSetUp(
            "This Python cannot make virtual environments: install its venv module "
            "(Debian, Ubuntu: apt-get install python3-venv)."
        )
    if not _succeeds([str(PYTHON), "-m", "pip", "--version"]):
        _run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The virtual environment could not be made")
    _pip_install("requirements-dev.txt", "The Python packages could not be installed")


def _install_node() -> None:
    # Not `npm ci`: it refuses a lock without the builds for platforms that a registry does not carry. What the
    # lock has is installed as it says, with its hashes, and the lock stays as it is.
    failure = "The JavaScript packages could not be installed"
    _npm(failure, "install", "--no-save", "--include=dev", "--include=optional")


def _build_bundles() -> None:
    _npm("The front-end bundles could not be built", "run", "build")


def _compile_catalogs() -> None:
    _run([str(PYTHON), "-m", "scripts.messages", "compile"], "The translations could not be compiled")


def _pip_install(requirements: str, failure: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", requirements]
    _run(command, failure)


def _npm(failure: str, *arguments: str) -> None:
    """The machine's npm where its Node.js is new enough, else one from PyPI in .venv."""
    own = VENV / "bin" / "npm"
    if not own.exists() and not _has_node():
        print("Setting up: Node.js ...", flush=True)
        _pip_install("requirements-node.txt", "This machine has no npm, and none could be installed")
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    _run(["npm", *arguments], failure, {**os.environ, "PATH": path})


def _has_node() -> bool:
    too_old = f"process.exit(parseInt(process.versions.node) < {NODE_AT_LEAST} ? 1 : 0)"
    return bool(shutil.which("npm")) and _succeeds(["node", "-e", too_old])


# --- running others -----------------------------------------------------------------------------------


def _succeeds(command: list[str]) -> bool:
    try:
        return not subprocess.run(command, capture_output=True, check=False).returncode
    except OSError:
        return False


def _run(command: list[str], failure: str, env: dict[str, str] | None = None) -> None:
    """Quietly; all that a failure said is kept for who wants more than the sentence."""
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        VENV.mkdir(exist_ok=True)
        LOG.write_text(done.stdout + done.stderr)
        raise CannotSetUp(f"{failure} (is there a network?); what it said is in {LOG}.")


if __name__ == "__main__":
    main()
