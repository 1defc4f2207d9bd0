"""The stage's secrets in the Parameter Store: encrypted, made once, changed when asked to, read by the function."""

import secrets
from collections.abc import Callable

from botocore.exceptions import ClientError
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from infrastructure import aws
from infrastructure.stages import Stage

SLOTS = ("A", "B")
DJANGO_SECRET = "DJANGO_SECRET_KEY"  # noqa: S105 (a name)
EDGE_SECRET = "EDGE_SECRET"  # noqa: S105 (a name)
RSA_BITS = 2048  # what CloudFront takes


def make(stage: Stage) -> str:
    """Those that are missing; answers in words."""
    kept = read(stage)
    missing = {name: made for name, made in _FIRST.items() if name not in kept}
    if any(key(slot) in kept for slot in SLOTS):
        missing.pop(key("A"), None)  # it was changed for the other
    for name, made in missing.items():
        write(stage, name, made())
    return f"made {', '.join(sorted(missing))}" if missing else "all there"


def read(stage: Stage) -> dict[str, str]:
    """All of the stage by name, decrypted."""
    pages = aws.client("ssm", stage).get_paginator("get_parameters_by_path")
    found = pages.paginate(Path=stage.secrets_path, WithDecryption=True).search("Parameters[]")
    return {each["Name"].removeprefix(stage.secrets_path): each["Value"] for each in found}


def write(stage: Stage, name: str, value: str) -> None:
    """Keep a new secret; one that is there stays as it is, whoever made it at the same moment."""
    try:
        aws.client("ssm", stage).put_parameter(
            Name=stage.secrets_path + name,
            Value=value,
            Type="SecureString",
            Overwrite=False,
            # 4 kB and more is the paid tier; no secret of ours is that long.
            Tier="Standard",
        )
    except ClientError as error:
        if aws.code(error) != "ParameterAlreadyExists":
            raise


def renew(stage: Stage, name: str) -> None:
    """Put a new one in the place of an old one that is to be good for nothing any more."""
    path = stage.secrets_path + name
    aws.client("ssm", stage).put_parameter(Name=path, Value=_FIRST[name](), Type="SecureString", Overwrite=True)


def remove(stage: Stage, *names: str) -> None:
    """For good. At most ten go in one call."""
    paths = [stage.secrets_path + name for name in names]
    for start in range(0, len(paths), 10):
        aws.client("ssm", stage).delete_parameters(Names=paths[start : start + 10])


def key(slot: str) -> str:
    """The name under which the private key of CloudFront's slot A or B lies."""
    return f"CDN_PRIVATE_KEY_{slot}"


def private_key() -> str:
    """A new one in PEM, as botocore's CloudFront signer reads it."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return made.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def public_half(private: str) -> str:
    """In PEM, as CloudFront wants it."""
    loaded = serialization.load_pem_private_key(private.encode(), password=None)
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return loaded.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


_FIRST: dict[str, Callable[[], str]] = {  # what a new stage needs
    DJANGO_SECRET: lambda: secrets.token_urlsafe(48),
    EDGE_SECRET: lambda: secrets.token_urlsafe(32),
    key("A"): private_key,
}
