"""What the work under way is about: ids that every line of the log carries, whoever writes it. Pure.

Only ids, never names, e-mail addresses, tokens or network addresses: whoever may read a log may not know those.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

# Paths hold ids that strangers make up; what could be a sentence, an address or a file's name is left out.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")

_known: ContextVar[Mapping[str, str]] = ContextVar("about", default=MappingProxyType({}))


@contextmanager
def work(**ids: str) -> Iterator[None]:
    """Around one piece of work: what is noted within it, at first these ids, is forgotten at its end."""
    token = _known.set(_known.get())
    try:
        note(**ids)
        yield
    finally:
        _known.reset(token)


def note(*, view: str = "", **ids: str) -> None:
    """From here on, the work is about these: requestId, userId, galleryId, photoId. What can be no id is left out.

    `view` is the name of what answers, our own word.
    """
    fit = {name: text for name, text in ids.items() if is_id(text)}
    _known.set({**_known.get(), **fit, **({"view": view} if view else {})})


def known() -> Mapping[str, str]:
    return _known.get()


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None
