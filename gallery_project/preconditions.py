"""Versions over HTTP: an ETag names the revision of a thing, and If-Match asks for one before a change."""

import re

from rest_framework.request import Request

from gallery_project.errors import Stale

_TAG = re.compile(r'"(0|[1-9][0-9]{0,15})"')


def etag(revision: float) -> str:
    """The strong entity tag of a thing's revision."""
    return f'"{int(revision)}"'


def expected_revision(request: Request) -> int | None:
    """The revision that the client means to change; None when any will do: no If-Match, or `*`.

    Raises Stale for everything else that is no tag of ours, weak tags too: none of them can be the current one.
    """
    wish = request.headers.get("If-Match", "*").strip()
    if wish == "*":
        return None
    tag = _TAG.fullmatch(wish)
    if tag is None:
        raise Stale('If-Match names no version of this thing: send one ETag as it was received, like "3".')
    return int(tag[1])
