"""Path segments that may hold any text of people, slashes too: a server undoes `%2F` before Django sees the path.

What no table can have as a key is no address: nothing at all, and more than LONGEST bytes.
"""

from urllib.parse import unquote

LONGEST = 1000  # bytes; the keys of places end there, those of tags sooner
_NOTHING = " "  # an address that is none, for the name of nothing


class AnyText:
    """“Bosnia/Herzegovina” <-> one segment, in which `/` and `%` are escaped once more."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """Raises ValueError, for Django an address that does not fit, for what can be no name."""
        text = unquote(value, errors="strict").strip()
        if not 0 < len(text.encode()) <= LONGEST:
            raise ValueError
        return text

    def to_url(self, value: str) -> str:
        return value.replace("%", "%25").replace("/", "%2F") or _NOTHING
