"""The same done to many things: what cannot be done is said, and the others go on."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from gallery_project.errors import GalleryError
from gallery_project.threads import Threads

T = TypeVar("T")
log = logging.getLogger(__name__)


def try_each(do: Callable[[T], object], things: Sequence[T], at_once: int) -> list[str | None]:
    """Do it to each thing, so many at once, in threads that speak the caller's language.

    Returns None for each that is done, in their order, else one sentence that says why not. MemoryError is raised.
    """
    with Threads(at_once) as threads:
        return list(threads.map(partial(_attempt, do, get_language()), things))


def _attempt(do: Callable[[T], object], language: str | None, thing: T) -> str | None:
    try:
        with override(language):
            do(thing)
    except GalleryError as error:
        return str(error)
    except MemoryError:  # not this thing's fault
        raise
    except Exception:
        log.exception("Something that was to be done to many things failed for one")
        with override(language):
            return _("Something went wrong here. The site’s log says what.")
    return None
