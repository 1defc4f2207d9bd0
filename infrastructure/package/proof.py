"""Run as `python -I -S proof.py FOLDER`: everything that the function may import, from the unpacked package alone.

What slimming took too much of shows here, with its traceback, and not months later in a log.
"""

import os
import sys

folder = sys.argv[1]
sys.path.insert(0, folder)
os.environ.update(
    {
        "DJANGO_SECRET_KEY": "proof",
        "BUCKET_NAME": "proof",
        "STATIC_ROOT": "static_root",
        "INSTANTIATE_LAMBDA_HANDLER_ON_IMPORT": "1",
        "LOG_LEVEL": "ERROR",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "proof",
        "AWS_SECRET_ACCESS_KEY": "proof",
    }
)

import importlib  # noqa: E402
import pkgutil  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

handler = importlib.import_module("handler")


def main() -> None:
    goes_on_with = kinds_of_jobs()
    every_module([name for name in os.listdir(folder) if (Path(folder) / name / "__init__.py").exists()])
    so(goes_on_with == kinds_of_jobs(), "going on with every kind of job")
    every_address(importlib.import_module("gallery_project.urls").urlpatterns)
    every_command()
    every_template()
    every_client()
    codecs()
    languages()
    pages()


def kinds_of_jobs() -> set[str]:
    """Those that whoever goes on with them knows; at first, before anything else was imported."""
    importlib.import_module("galleries.services.recovery")
    return {*importlib.import_module("galleries.jobs")._kinds}


def every_module(packages: list[str]) -> None:
    """Of the project, and what its services offer on demand (infrastructure.package.facades)."""
    for package in packages:
        for found in pkgutil.walk_packages([f"{folder}/{package}"], f"{package}."):
            module = importlib.import_module(found.name)
            for name in getattr(module, "_WHERE", ()):
                getattr(module, name)


def every_address(patterns: list[Any]) -> None:
    """With the view behind it, which is imported only now (gallery_project.lazy)."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            every_address(pattern.url_patterns)
        else:
            getattr(pattern.callback, "csrf_exempt", False)


def every_command() -> None:
    from django.core.management import get_commands, load_command_class

    for name, app in get_commands().items():
        if name not in ("spectacular", "test"):  # they write the API's description and run tests, from a checkout
            load_command_class(app, name)


def every_template() -> None:
    from django.template.loader import get_template
    from django.template.utils import get_app_template_dirs

    for root in [Path(folder) / "templates", *map(Path, get_app_template_dirs("templates"))]:
        for path in root.rglob("*.html"):
            get_template(str(path.relative_to(root)))


def every_client() -> None:
    import boto3

    from photos import storage

    session: Any = boto3.Session()
    for service in ("dynamodb", "s3", "sqs", "ssm"):
        session.client(service)
    storage.upload_form("key", "image/jpeg", 1)
    storage.original_url("key")


def so(is_true: object, what: str) -> None:
    if not is_true:
        sys.exit(f"{what} does not work in the package.")


def codecs() -> None:
    from PIL import features

    pi_heif: Any = importlib.import_module("pi_heif")

    for codec in ("jpg", "webp", "avif", "littlecms2"):
        so(features.check(codec), codec)
    so(pi_heif.libheif_info(), "HEIC")


def languages() -> None:
    from django.utils.translation import gettext, override

    with override("de"):
        so(gettext("Password") == "Passwort", "Django in German")
        so(gettext("Galleries") == "Galerien", "the site in German")


def pages() -> None:
    """A page without a table, through Zappa's handler as the HTTP API calls it."""
    event = {
        "version": "2.0",
        "rawPath": "/healthz",
        "rawQueryString": "",
        "headers": {"host": "localhost"},
        "requestContext": {"stage": "$default", "http": {"method": "GET"}},
    }
    so(handler.lambda_handler(event, None)["statusCode"] == 200, "a page")


main()
