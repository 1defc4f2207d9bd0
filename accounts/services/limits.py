"""How often something may be done: counters that are exact however many ask at the same moment."""

from contextlib import suppress
from datetime import UTC, datetime

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from accounts.items import LimitItem, folded
from gallery_project.errors import RateLimited
from gallery_project.tables import Refused, conditional, now

_QUARTER, HOUR = 15 * 60, 3600  # seconds


def spend(*, kind: str, who: str, most: int, seconds: int) -> LimitItem:
    """Count one by `who` in this window of `seconds`; answers the counter. Raises RateLimited above `most`.

    One write, which both counts and reads, so that parallel callers cannot all see the same number.
    """
    window, passed = divmod(int(now().timestamp()), seconds)
    counter = LimitItem(f"LIMIT#{kind}#{_digest(kind, who)}#{window}", "LIMIT")
    end = datetime.fromtimestamp((window + 1) * seconds, UTC)
    counter.update([LimitItem.used.add(1), LimitItem.expires_at.set(end)])
    if counter.used > most:
        raise RateLimited(_too_often(seconds - passed), seconds - passed)
    return counter


def spend_guess(*, name: str, address: str, device: str = "") -> list[LimitItem]:
    """Count a password before it is checked: for this name from here, from here, and for this name from anywhere.

    The last not in a browser that has signed in with this name before (`device` is its id), which counts for itself.
    The narrowest first: who is locked out there cannot use up the others' share. Raises RateLimited.
    """
    most, name = settings.THROTTLES, folded(name)
    spent = [
        spend(kind="guess", who=f"{device or address} {name}", most=most["guess"], seconds=_QUARTER),
        spend(kind="guess_address", who=address, most=most["guess_address"], seconds=_QUARTER),
    ]
    return spent if device else [*spent, spend(kind="guess_name", who=name, most=most["guess_name"], seconds=HOUR)]


def forgive_guess(spent: list[LimitItem]) -> None:
    """The password was right: it cost nothing, and the wrong ones before it were the same person's."""
    own, *shared = spent
    own.delete()
    for counter in shared:
        with suppress(Refused), conditional():
            counter.update([LimitItem.used.add(-1)], condition=LimitItem.pk.exists())


def _digest(kind: str, who: str) -> str:
    """Nobody's address or name stands in the table, and without the site's secret none can be tried out."""
    return salted_hmac(f"accounts.limits.{kind}", who, algorithm="sha256").hexdigest()


def _too_often(wait: int) -> str:
    minutes = -(-wait // 60)
    return ngettext(
        "That was too often. Please try again in a minute.",
        "That was too often. Please try again in {n} minutes.",
        minutes,
    ).format(n=minutes)
