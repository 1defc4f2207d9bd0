"""What can be asked for many photos at once, checked before the first of them is touched."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from django.utils.translation import gettext as _

from accounts.actors import Actor
from galleries import lookup as galleries
from galleries.models import Gallery
from gallery_project.errors import Invalid
from photos.services import naming, rotating
from photos.services.wording import Wording, cleaned

_WORDING = ("visibility", "location")
_MAY_BE_EMPTY = ("tags", "title")


class BulkChanges(TypedDict, total=False):
    """What is to change; what is not given stays.

    tags take the place of all tags, tags_add and tags_remove of none. title is a pattern, see photos.services.naming.
    shift: minutes by which the camera's clock was late. location: degrees, or no location, or again the file's.
    rotation: 90, 180 or 270 degrees clockwise. gallery_id: where they move to. restore: out of the trash, and nothing
    else with it; the id of a job where only that is meant which this job moved there.
    """

    tags_add: Sequence[str]
    tags_remove: Sequence[str]
    tags: Sequence[str]
    title: str
    shift: int
    location: tuple[float, float] | Literal["none", "file"]
    visibility: str
    rotation: int
    gallery_id: str
    trash: bool
    restore: bool | str


def checked(actor: Actor, gallery: Gallery, changes: BulkChanges) -> dict[str, Any]:
    """What is to be changed, as a job can hold it. Raises Invalid, NotFound, NotAllowed."""
    wanted: dict[str, Any] = {name: value for name, value in changes.items() if value or name in _MAY_BE_EMPTY}
    if not wanted or ("restore" in wanted and len(wanted) > 1):
        raise Invalid("changes", _("Say what is to change; out of the trash comes a photo as it is."))
    for name in {"tags", "tags_add", "tags_remove"} & wanted.keys():
        wanted[name] = cleaned({"tags": wanted[name]})["tags"]
    if "title" in wanted:
        wanted["title"] = naming.checked(wanted["title"])
    if "rotation" in wanted:
        rotating.check(wanted["rotation"])
    if "gallery_id" in wanted and galleries.managed(actor, wanted["gallery_id"]).gallery_id == gallery.gallery_id:
        raise Invalid("gallery_id", _("The photos are in this gallery already."))
    cleaned({"date_shift": wanted.get("shift"), **wording(wanted)})
    return wanted


def wording(wanted: Mapping[str, Any]) -> Wording:
    return {name: wanted[name] for name in _WORDING if name in wanted}  # type: ignore[return-value]
