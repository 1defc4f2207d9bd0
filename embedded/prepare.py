"""`python -m embedded.prepare`: what a deployed site finds ready, made at every start."""

import gzip
import hashlib
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command

from embedded.provision import make_bucket

COMPRESSED = {".css", ".js", ".svg", ".json", ".html", ".map"}


def main() -> None:
    django.setup()
    make_bucket(settings.BUCKET_NAME, settings.SITE_ORIGINS)
    call_command("create_tables", verbosity=0)
    call_command("create_admin", username="admin")
    _break_leases()
    _collect_static(Path(settings.STATIC_ROOT))


def _break_leases() -> None:
    """The workers of an earlier start are dead: nobody else may use this folder, and ours do not run yet."""
    from galleries import services as galleries  # models read the settings, so Django comes first

    galleries.break_leases()


def _collect_static(root: Path) -> None:
    """Only when a source file has changed."""
    stamp, sources = root / ".sources", _sources()
    if stamp.exists() and stamp.read_text() == sources:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    for file in root.rglob("*"):
        if file.suffix in COMPRESSED:
            Path(f"{file}.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
    stamp.write_text(sources)


def _sources() -> str:
    files = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    described = sorted(f"{file} {Path(file).stat().st_mtime_ns}" for file in files)
    return hashlib.sha256("\n".join(described).encode()).hexdigest()


if __name__ == "__main__":
    try:
        main()
    except CommandError as error:  # its sentence is the last line of the log, which the supervisor shows
        sys.exit(str(error))
