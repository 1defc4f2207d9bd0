"""A photographer's view of one gallery: its ready photos in order, all or some of them, and steps in that order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project.errors import Invalid
from gallery_project.pagination import Page
from photos import lookup
from photos.models import Photo
from photos.services import browsing, naming, ordering

GRID_SIZE = 96
_CHUNK = 480  # photos that one query reads where only some are shown
_EXAMPLES = 3
_ROUNDS = 12  # such queries for one page; then the reader decides whether to look on

STEPS = ("earlier", "later", "start", "end")
SHOWS: dict[str, Callable[[Photo], bool]] = {
    "private": lambda photo: photo.visibility == "private",
    "untitled": lambda photo: not (photo.title or photo.old_title),
}


@dataclass(frozen=True)
class Grid:
    """A page of a gallery's photos; `before` is the id of the photo ahead of the first one, "" where nobody asked."""

    gallery: Gallery
    photos: Page[Photo]
    before: str = ""


def grid(*, actor: Actor, gallery_id: str, show: str = "all", cursor: str = "", at: str = "") -> Grid:
    """A page of the gallery's ready photos, private ones too; with `show` only those that it names.

    All of them can begin `at` a photo; one that is not there begins at the start. A page of some may be empty although
    there is a next one. Raises NotFound, NotAllowed, Invalid.
    """
    gallery = galleries.managed(actor, gallery_id)
    if show not in ("all", *SHOWS):
        raise Invalid("show", _("One of {choices}.").format(choices=", ".join(["all", *SHOWS])))
    if show != "all":
        return Grid(gallery, _some(actor, gallery, SHOWS[show], cursor))
    before = _ahead_of(actor, gallery, at) if at else None
    if before:
        cursor = browsing.cursor_behind(photo=before, sort=browsing.OWN_ORDER, reads_all=True)
    page = browsing.page(actor=actor, gallery=gallery, cursor=cursor, size=GRID_SIZE)
    return Grid(gallery, page, before.photo_id if before else "")


def _ahead_of(actor: Actor, gallery: Gallery, photo_id: str) -> Photo | None:
    photo = lookup.read(gallery.gallery_id, photo_id)
    return browsing.neighbours(actor=actor, photo=photo, gallery=gallery)[0] if photo else None


def _some(actor: Actor, gallery: Gallery, fits: Callable[[Photo], bool], cursor: str) -> Page[Photo]:
    found: list[Photo] = []
    for _round in range(_ROUNDS):
        page = browsing.page(actor=actor, gallery=gallery, cursor=cursor, size=_CHUNK)
        found += filter(fits, page.items)
        cursor = page.next_cursor
        if not cursor or len(found) >= GRID_SIZE:
            break
    return Page(found, cursor)


def step(*, actor: Actor, photo_id: str, where: str) -> Photo:
    """Move a ready photo one place earlier or later in its gallery, to the start or to the end.

    Raises NotFound, NotAllowed, Invalid.
    """
    if where not in STEPS:
        raise Invalid("where", _("One of {choices}.").format(choices=", ".join(STEPS)))
    photo, _gallery = lookup.managed(actor, photo_id)
    passed = [] if where == "start" else _passed(photo, where)
    after = passed[-1].photo_id if passed else None
    if after is None and where in ("later", "end"):  # it is the last one already
        return photo
    return ordering.move(actor=actor, photo_id=photo_id, after=after)


def _passed(photo: Photo, where: str) -> list[Photo]:
    """The last of these is what the photo is to stand behind; for `earlier` none when it comes first."""
    order, place = Photo.sort_order, photo.sort_order or 0
    if where == "earlier":
        return list(Photo.by_order.query(photo.gallery_id, order < place, limit=2, scan_index_forward=False))[1:]
    if where == "later":
        return list(Photo.by_order.query(photo.gallery_id, order > place, limit=1))
    return list(Photo.by_order.query(photo.gallery_id, order > place, limit=1, scan_index_forward=False))


def examples(*, actor: Actor, gallery_id: str, photo_ids: Sequence[str], pattern: str) -> list[str]:
    """The titles that a pattern gives the first three of these photos, or of the gallery when none are named.

    Raises Invalid for what is no pattern, NotFound, NotAllowed.
    """
    gallery, checked = galleries.managed(actor, gallery_id), naming.checked(pattern)
    if photo_ids:
        first = [photo for each in photo_ids[:_EXAMPLES] if (photo := lookup.read(gallery_id, each))]
    else:
        first = browsing.page(actor=actor, gallery=gallery, size=_EXAMPLES).items
    return [naming.filled(checked, photo=photo, gallery=gallery, number=at) for at, photo in enumerate(first, start=1)]
