"""Photo numbers: 1, 2, 3 … within a gallery, given once and never again, as the older gallery manager knows photos."""

from django.utils.translation import gettext as _
from pynamodb.expressions.update import Action

from galleries.models import Gallery
from gallery_project.errors import NotFound
from gallery_project.tables import Refused, conditional, retrying
from photos.models import Photo


def allot(gallery: Gallery, count: int) -> range:
    """`count` numbers that no other photo of the gallery has or gets. Raises NotFound once the gallery is going."""
    if count == 0:
        return range(0)
    if gallery.photo_seq is None:  # an older gallery, or one restored from the bucket
        highest = max((int(photo.photo_number or 0) for photo in Photo.query(gallery.gallery_id)), default=0)
        retrying(lambda: _write(gallery, Gallery.photo_seq.set(Gallery.photo_seq | highest)))
    last = retrying(lambda: _write(gallery, Gallery.photo_seq.add(count)))
    return range(last - count + 1, last + 1)


def _write(gallery: Gallery, action: Action) -> int:
    """The last number then, as this very write left it: others may use the same `gallery` in the same moment."""
    try:
        with conditional():
            answer = gallery.update([action], condition=Gallery.stays())
            return int(answer["Attributes"]["photoSeq"]["N"])
    except Refused:
        raise NotFound(_("There is no such gallery.")) from None
