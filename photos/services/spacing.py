"""Numbers for places in a gallery's order: room for some photos behind another one, with as few writes as can be.

Places are floats. Where two neighbours touch, so that none fits between them, a window of photos around them is spread
anew, four times as many if even these lie too close, and the whole gallery at worst.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import islice

from django.utils.translation import gettext as _

from gallery_project.errors import Invalid
from photos import lookup
from photos.models import Photo

_GAP = 1.0  # between photos at either end, where there is room without end
_PAGE = 16  # photos that are read beyond those that move
_WINDOW = 32  # photos on either side that move along, if any have to
_SPARE = 1024  # so many floats are to be left between two photos that were spread anew: ten more drags


def fitting(gallery_id: str, moving: Sequence[str], after: str | None) -> dict[str, float]:
    """Photo -> its new place, so that these come behind `after` in this order, or first; nothing when they do so.

    Reads no more than the neighbours, through an index that may lag by a moment. Raises Invalid when `after` has no
    place in the order of this gallery.
    """
    left, right = _sides(gallery_id, after, len(moving) + _PAGE)
    if [photo.photo_id for photo in right.first(len(moving))] == list(moving):
        return {}
    for side in (left, right):
        side.without = set(moving)
    window = 0
    while (run := _spread(left.first(window + 1), moving, right.first(window + 1), window)) is None:
        window = max(_WINDOW, 4 * window)
    return run


def renumbered(gallery_id: str) -> dict[str, float]:
    """A place for each photo of the gallery: 1, 2, 3 … Only those are named whose place changes."""
    found = enumerate(Photo.by_order.query(gallery_id), start=1)
    return {photo.photo_id: number * _GAP for number, photo in found if photo.sort_order != number * _GAP}


class _Side:
    """The photos on one side of a place, the nearest first; read only as far as they are asked for."""

    def __init__(self, photos: Iterator[Photo]) -> None:
        self._photos = photos
        self._read: list[Photo] = []
        self.without: set[str] = set()

    def first(self, count: int) -> list[Photo]:
        """The `count` nearest, or all when there are fewer."""
        while len(found := [each for each in self._read if each.photo_id not in self.without]) < count:
            more = list(islice(self._photos, count + len(self.without) - len(found)))
            if not more:
                break
            self._read += more
        return found[:count]


def _sides(gallery_id: str, after: str | None, page: int) -> tuple[_Side, _Side]:
    """What stands before the place, `after` first, and what stands behind it; `page` photos by one query."""
    if after is None:
        return _Side(iter(())), _Side(iter(Photo.by_order.query(gallery_id, page_size=page)))
    anchor = lookup.read(gallery_id, after)
    if anchor is None or anchor.sort_order is None:
        raise Invalid("after", _("There is no such photo in this gallery."))
    ahead = iter(Photo.by_order.query(gallery_id, Photo.sort_order >= anchor.sort_order, page_size=page))
    level = []  # of photos with the same place, those that come first are on the left
    for photo in ahead:
        if photo.photo_id == after:
            break
        level.append(photo)
    lower = Photo.sort_order < anchor.sort_order
    behind = Photo.by_order.query(gallery_id, lower, scan_index_forward=False, page_size=page)
    return _Side(_chained([anchor, *reversed(level)], behind)), _Side(ahead)


def _chained(first: Sequence[Photo], rest: Iterator[Photo]) -> Iterator[Photo]:
    yield from first
    yield from rest


def _spread(
    left: Sequence[Photo], moving: Sequence[str], right: Sequence[Photo], window: int
) -> dict[str, float] | None:
    """New places for `moving` and `window` photos on either side of them; None when they do not fit in there."""
    low = left[window].sort_order if len(left) > window else None
    high = right[window].sort_order if len(right) > window else None
    held = {photo.photo_id: photo.sort_order for photo in [*left[:window], *right[:window]]}
    names = [*(photo.photo_id for photo in reversed(left[:window])), *moving]
    names += [photo.photo_id for photo in right[:window]]
    numbers = _between(low, high, len(names))
    if not _fits(low, numbers, high, _SPARE if window else 1):
        return None
    return {name: number for name, number in zip(names, numbers, strict=True) if held.get(name) != number}


def _between(low: float | None, high: float | None, count: int) -> list[float]:
    if low is None or high is None:
        first = (low or 0) + _GAP if high is None else high - count * _GAP
        return [first + number * _GAP for number in range(count)]
    step = (high - low) / (count + 1)
    return [low + number * step for number in range(1, count + 1)]


def _fits(low: float | None, numbers: Sequence[float], high: float | None, spare: int) -> bool:
    """Whether each is above the one before by as many floats as are to be spared."""
    fence = [number for number in (low, *numbers, high) if number is not None]
    least = spare * math.ulp(max(map(abs, fence)))
    return all(upper - lower >= least for lower, upper in zip(fence, fence[1:], strict=False))
