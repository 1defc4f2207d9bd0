"""One gallery with a page of its photos, in the order that the reader chose."""

from dataclasses import dataclass, replace

from accounts.actors import Actor
from galleries import lookup
from galleries.models import Gallery
from gallery_project.pagination import Page
from gallery_project.tables import can_be_id
from gallery_project.together import read_together
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

    Two reads, whatever the gallery's size and the sort: the gallery, with the photo `at`, and one query. The query
    comes only when the gallery has said that the actor may see it, or its time would tell that there is such a gallery.
    Raises NotFound, Invalid.
    """
    photos.check_sort(sort)
    gallery, photo = _with_photo(actor, gallery_id, at)
    reads_all = actor.may_read(gallery.owner)
    asked, sort = sort, photos.possible_sort(gallery=gallery, sort=sort, reads_all=reads_all)
    behind = photos.cursor_behind(photo=photo, sort=sort, reads_all=reads_all) if photo and gallery.layout else ""
    if photo and behind:
        return _beginning_at(actor, gallery, photo, behind, size, sort)
    cursor = cursor if sort == asked else ""  # it leads through the sort that was asked for
    page = _page(actor, gallery, cursor, size, sort)
    return _both_ways(page, cursor, reads_all) if cursor and gallery.layout else page


def _with_photo(actor: Actor, gallery_id: str, photo_id: str) -> tuple[Gallery, Photo | None]:
    """The gallery, if the actor may see it, and with the same read its photo, whoever may see that."""
    if not (can_be_id(gallery_id) and can_be_id(photo_id)):
        return lookup.visible(actor, gallery_id), None
    found = read_together({Gallery: [(gallery_id,)], Photo: [(gallery_id, photo_id)]})
    return lookup.shown(actor, next(iter(found.of(Gallery)), None)), next(iter(found.of(Photo)), None)


def _page(actor: Actor, gallery: Gallery, cursor: str, size: int, sort: str) -> GalleryPage:
    page = photos.page(actor=actor, gallery=gallery, cursor=cursor, size=size, sort=sort)
    return GalleryPage(gallery, page, sort)


def _beginning_at(actor: Actor, gallery: Gallery, photo: Photo, behind: str, size: int, sort: str) -> GalleryPage:
    if _fits_a_page(gallery, actor.may_read(gallery.owner), size):
        return replace(_page(actor, gallery, "", size, sort), opened=photo.photo_id)
    rest = _page(actor, gallery, behind, size - 1, sort)
    page = Page([photo, *rest.photos.items], rest.photos.next_cursor)
    return replace(rest, photos=page, opened=photo.photo_id, earlier=f"{photos.BEFORE}{behind}")


def _fits_a_page(gallery: Gallery, reads_all: bool, size: int) -> bool:
    count = gallery.ready_count if reads_all else gallery.photo_count
    return count is not None and count <= size


def _both_ways(page: GalleryPage, cursor: str, reads_all: bool) -> GalleryPage:
    """A page that is not the first one with its ways back and on, from whichever side it was reached."""
    items, further = page.photos.items, page.photos.next_cursor
    if not items:
        return page
    before, behind = (photos.cursor_behind(photo=items[i], sort=page.sort, reads_all=reads_all) for i in (0, -1))
    if cursor.startswith(photos.BEFORE):
        return replace(page, photos=Page(items, behind), earlier=further)
    return replace(page, earlier=f"{photos.BEFORE}{before}")
