"""`.venv-lambda/bin/python -m infrastructure.package OUT.zip [STAGE]`: the package alone, without any AWS account."""

import sys
from pathlib import Path

from zappa.cli import ZappaCLI

import zappa_hooks


def main(target: str, stage: str = "production") -> None:
    """Make the package as `zappa package` does, but ask no stack: it then knows no queue and no bucket."""
    cli = ZappaCLI()
    cli.api_stage, cli.load_credentials = stage, False
    cli.load_settings()
    cli.create_package(output=target)
    zappa_hooks.slim(cli)
    print(f"{target}: {Path(target).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
