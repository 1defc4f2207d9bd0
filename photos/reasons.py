"""Why a file cannot be used, kept in English and shown in the language of whoever reads it later."""

import re
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

GONE = noop("The file is no longer in the bucket. Please upload it again.")
ATTEMPTS = noop("This file could not be worked through in several attempts.")
TOO_LARGE = noop("The file is too large: up to {most} MB can be used.")
TWIN = noop("This photo is already in the gallery, as “{name}”.")

_SENTENCES = (
    GONE,
    ATTEMPTS,
    TOO_LARGE,
    TWIN,
    # what photos.imaging says, which knows no languages
    noop("The file is damaged or was cut off while it was copied."),
    noop("The file hides more text than picture: save it again as a normal photo."),
    noop("The file is built to keep a computer busy: save the picture again as a normal JPEG."),
    noop("This is a raw or TIFF file: export it as JPEG and upload that."),
    noop("This is not a photo: the file holds {thing}."),
    noop("This is a kind of picture we cannot read ({thing}): save it as JPEG, PNG, WebP, AVIF or HEIC."),
    noop("This is not a photo we can read: send JPEG, PNG, WebP, AVIF, HEIC or GIF."),
    noop("The file is empty."),
    noop("The picture has {found} megapixels; the largest we can read has {most}."),
    noop("The picture has far more than {most} megapixels, our limit."),
    noop("The picture is too large for the memory we have."),
)
THINGS = (
    noop("a PDF document"),
    noop("a PostScript drawing"),
    noop("a ZIP archive or an office document"),
    noop("a video"),
    noop("a sound"),
    noop("an SVG drawing"),
    noop("a web page"),
    noop("plain text"),
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
