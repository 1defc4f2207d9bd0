"""Titles made from a pattern: "Ring road {n:03}" -> "Ring road 001", "Ring road 002"."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from string import Formatter

from django.utils.translation import gettext as _

from galleries.models import Gallery
from gallery_project.errors import Invalid
from photos.models import Photo

PLACEHOLDERS = ("n", "filename", "title", "date", "gallery")
LONGEST = 300  # characters of a title
_MOST_DIGITS = 9


def checked(pattern: str) -> str:
    """The pattern, trimmed. Raises Invalid, in words, for what is none."""
    trimmed = pattern.strip()
    if len(trimmed) > LONGEST:
        raise Invalid("title", _("At most {most} characters.").format(most=LONGEST))
    for _literal, name, form, conversion in _parsed(trimmed):
        if name is not None:
            _check(name, form or "", conversion)
    return trimmed


def filled(pattern: str, *, photo: Photo, gallery: Gallery, number: int) -> str:
    """The title that a checked pattern gives this photo.

    {n} is its number, {n:03} the same in three digits; {filename} comes without its extension, {title} is the title so
    far, {date} the day on which it was taken (2024-05-17; "" when nobody knows), {gallery} its gallery's name.
    """
    values = {
        "filename": PurePosixPath(photo.filename).stem,
        "title": photo.shown_title,
        "date": (photo.taken_at or "")[:10],
        "gallery": gallery.name,
    }
    parts = [literal + _value(name, form, number, values) for literal, name, form, _none in _parsed(pattern)]
    return "".join(parts).strip()[:LONGEST]


def _parsed(pattern: str) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    try:
        yield from Formatter().parse(pattern)
    except ValueError:
        raise Invalid("title", _("Each { needs its }. To write a brace itself, write it twice.")) from None


def _check(name: str, form: str, conversion: str | None) -> None:
    if name not in PLACEHOLDERS:
        names = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
        unknown = _("There is no placeholder {name}. These are known: {names}.")
        raise Invalid("title", unknown.format(name=f"{{{name[:30]}}}", names=names))
    is_number = name == "n" and (not form or (form.isdecimal() and int(form) <= _MOST_DIGITS))
    if conversion or (form and not is_number):
        raise Invalid("title", _("Only {n} can be told its digits, as in {n:03}."))


def _value(name: str | None, form: str | None, number: int, values: dict[str, str]) -> str:
    if name is None:
        return ""
    return format(number, form or "") if name == "n" else values[name]
