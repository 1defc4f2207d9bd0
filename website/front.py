"""What the front page says of the whole site: counts by place and year, the newest and best rated photos, tags.

It is kept in one item, made anew by queries of indexes when somebody lets strangers see other galleries, and by
`reconcile`. It is a hint, as rows of PhotoFacets are: pages ask each photo and gallery before they show it.
"""

import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial

from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from accounts.actors import STRANGER
from galleries import lookup
from galleries.models import Gallery
from gallery_project.tables import Refused, can_be_id, conditional, retrying, transact
from gallery_project.together import read_together
from photos import services as photos
from photos.keys import folded
from website.models import PARTITION, FrontItem, YearItem

MOST_PHOTOS = 24  # of the newest and of the best rated: with their galleries, one BatchGetItem
MOST_TAGS = 40
MOST_OF_YEAR = 5000  # galleries: an item holds 400 kB
LASTS = 300  # seconds
_LOOKED_AT = 500  # photos, for their tags
_YEAR = "YEAR#"
_AT_ONCE = 10  # items of years in one transaction, which holds 4 MB

Key = tuple[str, str]  # gallery id, photo id


@dataclass(frozen=True)
class Place:
    """How many public galleries there are in a country, by its English name."""

    continent: str
    country: str
    galleries: int


@dataclass(frozen=True)
class Summary:
    """Only of public galleries, and of public photos in them."""

    places: list[Place] = field(default_factory=list)  # by continent and country
    years: dict[int, int] = field(default_factory=dict)  # year -> galleries, the latest first
    newest: list[Key] = field(default_factory=list)
    top: list[Key] = field(default_factory=list)
    tags: list[tuple[str, int]] = field(default_factory=list)  # with their number of photos, by name


@dataclass(frozen=True)
class OfYear:
    """Some public galleries of a year in their order, whether more follow, and all years with their galleries."""

    galleries: list[Gallery]
    has_more: bool
    years: dict[int, int]


def read() -> Summary:
    """The summary as it was last made; one read."""
    return _summary(_item())


def _summary(item: FrontItem) -> Summary:
    kept = item.summary
    if not kept:
        return Summary()
    return Summary(
        [Place(**place) for place in kept["places"]],
        {int(year): count for year, count in kept["years"].items()},
        [(gallery_id, photo_id) for gallery_id, photo_id in kept["newest"]],
        [(gallery_id, photo_id) for gallery_id, photo_id in kept["top"]],
        [(tag, count) for tag, count in kept["tags"]],
    )


def of_year(year: int, start: int, size: int) -> OfYear:
    """The galleries of a year from the `start`-th on. Two reads."""
    ids, years = _year(f"{_YEAR}{year}")
    found = read_together({Gallery: [(gallery_id,) for gallery_id in ids[start : start + size]]}).of(Gallery)
    shown = [gallery for gallery in found if gallery.visibility == "public" and year in gallery.years]
    return OfYear(sorted(shown, key=_order), len(ids) > start + size, years)


def _year(key: str) -> tuple[list[str], dict[int, int]]:
    """The ids of a year's galleries, and the years of the summary; one read."""
    if not can_be_id(key):
        return [], {}
    kept = read_together({YearItem: [(PARTITION, key)], FrontItem: [(PARTITION, "FRONT")]})
    ids: list[str] = next((item.galleries for item in kept.of(YearItem) if item.sk == key), [])
    return ids, next((_summary(item).years for item in kept.of(FrontItem) if item.sk == "FRONT"), {})


def follow(gallery_id: str, at_once: bool) -> None:
    """Make the summary anew after an edit of this gallery.

    Unless `at_once`, the next `refresh_if_stale` does it, once for any number of edits.
    """
    retrying(_count_change)
    if at_once:
        refresh(gallery_id)


def _count_change() -> None:
    with conditional():
        FrontItem(PARTITION, "FRONT").update([FrontItem.changes.add(1)])


def refresh(edited: str = "") -> None:
    """Make the summary anew. The gallery just edited, which the index may not know yet as it is, is asked itself."""
    item = _item()
    found = [gallery for gallery in Gallery.by_shelf.query("public") if gallery.gallery_id != edited]
    gallery = lookup.find(edited)
    ordered = sorted([*found, gallery] if gallery and gallery.visibility == "public" else found, key=_order)
    summary = _made(ordered)
    with suppress(Refused):  # a later edit makes it anew by itself
        _write_years(ordered, _same(item))
        retrying(lambda: _write(item, summary))


