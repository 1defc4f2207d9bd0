"""The environment of everything that runs Django here."""

import os
import shlex
from collections.abc import Mapping
from urllib.parse import urlsplit

from embedded.engines import ROOT, Engines
from embedded.folder import Folder


def site_environment(engines: Engines, folder: Folder, url: str) -> dict[str, str]:
    """The user's own, so that settings like SITE_TITLE get through, with what must be local made local."""
    port = urlsplit(url).port
    return {
        **without_traces(os.environ),
        **engines.environment,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "gallery_project.settings",
        "DJANGO_SECRET_KEY": folder.secret("django-secret"),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_ORIGINS": f"{url},http://localhost:{port}",
        "STATIC_ROOT": str(folder.path / "static"),
        "SECURE": "false",
    }


def without_traces(environment: Mapping[str, str]) -> dict[str, str]:
    """Without another account, a proxy, a web server or a password that the user's shell knows."""
    foreign = ("AWS_", "CDN_", "GUNICORN_", "ADMIN_PASSWORD", "WEB_CONCURRENCY")
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith(foreign) and not name.lower().endswith("_proxy")
    }


def as_shell(environment: Mapping[str, str]) -> str:
    """For `. var/aws.env`, after which any AWS client finds the engines."""
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in environment.items())
