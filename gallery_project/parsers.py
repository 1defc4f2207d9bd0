"""Reading JSON bodies: everything that the standard library accepts and DynamoDB or UTF-8 cannot hold is a 400."""

import json
import re
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework import parsers
from rest_framework.exceptions import ParseError

from gallery_project.errors import TooLarge

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
TOO_LARGE = (
    "The request is too large: up to {most} MB can be sent this way. Larger files go straight to the bucket: "
    "POST /api/photos, /api/items, /api/galleries?action=get_upload_urls or /api/v1/galleries/{{id}}/uploads "
    "answers a presigned URL."
)


def read_all(stream: IO[bytes], most: int) -> bytes:
    """The whole body. Raises TooLarge, naming the way that takes more, above `most` bytes."""
    body = stream.read(most + 1)
    if len(body) > most:
        raise too_large()
    return body


def too_large() -> TooLarge:
    return TooLarge(TOO_LARGE.format(most=settings.MAX_BODY_BYTES // 1024**2))


class JSONParser(parsers.JSONParser):
    """DRF's, which lets three things through that break later: lone surrogates, endless nesting and numbers."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        body = read_all(stream, settings.MAX_BODY_BYTES)
        try:
            parsed = json.loads(body, parse_constant=_refuse)
            if _SURROGATE.search(body):
                json.dumps(parsed, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise ParseError(f"This is not usable JSON: {str(error)[:200]}.") from None
        return parsed


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")
