"""Path segments that may hold any text of people, slashes too: a server undoes `%2F` before Django sees the path."""

from urllib.parse import unquote

_NOTHING = " "  # names are stored without spaces around them, so no name is a space


class AnyText:
    """“Bosnia/Herzegovina” <-> one segment, in which `/` and `%` are escaped once more."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        return unquote(value, errors="strict").strip()

    def to_url(self, value: str) -> str:
        return value.replace("%", "%25").replace("/", "%2F") or _NOTHING
