"""A wrong environment stops the start with the variable's name."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORMATS = "from django.conf import settings; print(settings.RENDITION_FORMATS)"
ORIGINS = """
from django.conf import settings
from photos import multipart, storage
print(settings.BUCKET_ORIGIN)
print(storage.upload_form("k", "image/jpeg", 5)[0])
print(multipart.part_url("k", "u", 1))
print(storage.media_urls("g")("k"))
"""


def start(program: str = FORMATS, **variables: str) -> subprocess.CompletedProcess[str]:
    code = f"import django; django.setup()\n{program}"
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "gallery_project.settings", **variables}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)


GOOD = {"DJANGO_SECRET_KEY": "x", "BUCKET_NAME": "photo-bucket"}


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"BUCKET_NAME": "photo-bucket"}, "DJANGO_SECRET_KEY"),
        ({"DJANGO_SECRET_KEY": "x"}, "BUCKET_NAME"),
        ({**GOOD, "MAX_PHOTO_BYTES": "many"}, "MAX_PHOTO_BYTES"),
        ({**GOOD, "DEBUG": "maybe"}, "DEBUG"),
        ({**GOOD, "RENDITION_FORMATS": "webp,jpg"}, "RENDITION_FORMATS"),
        ({**GOOD, "CDN_DOMAIN": "cdn.example.org"}, "CDN_KEY_ID, CDN_PRIVATE_KEY"),
        ({**GOOD, "OIDC_ISSUER": "https://id.example.org"}, "OIDC_CLIENT_ID, OIDC_CLIENT_SECRET"),
        ({**GOOD, "OIDC_NEW_USERS": "admin"}, "OIDC_NEW_USERS"),
    ],
)
def test_fail_names_the_variable(variables: dict[str, str], named: str) -> None:
    answer = start(**variables)
    assert answer.returncode != 0
    assert named in answer.stderr.splitlines()[-1]


@pytest.mark.parametrize("formats", ["avif", "webp,avif", "avif,webp"])
def test_success_webp_is_always_made(formats: str) -> None:
    assert start(**GOOD, RENDITION_FORMATS=formats).stdout == "('webp', 'avif')\n"


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1"])
def test_success_pages_may_reach_the_bucket_that_links_are_signed_for(region: str) -> None:
    keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": region}
    origin, *links = start(ORIGINS, **GOOD, **keys).stdout.splitlines()
    assert len(links) == 3
    assert all(link.startswith(f"{origin}/") for link in links)


def test_success_pictures_of_older_items_may_lie_elsewhere() -> None:
    program = "from django.conf import settings; print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    assert "https://older.example" not in start(program, **GOOD).stdout
    wider = start(program, **GOOD, LEGACY_MEDIA_ORIGINS="https://older.example,https://cdn.older.example")
    assert "'https://older.example', 'https://cdn.older.example'" in wider.stdout


def test_success_every_variable_is_documented() -> None:
    source = (ROOT / "gallery_project" / "settings.py").read_text()
    read = {name for call in re.findall(r"env\.\w+\(([^)]*)", source) for name in re.findall(r'"([A-Z][A-Z_]+)"', call)}
    documented = set(re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text()))
    assert read
    assert read - documented == set()
