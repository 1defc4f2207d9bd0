"""By what a photo is found, and by whom. Pure: from a photo and its gallery to rows of PhotoFacets.

A row's hash is `{audience}|{name}`. The audience `public` has rows only of what strangers may see, so nothing else
can show or take time there; a person's audience has all photos of that person. Those that need somebody's care are
found by whom their gallery belongs to, whoever uploaded them, and by the site's staff (`site`). Names are `all`,
`owner:`, `tag:`, `country:`, `year:` and `word:`; and for care `state:failed`, `trash:` and `file:`. `taken:` is a
`year:` of which strangers are not told. Rows of words lie together by the beginning of the word, each
word's newest first, those of files by their digest, those of the trash by when they came there. A photo in the trash
has no other rows.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import Any

from galleries.models import Gallery
from gallery_project.tables import can_be_id
from photos import words
from photos.keys import folded
from photos.models import Photo

PUBLIC = "public"
STAFF = "site"
_CARERS = "care:"
FAILED = "state:failed"
TRASH = "trash"
FILE = "file"
VERSION = 3  # of the rules here; grows when photos at rest lack rows that they are to have
MOST_WORDS = 150
LONGEST_VALUE = 200  # characters of a tag, country or owner; what is longer is cut
_FOR_STRANGERS_ONLY = ("all", "owner:")  # a person's own photos have an index of their own
_FOR_CARE = (FAILED, TRASH, FILE)
_FOR_OWNERS_ONLY = ("taken:",)
_NEWEST_FIRST = str.maketrans("0123456789", "9876543210")

Row = tuple[str, str]  # facet and entry


@dataclass(frozen=True)
class Facets:
    """Who finds a photo, by what."""

    audiences: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def __or__(self, other: "Facets") -> "Facets":
        return Facets(self.audiences | other.audiences, self.names | other.names)

    def answer(self, audience: str, names: Iterable[str]) -> bool:
        """Whether this audience finds it by all of these names."""
        known = {_asked_as(name) for name in self.names if _is_for(audience, name)}
        return audience in self.audiences and known.issuperset(names)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(name.removeprefix("word:") for name in self.names if name.startswith("word:"))

    def rows(self, photo: Photo) -> set[Row]:
        """What a photo with these facets has in the table."""
        pairs = ((audience, name) for audience in self.audiences for name in self.names if _is_for(audience, name))
        rows = (_row(audience, name, photo) for audience, name in pairs)
        return {row for row in rows if can_be_id(row[1])}


@dataclass(frozen=True)
class Kept:
    """What a photo's item says of its rows: there are none but these; all of them, once `as_of` says so."""

    facets: Facets = field(default_factory=Facets)
    as_of: int | None = None  # the gallery's revision for which they were all written; None meanwhile
    version: int = VERSION  # by whose rules

    def to_json(self) -> Any:
        return [sorted(self.facets.audiences), sorted(self.facets.names), self.as_of, self.version]


def kept(photo: Photo) -> Kept:
    if photo.facets is None:
        return Kept(version=0)
    audiences, names, as_of, *version = photo.facets
    return Kept(Facets(frozenset(audiences), frozenset(names)), as_of, *(version or [1]))


def is_outdated(photo: Photo) -> bool:
    """Whether its rows were written by older rules, if at all."""
    return kept(photo).version != VERSION


def of(photo: Photo, gallery: Gallery | None) -> Facets:
    """The facets that a photo is to have in this gallery; none at all while either is going or the gallery trashed."""
    if gallery is None or gallery.is_going or gallery.is_trashed or photo.is_going:
        return Facets()
    owner = photo.owner or gallery.owner
    carers = {STAFF, caring(gallery.owner)} if gallery.owner else {STAFF}
    if photo.is_trashed:
        return Facets(frozenset(carers), frozenset({f"{TRASH}:{photo.trashed_at}"}))
    audiences = {*carers, personal(owner)} if owner else carers
    if photo.counts and gallery.visibility == "public":
        audiences.add(PUBLIC)
    said = [("owner", owner), ("country", gallery.country), *(("tag", tag) for tag in _tags(photo))]
    said += [("year", str(year)) for year in gallery.years]
    said += [("year" if gallery.show_exif else "taken", _year_taken(photo))]
    names = {named(kind, value) for kind, value in said if value.strip()}
    return Facets(frozenset(audiences), frozenset({"all", *names, *_words(photo, gallery), *_cares(photo)}))


