"""Secrets that an operator keeps in the Parameter Store of AWS Systems Manager, beside the function's environment."""

from collections import ChainMap
from collections.abc import Mapping


def beside(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The environment, and behind it what lies decrypted under its SECRETS_PATH (`/gallery/production/`), if any.

    A parameter's last part is the variable's name; a variable of that name comes first. One call for every ten of them.
    """
    path = environment.get("SECRETS_PATH")
    return ChainMap(dict(environment), _under(path)) if path else environment


def _under(path: str) -> dict[str, str]:
    import boto3  # not before it is needed: every start of a program reads the settings
    from botocore.config import Config

    # The store answers 40 calls a second; where hundreds of functions start at once, the others wait their turn.
    sdk = Config(connect_timeout=3, read_timeout=5, retries={"max_attempts": 6, "mode": "standard"})
    pages = boto3.client("ssm", config=sdk).get_paginator("get_parameters_by_path")
    found = pages.paginate(Path=path, WithDecryption=True).search("Parameters[]")
    return {each["Name"].removeprefix(path): each["Value"] for each in found}
