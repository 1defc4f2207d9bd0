"""The WSGI application of the embedded site: static files, which CloudFront serves on AWS, and Django."""

from django.conf import settings
from whitenoise import WhiteNoise

from gallery_project.wsgi import application as gallery

HASHED = r"\.[0-9a-f]{12}\.[^/]+$"  # a name with its content's hash in it never changes its content


def _headers(headers: dict[str, str], path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


application = WhiteNoise(
    gallery,
    root=settings.STATIC_ROOT,
    prefix="static/",
    immutable_file_test=HASHED,
    add_headers_function=_headers,
)
