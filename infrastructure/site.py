"""The site as the world sees it."""

import socket
from urllib.parse import urlsplit

from infrastructure import commands, stack
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage


def url(stage: Stage) -> str:
    """Its address, without a slash at the end."""
    return stack.outputs(stage)["SiteUrl"].rstrip("/")


def smoke(stage: Stage) -> str:
    """Try it out through its own address; answers in words. Raises CannotDeploy with what does not work."""
    _leads_to_us(stage)
    said = commands.django(stage, ["-m", "infrastructure.smoke", url(stage)], "The site does not work as it should")
    return ", ".join(said.split("\n")).strip(", ")


def _leads_to_us(stage: Stage) -> None:
    name, ours = urlsplit(url(stage)).hostname or "", stack.outputs(stage)["DistributionDomain"]
    try:
        socket.getaddrinfo(name, None)
    except OSError:
        wish = f"make it an alias (CNAME) of {ours} where its DNS is kept, then repeat the command"
        raise CannotDeploy(f"{name} leads nowhere yet: {wish}.") from None