def _cares(photo: Photo) -> list[str]:
    """What it takes to find it among those that failed, or beside another photo of the same bytes."""
    if photo.status == "failed":
        return [] if photo.duplicate_of else [FAILED]
    return [f"{FILE}:{photo.sha256}"] if photo.is_ready and photo.sha256 else []


def personal(user_id: str) -> str:
    """The audience of one person, whatever characters the id has: never `public`, and without a `|`."""
    return f"by:{_digest(user_id)}"


def caring(owner_id: str) -> str:
    """The audience of whom galleries belong to, for what in them needs care."""
    return f"{_CARERS}{_digest(owner_id)}"


def _digest(user_id: str) -> str:
    return hashlib.sha256(user_id.encode()).hexdigest()[:32]


def named(kind: str, value: str) -> str:
    """The name of a facet; words of people are the same however they are written, ids are not."""
    return f"{kind}:{value if kind == 'owner' else folded(value)[:LONGEST_VALUE]}"


def hash_of(audience: str, name: str) -> str:
    """The partition in which the rows of this facet lie."""
    kind, _, value = name.partition(":")
    if kind in (FILE, TRASH):
        return f"{audience}|{kind}"
    return f"{audience}|word:{words.head(value)}" if kind == "word" else f"{audience}|{_asked_as(name)}"


def entry_of(photo: Photo, word: str = "") -> str:
    """Sorts the newest upload first; of several words in one partition, by word."""
    age = aged(photo.uploaded_at)
    return f"{word}#{age}#{photo.photo_id}" if word else f"{age}#{photo.photo_id}"


def aged(moment: str) -> str:
    """A moment as text (ISO 8601) so that the latest sorts first."""
    return moment[:40].translate(_NEWEST_FIRST)


def _is_for(audience: str, name: str) -> bool:
    if audience == STAFF or audience.startswith(_CARERS):
        return name.startswith(_FOR_CARE)
    others = _FOR_OWNERS_ONLY if audience == PUBLIC else _FOR_STRANGERS_ONLY
    return not name.startswith((*_FOR_CARE, *others))


def _asked_as(name: str) -> str:
    """The name by which people ask for it."""
    return f"year:{name.removeprefix('taken:')}" if name.startswith("taken:") else name


def _row(audience: str, name: str, photo: Photo) -> Row:
    kind, _, value = name.partition(":")
    if kind == FILE:
        return hash_of(audience, name), f"{value}#{photo.photo_id}"
    if kind == TRASH:
        return hash_of(audience, name), f"{aged(value)}#{photo.photo_id}"
    return hash_of(audience, name), entry_of(photo, value if kind == "word" else "")


def _year_taken(photo: Photo) -> str:
    year = (photo.taken_at or "")[:4]
    return year if year.isdecimal() else ""


def _tags(photo: Photo) -> list[str]:
    """As text: an older item may hold numbers."""
    return [str(tag) for tag in photo.tags or []]


def _words(photo: Photo, gallery: Gallery) -> set[str]:
    """What names the photo first, long texts last, so that these are what goes missing above the limit."""
    title = photo.title or photo.old_title or PurePosixPath(photo.filename).stem
    place = (gallery.name, gallery.continent, gallery.country, *map(str, gallery.years))
    texts = (title, *_tags(photo), *place, photo.description or "", gallery.description or "")
    distinct = dict.fromkeys(chain.from_iterable(map(words.of, texts)))
    return {f"word:{word}" for word in islice(distinct, MOST_WORDS)}
