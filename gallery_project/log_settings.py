"""Where lines of the log go, and in which format."""

from typing import Any

# Their own lines say what ours say, or more than a log may know: zappa.wsgi writes addresses of visitors and paths.
_QUIET = {name: {"level": "WARNING"} for name in ("botocore", "boto3", "pynamodb", "PIL", "zappa.wsgi")}


def logging_settings(*, lines: str, level: str, stage: str, namespace: str) -> dict[str, Any]:
    """Django's LOGGING. It takes away the handler that Lambda gives the root, so that nothing is printed twice.

    `lines` is "line" or "json"; metrics are lines of the level INFO and written whatever the level is.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "gallery_project.logs.PlainLines"},
            "json": {"()": "gallery_project.logs.JSONLines", "stage": stage, "namespace": namespace},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": lines}},
        "loggers": {
            **_QUIET,
            "django.request": {"level": "ERROR"},  # what is a visitor's mistake is in the line of its request
            "gallery_project.metrics": {"level": "INFO" if namespace else level},
        },
        "root": {"handlers": ["stderr"], "level": level},
    }
