"""Which files of Zappa's zip the function needs: a list of what stays, and one of what goes from that."""

import re
from collections.abc import Iterable

PROJECT = {
    "accounts",
    "contracts",
    "galleries",
    "gallery_project",
    "locale",
    "photos",
    "ratings",
    "templates",
    "website",
}
ZAPPAS_OWN = {"handler.py", "zappa_settings.py", "django_zappa_app.py"}  # made by Zappa at the root of the zip
RUN_BY_HANDLER = {"zappa", "werkzeug", "markupsafe"}  # distributions besides those of requirements.txt
SERVICES = "dynamodb|s3|sqs|ssm"  # what the site calls

# What no request, event or command of the function ever opens; a path in the package matches from its start.
NEVER_USED = re.compile(
    "|".join(
        [
            r".*\.(pyi|pxd|h|c|po|md|rst|txt|typed)$",
            r".*\.dist-info/(?!METADATA$)",  # importlib.metadata reads the version there
            r".*/static/",  # CloudFront serves them from the static bucket
            r".*/tests/",
            r".*/locale/(?!en/|de/|__init__)",
            r"zappa/(?!(__init__|asgi|middleware|utilities|wsgi)\.py$)",  # the rest deploys
            r"werkzeug/(debug|middleware|serving|testapp)",
            rf"botocore/data/(?!({SERVICES})/|[^/]+$)",
            r"boto3/data/(?!s3/)|boto3/examples/|botocore/cacert.pem",  # certifi brings the newer one
            r"django/contrib/(flatpages|gis|postgres|redirects)/|django/contrib/admin(docs)?/templates/",
            r"django/contrib/[a-z]+/migrations/",
            r"django/db/backends/(mysql|oracle|postgresql|sqlite3)/",
            r"django/conf/(app|project)_template/",
            r"rest_framework/authtoken/",
            r"(cffi|pycparser)/",  # they build bindings; those that are built need only their _cffi_backend
            r"PIL/(_imagingft|_imagingtk|ImageQt|ImageTk)",  # nobody draws text
            r"pillow\.libs/lib(brotli|freetype|harfbuzz)",
            r"dateutil/zoneinfo/.*\.tar\.gz$",  # time zones; those of the system are used
            r"storages/backends/(?!__init__|s3)",
            r"yaml/(_yaml\.|cyaml)",  # PyYAML does without; only the API's description is written with it
            r"authlib/integrations/(?!base_client|django_client|requests_client|__init__)",
            r"(jsonschema|jsonschema_specifications|referencing|rpds|attr|attrs)/",  # `spectacular --validate`
        ]
    )
)


def needed(names: Iterable[str], records: dict[str, str], requirements: str) -> set[str]:
    """Of the zip's `names`, those that the function needs.

    `records`: the text of each `….dist-info/RECORD` by its path; `requirements`: that of requirements.txt.
    """
    distributions = RUN_BY_HANDLER | _pinned(requirements)
    installed: set[str] = set()
    for path, text in records.items():
        if _name(path.split("-")[0]) in distributions:
            installed.update(line.split(",")[0] for line in text.splitlines())
    return {name for name in names if (name in installed or _is_ours(name)) and not NEVER_USED.match(name)}


def _is_ours(name: str) -> bool:
    return name in ZAPPAS_OWN or ("/" in name and name.split("/")[0] in PROJECT)


def _pinned(requirements: str) -> set[str]:
    return {_name(found) for found in re.findall(r"^([\w.-]+)==", requirements, re.MULTILINE)}


def _name(distribution: str) -> str:
    """The form in which two spellings of a distribution's name are equal (packaging.python.org, "Names")."""
    return re.sub(r"[-_.]+", "-", distribution).lower()
