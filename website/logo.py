"""The site's logo: a small picture beside or in place of its title."""

import hashlib
from typing import IO, BinaryIO, cast

from django.utils.translation import gettext as _

from accounts.actors import Actor
from gallery_project.errors import Invalid, NotFound
from gallery_project.tables import can_be_id, retrying
from photos import imaging
from website import site
from website.models import PARTITION, LogoItem

MOST_BYTES = 4 * 1024**2
_WIDEST = 640  # pixels; shown at half of that at most
_MOST_STORED = 300 * 1024  # bytes; an item of DynamoDB holds 400 KB


def set_logo(*, actor: Actor, file: IO[bytes] | None) -> site.Site:
    """Make this picture the logo, or show none. Raises NotAllowed, or Invalid for a file that will not do."""
    site.permit(actor)
    digest = _stored(_rendered(file)) if file else None
    retrying(lambda: site.write(None, {"logo": digest}))
    return site.current()


def get(digest: str) -> bytes:
    """A logo, WebP. Raises NotFound."""
    try:
        if can_be_id(digest):
            return bytes(LogoItem.get(PARTITION, f"LOGO#{digest}").body)
    except LogoItem.DoesNotExist:
        pass
    raise NotFound(_("There is no such logo."))


def _stored(made: imaging.Rendition) -> str:
    """Under a name of its bytes: pages that people still have open go on showing the logo they came with."""
    digest = hashlib.sha256(made.body).hexdigest()[:16]
    LogoItem(PARTITION, f"LOGO#{digest}", body=made.body, width=made.width, height=made.height).save()
    return digest


def _rendered(file: IO[bytes]) -> imaging.Rendition:
    if file.seek(0, 2) > MOST_BYTES:
        raise Invalid("file", _("Up to {most} MB.").format(most=MOST_BYTES // 1024**2))
    file.seek(0)
    try:
        renditions = imaging.render(cast(BinaryIO, file)).renditions
    except imaging.Unusable as error:
        raise Invalid("file", error.reason) from None
    made = [each for each in renditions if each.width <= _WIDEST][-1]  # narrowest first; the first is 320 at most
    if len(made.body) > _MOST_STORED:
        raise Invalid("file", _("This picture is too rich in detail for a logo."))
    return made
