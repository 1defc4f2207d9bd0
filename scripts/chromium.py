"""Prints the path of a Chromium for the browser tests, after installing one where that is possible."""

import os
import shutil
import subprocess
import sys

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)  # the first needs least
PACKAGES = ("chromium-headless-shell", "fonts-dejavu-core", "fonts-liberation")
HOW = "Browser tests need Chromium: install it (apt-get install chromium) or set CHROMIUM to its path."


def main() -> None:
    path = find() or (install() and find())
    if not path:
        sys.exit(HOW)
    print(path)


def find() -> str | None:
    """What CHROMIUM says, else the first of the usual names."""
    return shutil.which(os.environ.get("CHROMIUM", "")) or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> bool:
    """Where we may (root) and can (Debian, network); without fonts pages would be full of boxes."""
    if os.geteuid() or not shutil.which("apt-get"):
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES])
    return all(not subprocess.run(each, env=env, stdout=sys.stderr, check=False).returncode for each in commands)


if __name__ == "__main__":
    main()
