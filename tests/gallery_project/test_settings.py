"""A wrong environment stops the start with the variable's name."""

import os
import subprocess
import sys

import pytest


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    code = "import django; django.setup(); from django.conf import settings; print(settings.RENDITION_FORMATS)"
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "gallery_project.settings", **variables}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)


GOOD = {"DJANGO_SECRET_KEY": "x", "BUCKET_NAME": "b"}


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"BUCKET_NAME": "b"}, "DJANGO_SECRET_KEY"),
        ({"DJANGO_SECRET_KEY": "x"}, "BUCKET_NAME"),
        ({**GOOD, "MAX_PHOTO_BYTES": "many"}, "MAX_PHOTO_BYTES"),
        ({**GOOD, "DEBUG": "maybe"}, "DEBUG"),
        ({**GOOD, "RENDITION_FORMATS": "webp,jpg"}, "RENDITION_FORMATS"),
        ({**GOOD, "CDN_DOMAIN": "cdn.example.org"}, "CDN_KEY_ID, CDN_PRIVATE_KEY"),
    ],
)
def test_fail_names_the_variable(variables: dict[str, str], named: str) -> None:
    answer = start(**variables)
    assert answer.returncode != 0
    assert named in answer.stderr.splitlines()[-1]


@pytest.mark.parametrize("formats", ["avif", "webp,avif", "avif,webp"])
def test_success_webp_is_always_made(formats: str) -> None:
    assert start(**GOOD, RENDITION_FORMATS=formats).stdout == "('webp', 'avif')\n"
