"""The order in which galleries are shown."""

from collections.abc import Mapping
from functools import partial

from accounts.actors import Actor
from galleries.models import Gallery
from galleries.services.editing import Edit, change
from photos.services.ordering import Placed, attempt, check_places, collected


def place(*, actor: Actor, places: Mapping[str, float]) -> Placed:
    """Give galleries (by id) these places, any finite numbers; they are shown in ascending order.

    One that cannot be placed is reported and does not stop the others. Raises Invalid.
    """
    check_places(places)
    return collected([_try(actor, gallery_id, number) for gallery_id, number in places.items()])


def _try(actor: Actor, gallery_id: str, number: float) -> dict[str, str] | None:
    return attempt({"galleryId": gallery_id}, partial(change, actor, gallery_id, None, _placed(number)))


def _placed(number: float) -> Edit:
    def edit(gallery: Gallery) -> None:
        gallery.sort_order = number

    return edit