def _same(item: FrontItem) -> Condition:
    """The condition that there was no edit since the item was read."""
    same: Condition = FrontItem.changes.does_not_exist() | (FrontItem.changes == item.changes)
    return same


def _write(item: FrontItem, summary: Summary) -> None:
    made = [FrontItem.made_at.set(int(time.time())), FrontItem.made_for.set(item.changes)]
    with conditional():
        item.update([FrontItem.summary.set(asdict(summary)), *made], condition=_same(item))


def refresh_if_stale() -> bool:
    """Make the summary anew if it is five minutes old, an edit was not followed or there is a newer photo."""
    item = _item()
    stale = item.made_for != item.changes or time.time() - item.made_at > LASTS
    if stale or _newest(1) != read().newest[:1]:
        refresh()
        return True
    return False


def _item() -> FrontItem:
    try:
        return FrontItem.get(PARTITION, "FRONT", consistent_read=True)
    except FrontItem.DoesNotExist:
        return FrontItem(PARTITION, "FRONT")


def _made(galleries: list[Gallery]) -> Summary:
    places = Counter((gallery.continent, gallery.country) for gallery in galleries)
    years = Counter(year for gallery in galleries for year in gallery.years)
    newest = _latest(_LOOKED_AT)
    return Summary(
        [Place(continent, country, count) for (continent, country), count in sorted(places.items())],
        dict(sorted(years.items(), reverse=True)),
        [_key(shown) for shown in newest[:MOST_PHOTOS]],
        [_key(shown) for shown in photos.top_rated(size=MOST_PHOTOS)],
        _tags(newest),
    )


def _newest(size: int) -> list[Key]:
    return [_key(shown) for shown in _latest(size)]


def _latest(size: int) -> list[photos.Shown]:
    """The newest photos that strangers find, up to `size`."""
    found: list[photos.Shown] = []
    cursor = ""
    while len(found) < size:
        missing = min(size - len(found), photos.MOST_LISTED)
        page = photos.listed(actor=STRANGER, filters=photos.Filters(), cursor=cursor, size=missing)
        found, cursor = found + page.items, page.next_cursor
        if not cursor:
            break
    return found


def _tags(shown: Iterable[photos.Shown]) -> list[tuple[str, int]]:
    """The most frequent tags, as they were written last; by name."""
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for photo, _ in shown:
        for tag in {folded(str(tag)): str(tag) for tag in photo.tags or [] if str(tag).strip()}.items():
            written.setdefault(*tag)
            counts[tag[0]] += 1
    popular = [(written[name], count) for name, count in counts.most_common(MOST_TAGS)]
    return sorted(popular, key=lambda tag: folded(tag[0]))


def _write_years(galleries: list[Gallery], same: Condition) -> None:
    """Bring the items of years in line, as long as `same` holds; what is as it was is not written. Raises Refused."""
    due: dict[str, list[str]] = {}
    for gallery in galleries:
        for year in gallery.years:
            due.setdefault(f"{_YEAR}{year}", []).append(gallery.gallery_id)
    found = YearItem.query(PARTITION, YearItem.sk.startswith(_YEAR), consistent_read=True)
    kept = {item.sk: item.galleries for item in found}
    changed = [name for name in kept.keys() | due.keys() if kept.get(name) != due.get(name, [])[:MOST_OF_YEAR]]
    for start in range(0, len(changed), _AT_ONCE):
        some = {name: due.get(name, [])[:MOST_OF_YEAR] for name in changed[start : start + _AT_ONCE]}
        retrying(partial(transact, partial(_write_some, some, same)))


def _write_some(years: dict[str, list[str]], same: Condition, transaction: TransactWrite) -> None:
    transaction.condition_check(FrontItem, PARTITION, "FRONT", condition=same)
    for name, ids in years.items():
        year = YearItem(PARTITION, name, galleries=ids)
        (transaction.save if ids else transaction.delete)(year)


def _order(gallery: Gallery) -> tuple[float, str]:
    return gallery.sort_order or 0, gallery.gallery_id


def _key(shown: photos.Shown) -> Key:
    photo, gallery = shown
    return gallery.gallery_id, photo.photo_id
