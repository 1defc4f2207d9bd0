"""The site as the world sees it."""

import socket
from urllib.parse import urlsplit

from infrastructure import commands, stack
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage

EVENTS = 60  # seconds until an upload is a picture, at most
NEW_EVENTS = 600  # the same when the bucket has only just been told to report it, which S3 heeds minutes later


def url(stage: Stage) -> str:
    """Its address, without a slash at the end."""
    return stack.outputs(stage)["SiteUrl"].rstrip("/")


def smoke(stage: Stage, seconds: int = EVENTS) -> str:
    """Try it out through its own address; answers in words. Raises CannotDeploy with what does not work.

    `seconds`: until an upload must have become a picture.
    """
    _leads_to_us(stage)
    command = ["-m", "infrastructure.smoke", url(stage), str(seconds)]
    said = commands.django(stage, command, "The site does not work as it should")
    return ", ".join(said.split("\n")).strip(", ")


def _leads_to_us(stage: Stage) -> None:
    name, ours = urlsplit(url(stage)).hostname or "", stack.outputs(stage)["DistributionDomain"]
    try:
        socket.getaddrinfo(name, None)
    except OSError:
        wish = f"make it an alias (CNAME) of {ours} where its DNS is kept, then repeat the command"
        raise CannotDeploy(f"{name} leads nowhere yet: {wish}.") from None
