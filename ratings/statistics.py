"""How many ratings were given each day. A statistic and no truth: a crash may lose one, and what is taken back stays.

One item per photographer and day, and one for the whole site, in the Accounts table; kept for 400 days.
"""

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from pynamodb.attributes import NumberAttribute
from pynamodb.exceptions import PynamoDBException

from accounts.actors import Actor
from accounts.items import AccountItem
from gallery_project.tables import TableMeta, now

DAYS = 30
_KEPT = timedelta(days=400)
_SITE = "RATED"
log = logging.getLogger(__name__)


class RatedItem(AccountItem):
    """Ratings of one day: pk `RATED#{owner's id}`, or `RATED` for all; sk the day in UTC."""

    class Meta(TableMeta):
        table_name = AccountItem.Meta.table_name
        read_timeout_seconds = 1  # nobody who rates waits for a statistic
        connect_timeout_seconds = 1
        max_retry_attempts = 0

    ratings = NumberAttribute(default=0)


@dataclass(frozen=True)
class Day:
    """A day in UTC and how many ratings were given on it."""

    date: date
    ratings: int


def note(owner_id: str) -> None:
    """Count one rating of a photo of this owner. Never fails."""
    today = now()
    try:
        for partition in (_SITE, f"{_SITE}#{owner_id}"):
            item = RatedItem(partition, today.date().isoformat())
            item.update([RatedItem.ratings.add(1), RatedItem.expires_at.set(today + _KEPT)])
    except PynamoDBException:
        log.warning("A rating is missing in the statistics", exc_info=True)


def per_day(*, actor: Actor) -> list[Day]:
    """The last thirty days, today last: of the actor's photos, for the site's staff of all. One query."""
    days = [now().date() - timedelta(days=back) for back in reversed(range(DAYS))]
    partition = _SITE if actor.is_staff else f"{_SITE}#{actor.user_id}"
    found = RatedItem.query(partition, RatedItem.sk >= days[0].isoformat())
    counts = {item.sk: int(item.ratings) for item in found}
    return [Day(day, counts.get(day.isoformat(), 0)) for day in days]
