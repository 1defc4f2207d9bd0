"""The site's own settings: read on every page, so each process keeps them for half a minute."""

import logging
import re
import time
from dataclasses import dataclass, replace
from threading import Lock
from typing import TypedDict, Unpack

from django.conf import settings
from django.utils.translation import gettext as _
from pynamodb.exceptions import PynamoDBException

from accounts.actors import Actor
from galleries.models import DOWNLOADS, VISIBILITIES
from gallery_project.errors import Invalid, NotAllowed, Stale
from gallery_project.tables import Contended, Refused, conditional, retrying
from website.models import PARTITION, SettingsItem

log = logging.getLogger(__name__)
KEPT_SECONDS = 30
_LONGEST = {"title": 80, "tagline": 200, "footer": 2000, "licence": 500}
_COLOUR = re.compile(r"#[0-9a-f]{6}")


class Fields(TypedDict, total=False):
    """What can be set; "" brings back what the site has of its own."""

    title: str
    tagline: str
    accent: str
    footer: str
    licence: str
    visibility: str
    show_exif: bool
    show_locations: bool
    downloads: str


@dataclass(frozen=True)
class Site:
    """The settings as they are, with what is true where nobody said anything."""

    title: str
    tagline: str = ""
    accent: str = ""
    footer: str = ""
    licence: str = ""
    visibility: str = "public"
    show_exif: bool = True
    show_locations: bool = False
    downloads: str = "none"
    logo: str = ""
    revision: int = 0


@dataclass
class _Kept:
    site: Site | None = None
    until: float = 0


_kept, _lock = _Kept(), Lock()


def current() -> Site:
    """The settings, at most half a minute old; no read while this process still has them.

    While DynamoDB does not answer they are the last ones that were known: the page of errors shows them too.
    """
    with _lock:
        if _kept.site is None or time.monotonic() > _kept.until:
            _kept.site, _kept.until = _read_or(_kept.site), time.monotonic() + KEPT_SECONDS
        return _kept.site


def _read_or(last: Site | None) -> Site:
    try:
        return read()
    except PynamoDBException:
        log.exception("The site’s settings could not be read")
        return last or Site(title=settings.SITE_TITLE, visibility="private")


def forget() -> None:
    """Let the next `current` read anew."""
    with _lock:
        _kept.site = None


def read() -> Site:
    """The settings as they are stored at this moment."""
    item = _item()
    said = {name: getattr(item, name) for name in Site.__dataclass_fields__}
    site = Site(title=settings.SITE_TITLE)
    return replace(site, **{name: value for name, value in said.items() if value is not None})


def update(*, actor: Actor, revision: int | None = None, **fields: Unpack[Fields]) -> Site:
    """Change what is given. With `revision` only if it is still the current one.

    Raises NotAllowed to all but administrators, Invalid, Stale.
    """
    permit(actor)
    values = {name: _checked(name, value) for name, value in fields.items()}
    retrying(lambda: write(revision, values))
    return current()


def permit(actor: Actor) -> None:
    """Raises NotAllowed to all but administrators, and to their tokens without `manage`."""
    if actor.role != "admin":
        raise NotAllowed(_("Only administrators change the site’s settings."))
    actor.need("manage")


def write(revision: int | None, values: dict[str, object]) -> None:
    """Store these settings, None for what is to be as it always was. Raises Stale, Contended."""
    item = _item()
    if revision is not None and revision != item.revision:
        raise Stale(_("Somebody changed the settings meanwhile. Load them again and repeat your change."))
    never = SettingsItem.pk.does_not_exist()
    actions = [getattr(SettingsItem, name).set(value) for name, value in values.items() if value is not None]
    actions += [getattr(SettingsItem, name).remove() for name, value in values.items() if value is None]
    try:
        with conditional():
            same = SettingsItem.revision == item.revision if item.revision else never
            item.update([*actions, SettingsItem.revision.set(item.revision + 1)], condition=same)
    except Refused as error:
        raise Contended from error
    forget()


def _item() -> SettingsItem:
    try:
        return SettingsItem.get(PARTITION, "SETTINGS", consistent_read=True)
    except SettingsItem.DoesNotExist:
        return SettingsItem(PARTITION, "SETTINGS")


def _checked(name: str, value: object) -> object:
    """What is stored of this value. Raises Invalid."""
    if isinstance(value, bool):
        return value
    text = str(value).strip()
    most = _LONGEST.get(name, 80)
    if len(text) > most:
        raise Invalid(name, _("At most {most} characters.").format(most=most))
    if name == "accent" and text and not _COLOUR.fullmatch(text.lower()):
        raise Invalid(name, _("A colour is written like #235a54."))
    allowed = {"visibility": VISIBILITIES, "downloads": DOWNLOADS}.get(name)
    if allowed and text not in ("", *allowed):
        raise Invalid(name, _("One of {choices}.").format(choices=", ".join(allowed)))
    return text or None
