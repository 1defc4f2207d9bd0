"""Why a file cannot be used, kept in English and shown in the language of whoever reads it later."""

import re
from functools import lru_cache

from django.utils.translation import gettext, gettext_noop

GONE = gettext_noop("The file is no longer in the bucket. Please upload it again.")
ATTEMPTS = gettext_noop("This file could not be worked through in several attempts.")
TOO_LARGE = gettext_noop("The file is too large: up to {most} MB can be used.")
TWIN = gettext_noop("This photo is already in the gallery, as “{name}”.")

_SENTENCES = (
    GONE,
    ATTEMPTS,
    TOO_LARGE,
    TWIN,
    # what photos.imaging says, which knows no languages
    gettext_noop("The file is damaged or was cut off while it was copied."),
    gettext_noop("The file hides more text than picture: save it again as a normal photo."),
    gettext_noop("The file is built to keep a computer busy: save the picture again as a normal JPEG."),
    gettext_noop("This is a raw or TIFF file: export it as JPEG and upload that."),
    gettext_noop("This is not a photo: the file holds {thing}."),
    gettext_noop("This is a kind of picture we cannot read ({thing}): save it as JPEG, PNG, WebP, AVIF or HEIC."),
    gettext_noop("This is not a photo we can read: send JPEG, PNG, WebP, AVIF, HEIC or GIF."),
    gettext_noop("The file is empty."),
    gettext_noop("The picture has {found} megapixels; the largest we can read has {most}."),
    gettext_noop("The picture has far more than {most} megapixels, our limit."),
    gettext_noop("The picture is too large for the memory we have."),
)
THINGS = (
    gettext_noop("a PDF document"),
    gettext_noop("a PostScript drawing"),
    gettext_noop("a ZIP archive or an office document"),
    gettext_noop("a video"),
    gettext_noop("a sound"),
    gettext_noop("an SVG drawing"),
    gettext_noop("a web page"),
    gettext_noop("plain text"),
)


def shown(reason: str) -> str:
    """The reason in the language that is active; one that we do not know stays as it is."""
    for sentence in _SENTENCES:
        if found := _pattern(sentence).fullmatch(reason):
            values = {name: gettext(value) if value in THINGS else value for name, value in found.groupdict().items()}
            return gettext(sentence).format(**values)
    return reason


@lru_cache(maxsize=len(_SENTENCES))
def _pattern(sentence: str) -> re.Pattern[str]:
    """What the sentence is once its placeholders are filled."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*)", re.escape(sentence)), re.DOTALL)
