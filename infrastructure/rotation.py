"""Changing keys. That of CloudFront is changed without an address of a picture that stops working meanwhile.

CloudFront takes both keys while both are there. Each call makes the next step, when it is due:

1. The other key is made, and CloudFront told of it.
2. The function signs with it; the old one is marked.
3. Two days later no address is left that the old one signed, and it goes.
"""

from datetime import UTC, datetime, timedelta

from infrastructure import aws, function, secrets, stack
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage

SIGNED_FOR = timedelta(days=2)  # photos.storage signs no longer
RETIRED = "retired"  # the tag of a key that signs no more: since when


def django(stage: Stage) -> str:
    """Everybody signs in again, and no reset link goes on working; answers in words."""
    secrets.renew(stage, secrets.DJANGO_SECRET)
    function.restart(stage)
    return "changed; everybody signs in again"


def edge(stage: Stage) -> str:
    """What CloudFront tells the function by; requests are refused until both know the new one. Answers in words."""
    secrets.renew(stage, secrets.EDGE_SECRET)
    stack.apply(stage)
    function.restart(stage)
    return "changed in CloudFront and the function"


def cdn(stage: Stage) -> str:
    """Make the next step; answers in words, with what comes next. Raises CannotDeploy when it is too early."""
    kept = secrets.read(stage)
    used = stack.key_in_use(stage, kept)
    other = next(slot for slot in secrets.SLOTS if slot != used)
    if secrets.key(other) not in kept:
        return _make(stage, other)
    retired = _retired_at(stage, other)
    return _drop(stage, other, retired) if retired else _switch(stage, used, other)


def _make(stage: Stage, slot: str) -> str:
    secrets.write(stage, secrets.key(slot), secrets.private_key())
    stack.apply(stage)
    return f"key {slot} is made and CloudFront knows it; run this again in ten minutes to sign with it"


def _switch(stage: Stage, used: str, other: str) -> str:
    # Marked first: a call that is cut off here is made again, and does not switch back.
    tags = [{"Key": RETIRED, "Value": datetime.now(UTC).isoformat(timespec="seconds")}]
    aws.client("ssm", stage).add_tags_to_resource(ResourceType="Parameter", ResourceId=_path(stage, used), Tags=tags)
    stack.apply(stage, CdnKeyInUse=other)
    function.configure(stage)
    return f"key {other} signs now; run this again after two days to drop key {used}"


def _drop(stage: Stage, slot: str, retired: datetime) -> str:
    until = retired + SIGNED_FOR
    if datetime.now(UTC) < until:
        raise CannotDeploy(f"Addresses that key {slot} signed may be in use until {until:%Y-%m-%d %H:%M} UTC.")
    stack.apply(stage, **{f"CdnKey{slot}": ""})
    secrets.remove(stage, secrets.key(slot))
    return f"key {slot} is gone, and only the new one left"


def _retired_at(stage: Stage, slot: str) -> datetime | None:
    client = aws.client("ssm", stage)
    tags = client.list_tags_for_resource(ResourceType="Parameter", ResourceId=_path(stage, slot))["TagList"]
    found = [each["Value"] for each in tags if each["Key"] == RETIRED]
    return datetime.fromisoformat(found[0]) if found else None


def _path(stage: Stage, slot: str) -> str:
    return stage.secrets_path + secrets.key(slot)


KEYS = {"django": django, "edge": edge, "cdn": cdn}
