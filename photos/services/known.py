"""Which files a gallery has already, asked before a byte is sent. What is announced proves nothing: ingest decides."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries import lookup as galleries
from gallery_project import claims
from gallery_project.errors import Invalid
from photos.models import Photo

MOST_DIGESTS = 100
_SHA256 = re.compile(r"[0-9a-f]{64}")


def known(*, actor: Actor, gallery_id: str, digests: Sequence[str]) -> dict[str, Photo]:
    """Hex SHA-256 -> the gallery's ready or trashed photo with these bytes, for those that it has. Two batch reads.

    Raises Invalid for more than 100 or what is no digest; NotFound and NotAllowed to all who may not upload here.
    """
    gallery = galleries.managed(actor, gallery_id, "upload")
    if len(digests) > MOST_DIGESTS or not all(_SHA256.fullmatch(digest) for digest in digests):
        raise Invalid("sha256", _("Up to {most} SHA-256 digests in hex.").format(most=MOST_DIGESTS))
    names = {claims.photo_digest(gallery.gallery_id, digest): digest for digest in digests}
    holders = claims.held(names)
    found = Photo.batch_get([(gallery.gallery_id, holder) for holder in set(holders.values())], consistent_read=True)
    photos = {photo.photo_id: photo for photo in found if photo.is_ready or photo.is_trashed}
    named = {names[name]: photos[holder] for name, holder in holders.items() if holder in photos}
    return {digest: photo for digest, photo in named.items() if photo.sha256 == digest}
