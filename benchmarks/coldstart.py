"""How soon a new function answers: `python -m benchmarks.coldstart [package.zip]`, or `make bench-coldstart`.

Each start is a new Python of .venv-lambda with one unpacked package and nothing else, from the moment it is started to
its first answer. The site is compared with a FastAPI that says hello, and its front page, which reads DynamoDB, with
boto3 that reads one item; both from PyPI, and packed as the site is. All four take turns, so that what else the
machine does meets them alike. No start here waits for AWS to fetch a package: that grows with its size alone.
"""

import contextlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from embedded.engines import engines
from embedded.folder import opened
from infrastructure.package import archive

FOLDER = Path("var/bench/coldstart").absolute()
PYTHON = Path(".venv-lambda/bin/python").absolute()  # not resolved, or it would be the Python that it was made from
START = Path(__file__).with_name("coldstart_start.py")
STARTS = 15
TARGETS = {("page", "fastapi"): 1.0, ("home", "boto3"): 2.0}
PACKED = {"fastapi": ["fastapi", "mangum"], "boto3": ["boto3"]}
WARM_UP = 1  # first starts that bring the files into the machine's memory and do not count


@dataclass(frozen=True)
class Took:
    """Seconds from starting Python to its first answer, and of the processor until its end."""

    seconds: float
    processor: float


def main(package: str = "") -> bool:
    """Whether the site starts as soon as it should."""
    folders = {name: _packed(name, wanted) for name, wanted in PACKED.items()}
    folders |= dict.fromkeys(("page", "home"), _unpacked(Path(package) if package else _built()))
    with _tables() as environment:
        found = _take_turns(folders, environment)
    for name, each in found.items():
        seconds, processor = [took.seconds for took in each], [took.processor for took in each]
        print(f"{name:8} {_words(seconds)}   processor {_words(processor)}   n {len(each)}")
    passed = [_compared(found[ours], found[theirs], (ours, theirs)) for ours, theirs in TARGETS]
    return all(passed)


def _words(seconds: list[float]) -> str:
    return f"min {min(seconds) * 1000:5.0f} ms  median {statistics.median(seconds) * 1000:5.0f} ms"


def _compared(ours: list[Took], theirs: list[Took], pair: tuple[str, str]) -> bool:
    """By the clock, and by the processor, which what else the machine does lengthens less."""
    of_clock = statistics.median(each.seconds for each in ours) / statistics.median(each.seconds for each in theirs)
    least = min(each.seconds for each in ours) / min(each.seconds for each in theirs)
    processor = min(each.processor for each in ours) / min(each.processor for each in theirs)
    print(
        f"{' / '.join(pair)}: median {of_clock:.2f}x, min {least:.2f}x, processor (min) {processor:.2f}x, "
        f"to be at most {TARGETS[pair]:.1f}x"
    )
    return of_clock <= TARGETS[pair]


def _take_turns(folders: dict[str, Path], environment: dict[str, str]) -> dict[str, list[Took]]:
    rounds = [{name: _start(name, folder, environment) for name, folder in folders.items()} for _ in range(STARTS + 1)]
    return {name: [each[name] for each in rounds[WARM_UP:]] for name in folders}


def _start(name: str, folder: Path, environment: dict[str, str]) -> Took:
    """Its monotonic clock is ours."""
    command = [str(PYTHON), "-I", "-S", "-B", str(START), str(folder), name]
    before, started = _processor(), time.monotonic()
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{name} did not start:\n{done.stderr}")
    return Took(float(done.stdout.splitlines()[-1]) - started, _processor() - before)


def _processor() -> float:
    """Seconds that the processes which this one started and saw end have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# --- what is started ----------------------------------------------------------------------------------


def _built() -> Path:
    """The site's package, as `zappa package` makes it."""
    run = {**os.environ, "DJANGO_SECRET_KEY": "any", "BUCKET_NAME": "any", "LOG_LEVEL": "WARNING"}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, env={**run, "STATIC_ROOT": "var/static/emulator"}, check=True)  # noqa: S603
    FOLDER.mkdir(parents=True, exist_ok=True)
    zappas = {"VIRTUAL_ENV": str(PYTHON.parent.parent), "AWS_DEFAULT_REGION": "us-east-1"}
    package = FOLDER / "site.zip"
    build = [str(PYTHON), "-m", "infrastructure.package", str(package), "emulator"]
    subprocess.run(build, env={**os.environ, **zappas}, check=True, stderr=subprocess.DEVNULL)  # noqa: S603
    return package


def _packed(name: str, wanted: list[str]) -> Path:
    """A folder with distributions of PyPI, compiled as the site's are."""
    raw, packed = FOLDER / f"{name}-installed", FOLDER / name
    if not packed.exists():
        install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--target", str(raw), *wanted]
        subprocess.run(install, check=True)  # noqa: S603
        found = {str(path.relative_to(raw)): path.read_bytes() for path in raw.rglob("*") if path.is_file()}
        files = {path: content for path, content in found.items() if not path.endswith(".pyc")}
        _write(packed, archive.compiled(files, with_source=set()))
    return packed


def _unpacked(package: Path) -> Path:
    folder = FOLDER / f"site-{package.stat().st_mtime_ns}"
    with zipfile.ZipFile(package) as files:
        files.extractall(folder)
    return folder


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@contextlib.contextmanager
def _tables() -> Iterator[dict[str, str]]:
    """The environment of a function whose tables are there, and empty."""
    with tempfile.TemporaryDirectory() as data, opened(Path(data)) as folder, engines(folder) as running:
        environment = {
            **running.environment,
            "PATH": os.defpath,
            "DJANGO_SECRET_KEY": "any",
            "LOG_LEVEL": "WARNING",
            "STATIC_ROOT": "static_root",
            "INSTANTIATE_LAMBDA_HANDLER_ON_IMPORT": "1",
        }
        create = [sys.executable, "manage.py", "create_tables"]
        subprocess.run(create, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        yield environment


if __name__ == "__main__":
    sys.exit(not main(*sys.argv[1:]))
