"""`python -m infrastructure COMMAND --stage STAGE`; the Makefile has a target for each command."""

import argparse
import os
import sys

from botocore.exceptions import BotoCoreError, ClientError

from infrastructure import aws, commands, deployment, emulator, logs, removal, rotation, stages, status, surroundings
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage

COMMANDS = {
    "deploy": "bring a stage about, or up to date",
    "update": "the same, for a stage that is deployed",
    "status": "how it is",
    "logs": "what the function logged",
    "rollback": "the function's code of the version before",
    "undeploy": "take the site down; with DELETE_DATA its data too",
    "rotate": "change a key; for that of CloudFront: the next step",
    "manage": "a command of manage.py, here, on the stage's tables and bucket",
    "stop-emulator": "end the emulator of AWS on this machine",
}


def main() -> None:
    options = _parser().parse_args()
    try:
        _run(options)
    except CannotDeploy as reason:
        sys.exit(str(reason))
    except ClientError as error:
        sys.exit(f"AWS refused {error.operation_name}: {aws.message(error)}.")
    except BotoCoreError as error:
        sys.exit(f"AWS cannot be reached: {error}")
    except KeyboardInterrupt:
        sys.exit("Interrupted. The same command can be repeated.")


def _run(options: argparse.Namespace) -> None:
    if options.command == "stop-emulator":
        print(emulator.stop())
        return
    stage = stages.read(options.stage)
    password = os.environ.get("ADMIN_PASSWORD", "")  # for this process alone: what it starts gets no more than it needs
    if stage.is_emulated and options.command == "deploy":
        emulator.start()
    surroundings.enter(stage)
    _command(stage, options, password)


def _command(stage: Stage, options: argparse.Namespace, password: str) -> None:
    match options.command:
        case "deploy":
            deployment.deploy(stage, password)
        case "update":
            deployment.update(stage)
        case "status":
            status.show(stage)
        case "logs":
            logs.show(stage, options.since)
        case "rollback":
            deployment.rollback(stage)
        case "undeploy":
            removal.undeploy(stage, options.delete_data)
        case "rotate":
            print(rotation.KEYS[options.key](stage))
        case "manage":
            sys.exit(commands.manage(stage, options.arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infrastructure", description=__doc__)
    each = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, words in COMMANDS.items():
        command = each.add_parser(name, help=words)
        if name != "stop-emulator":
            command.add_argument("--stage", required=True, help="of stages.toml")
        if name == "logs":
            command.add_argument("--since", default="10m", help="like 10m, 2h or 1d")
        if name == "rotate":
            command.add_argument("--key", required=True, choices=rotation.KEYS)
        if name == "manage":
            command.add_argument("arguments", nargs=argparse.REMAINDER)
        if name == "undeploy":
            command.add_argument("--delete-data", default="", metavar="STAGE", help="the stage's name once more")
    return parser


if __name__ == "__main__":
    main()
