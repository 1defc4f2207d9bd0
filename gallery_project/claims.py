"""Things that may exist only once, in a table of their own: whoever writes the item first holds the claim.

DynamoDB has no unique constraint beyond a table's key. A gallery's name within its place and a file's digest within
its gallery are claimed here, so that two writers at the same moment cannot both succeed.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress

from django.conf import settings
from pynamodb.attributes import UnicodeAttribute, UnicodeSetAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from gallery_project.tables import Contended, Refused, Table, TableMeta, conditional, retrying
from photos.keys import folded


class Claim(Table):
    """`claim` (what is unique) -> `holder` (the id that has it)."""

    class Meta(TableMeta):
        table_name = settings.TABLES["claims"]

    claim = UnicodeAttribute(hash_key=True)
    holder = UnicodeAttribute()
    holders: UnicodeSetAttribute = UnicodeSetAttribute(null=True)  # instead, of what several may have: an original


def gallery_name(continent: str, country: str, name: str) -> str:
    """The claim on a gallery's name, however it is written, within its continent and country.

    A digest, because a key of DynamoDB ends at 2048 bytes and three names can be longer.
    """
    names = "\x1f".join(folded(part) for part in (continent, country, name))
    return f"gallery#{hashlib.sha256(names.encode()).hexdigest()}"


def photo_digest(gallery_id: str, sha256: str) -> str:
    """The claim on a file's content (hex SHA-256) within a gallery."""
    return f"photo#{gallery_id}#{sha256}"


def original(key: str) -> str:
    """The claim on the object at `key`. Several photos may hold it, since older items share originals."""
    return f"original#{hashlib.sha256(key.encode()).hexdigest()}"


def take(claim: str, holder: str, instead_of: str | None = None) -> str:
    """Claim for `holder`, or from the dead `instead_of`, and return who holds it afterwards."""
    free = Claim.claim.does_not_exist() | (Claim.holder == holder)
    if instead_of is not None:
        free = free | (Claim.holder == instead_of)
    return retrying(lambda: _take(Claim(claim, holder=holder), free))


def _take(claim: Claim, free: Condition) -> str:
    try:
        with conditional():
            claim.save(condition=free)
    except Refused as error:
        if other := holder_of(claim.claim):
            return other
        raise Contended from error  # it has just been given back
    return claim.holder


def holder_of(claim: str) -> str | None:
    try:
        return Claim.get(claim, consistent_read=True).holder
    except Claim.DoesNotExist:
        return None


def held(names: Iterable[str]) -> dict[str, str]:
    """Claim -> who holds it, of these that somebody holds alone."""
    found = Claim.batch_get(sorted(set(names)), consistent_read=True)
    return {claim.claim: claim.holder for claim in found if claim.holder}


def holders_of(names: Iterable[str]) -> dict[str, set[str]]:
    """Who holds these claims, of those that several may hold; without the claims that nobody has."""
    found = Claim.batch_get(sorted(set(names)), consistent_read=True)
    return {claim.claim: set(claim.holders) for claim in found if claim.holders}


def join(claim: str, holders: set[str]) -> None:
    """Claim for these, beside whoever holds it already."""
    Claim(claim).update([Claim.holders.add(holders)])


def leave(claim: str, holder: str) -> None:
    """Free the claim as far as `holder` has it."""
    retrying(lambda: _leave(claim, holder))


def _leave(claim: str, holder: str) -> None:
    with suppress(Refused), conditional():
        Claim(claim).update([Claim.holders.delete({holder})], condition=Claim.holders.contains(holder))
    with suppress(Refused), conditional():
        Claim(claim).delete(condition=Claim.holders.does_not_exist())


def give_back(transaction: TransactWrite, claim: str, holder: str) -> None:
    """Free the claim within a transaction, if `holder` has it: an older gallery may never have claimed its name."""
    if holder_of(claim) == holder:
        transaction.delete(Claim(claim), condition=Claim.holder == holder)


def release(claim: str, holder: str) -> None:
    """Free the claim if `holder` has it."""
    retrying(lambda: _release(claim, holder))


def _release(claim: str, holder: str) -> None:
    with suppress(Refused), conditional():
        Claim(claim).delete(condition=Claim.claim.does_not_exist() | (Claim.holder == holder))
