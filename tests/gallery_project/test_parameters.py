"""Secrets come from the Parameter Store; what the environment says comes first."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from gallery_project import parameters

REGION = "eu-west-1"


@pytest.fixture(autouse=True)
def _store(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    with mock_aws():
        store = boto3.client("ssm")
        for name, value in {
            "production/DJANGO_SECRET_KEY": "deep",
            "production/nested/EMAIL_URL": "deeper",
            "staging/DJANGO_SECRET_KEY": "other",
            **{f"production/N{number}": str(number) for number in range(12)},
        }.items():
            store.put_parameter(Name=f"/gallery/{name}", Value=value, Type="SecureString")
        yield


def test_success_all_of_one_stage_decrypted() -> None:
    found = parameters.beside({"SECRETS_PATH": "/gallery/production/", "N1": "mine"})
    assert (found["DJANGO_SECRET_KEY"], found["N1"], found["N11"]) == ("deep", "mine", "11")
    assert "EMAIL_URL" not in found
    assert len(found) == 14


def test_success_no_store_without_a_path() -> None:
    assert parameters.beside({"N1": "mine"}) == {"N1": "mine"}


def test_success_nothing_there() -> None:
    assert dict(parameters.beside({"SECRETS_PATH": "/gallery/dev/"})) == {"SECRETS_PATH": "/gallery/dev/"}
