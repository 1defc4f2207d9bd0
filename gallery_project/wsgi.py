"""The WSGI application: gunicorn serves it locally, Zappa on Lambda."""

import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gallery_project.settings")
_django = get_wsgi_application()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Django, which knows no answer to a Content-Type that it cannot read; here such a header counts as none."""
    if not _is_readable(environ.get("CONTENT_TYPE", "")):
        environ["CONTENT_TYPE"] = ""
    return _django(environ, start_response)


def _is_readable(content_type: str) -> bool:
    """Whether its parameters can be parsed, and its charset turns any bytes into text ("rot13" does not)."""
    try:
        _, options = parse_header_parameters(content_type)
        b"\xff".decode(options.get("charset", "utf-8"), "replace")
    except (LookupError, TypeError, ValueError):
        return False
    return True
