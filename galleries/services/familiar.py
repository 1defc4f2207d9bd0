"""Which galleries this process has shown lately, as anybody with their address sees them.

Only of these may photos be looked for before the gallery has said who may see it: of one that nobody may know of, that
would take longer than of one that does not exist, and ids of folders' galleries can be guessed.
"""

import time
from collections import OrderedDict

from galleries.models import Gallery

LASTS = 600  # seconds
_MOST = 10_000
_shown: OrderedDict[str, float] = OrderedDict()  # gallery id -> when it was shown last, by the monotonic clock


def is_familiar(gallery_id: str) -> bool:
    return time.monotonic() - _shown.get(gallery_id, float("-inf")) < LASTS


def note(gallery: Gallery) -> None:
    """It has been shown; a private one was so only to those who know of it."""
    forget(gallery.gallery_id)
    if gallery.visibility != "private":
        _shown[gallery.gallery_id] = time.monotonic()
    if len(_shown) > _MOST:
        _shown.popitem(last=False)


def forget(gallery_id: str) -> None:
    _shown.pop(gallery_id, None)
