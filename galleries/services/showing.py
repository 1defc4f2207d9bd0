"""One gallery with a page of its photos, in the order that the reader chose."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries import lookup
from galleries.models import Gallery
from galleries.services import familiar
from gallery_project.errors import NotFound
from gallery_project.pagination import Page
from gallery_project.tables import can_be_id
from gallery_project.together import Found, read_together
from photos import services as photos
from photos.models import Photo
from photos.services import OWN_ORDER


@dataclass(frozen=True)
class GalleryPage:
    """A gallery with one page of its photos, in which sort they are, and at which photo it was asked to begin."""

    gallery: Gallery
    photos: Page[Photo]
    sort: str = OWN_ORDER
    opened: str = ""  # its id, if the reader may see it
    earlier: str = ""  # the cursor of the photos before these


def get(
    *,
    actor: Actor,
    gallery_id: str,
    cursor: str = "",
    size: int = photos.PAGE_SIZE,
    sort: str = OWN_ORDER,
    at: str = "",
) -> GalleryPage:
    """The gallery and the page of its photos at `cursor`, or that which begins with the photo `at`.

    A photo that the actor may not see is as if it had not been asked for. While the indexes do not know all photos of
    an older gallery, they are in the gallery's own order whatever was asked for.

    Two reads, whatever the gallery's size; in any but its own order one more for its photographer, with `at`, and for
    the first page of a gallery that this process has not shown lately. One read where there is nothing to see.
    Raises NotFound, Invalid.
    """
    photos.check_sort(sort)
    try:
        found = _found(actor, gallery_id, cursor, size, sort, at)
    except NotFound:
        familiar.forget(gallery_id)
        raise
    familiar.note(found.gallery)
    return found


def _found(actor: Actor, gallery_id: str, cursor: str, size: int, sort: str, at: str) -> GalleryPage:
    if at:
        return _beginning_at(actor, gallery_id, at, cursor, size, sort)
    if sort != OWN_ORDER and _may_look(actor, gallery_id, cursor):
        found = _together(actor, gallery_id, cursor, size, sort)
    else:
        found = _page(actor, lookup.visible(actor, gallery_id), cursor, size, sort)
    return _both_ways(actor, found, cursor) if cursor and found.gallery.layout else found


def _may_look(actor: Actor, gallery_id: str, cursor: str) -> bool:
    """Whether the photos may be looked for before the gallery: it is known who reads it, and that there is one.

    A cursor is sealed: who has one has seen the gallery.
    """
    if actor.may_read(actor.user_id) and not actor.is_staff:  # it takes the gallery to know if it is the actor's own
        return False
    return actor.may_read("") or bool(cursor.removeprefix(photos.BEFORE)) or familiar.is_familiar(gallery_id)


def _page(actor: Actor, gallery: Gallery, cursor: str, size: int, sort: str) -> GalleryPage:
    sort = photos.possible_sort(gallery=gallery, sort=sort, reads_all=actor.may_read(gallery.owner))
    page = photos.page(actor=actor, gallery=gallery, cursor=cursor, size=size, sort=sort)
    return GalleryPage(gallery, page, sort)


def _together(actor: Actor, gallery_id: str, cursor: str, size: int, sort: str) -> GalleryPage:
    """First the keys of the photos, then the photos in one read with their gallery, which says who may see them."""
    reads_all = actor.may_read("")
    keys = photos.sorted_keys(gallery_id=_checked(gallery_id), sort=sort, reads_all=reads_all, cursor=cursor, size=size)
    gallery, found = _read(actor, gallery_id, (photo.photo_id for photo in keys.items))
    if photos.possible_sort(gallery=gallery, sort=sort, reads_all=reads_all) != sort:
        return _page(actor, gallery, "", size, sort)
    items = photos.still_shown(keys.items, found.of(Photo), reads_all)
    return GalleryPage(gallery, Page(items, keys.next_cursor), sort)


def _beginning_at(actor: Actor, gallery_id: str, at: str, cursor: str, size: int, sort: str) -> GalleryPage:
    gallery, found = _read(actor, _checked(gallery_id), [at] if can_be_id(at) else [])
    reads_all = actor.may_read(gallery.owner)
    sort = photos.possible_sort(gallery=gallery, sort=sort, reads_all=reads_all)
    photo = next((photo for photo in found.of(Photo) if photos.is_shown(photo, reads_all)), None)
    behind = photos.cursor_behind(photo=photo, sort=sort, reads_all=reads_all) if photo and gallery.layout else ""
    if photo is None or not behind:
        return _page(actor, gallery, cursor, size, sort)
    if _fits_a_page(gallery, reads_all, size):
        return replace(_page(actor, gallery, "", size, sort), opened=photo.photo_id)
    rest = _page(actor, gallery, behind, size - 1, sort)
    page = Page([photo, *rest.photos.items], rest.photos.next_cursor)
    return GalleryPage(gallery, page, sort, opened=photo.photo_id, earlier=f"{photos.BEFORE}{behind}")


def _fits_a_page(gallery: Gallery, reads_all: bool, size: int) -> bool:
    count = gallery.ready_count if reads_all else gallery.photo_count
    return count is not None and count <= size


def _both_ways(actor: Actor, page: GalleryPage, cursor: str) -> GalleryPage:
    """A page that is not the first one with its ways back and on, from whichever side it was reached."""
    items, further, reads_all = page.photos.items, page.photos.next_cursor, actor.may_read(page.gallery.owner)
    if not items:
        return page
    before, behind = (photos.cursor_behind(photo=items[i], sort=page.sort, reads_all=reads_all) for i in (0, -1))
    if cursor.startswith(photos.BEFORE):
        return replace(page, photos=Page(items, behind), earlier=further)
    return replace(page, earlier=f"{photos.BEFORE}{before}")


def _read(actor: Actor, gallery_id: str, photo_ids: Iterable[str]) -> tuple[Gallery, Found]:
    """The gallery, if the actor may see it, and with the same read these photos of it."""
    found = read_together({Gallery: [(gallery_id,)], Photo: [(gallery_id, photo_id) for photo_id in photo_ids]})
    return lookup.shown(actor, next(iter(found.of(Gallery)), None)), found


def _checked(gallery_id: str) -> str:
    if not can_be_id(gallery_id):
        raise NotFound(_("There is no such gallery."))
    return gallery_id
