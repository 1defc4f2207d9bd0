"""Things that may exist only once, in a table of their own: whoever writes the item first holds the claim.

DynamoDB has no unique constraint beyond a table's key. A gallery's name within its place and a file's digest within
its gallery are claimed here, so that two writers at the same moment cannot both succeed.
"""

from contextlib import suppress

from django.conf import settings
from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from gallery_project.tables import Contended, Refused, TableMeta, conditional, retrying
from photos.keys import folded


class Claim(Model):
    """`claim` (what is unique) -> `holder` (the id that has it)."""

    class Meta(TableMeta):
        table_name = settings.TABLES["claims"]

    claim = UnicodeAttribute(hash_key=True)
    holder = UnicodeAttribute()


def gallery_name(continent: str, country: str, name: str) -> str:
    """The claim on a gallery's name, however it is written, within its continent and country."""
    return "gallery#" + "\x1f".join(folded(part) for part in (continent, country, name))


def photo_digest(gallery_id: str, sha256: str) -> str:
    """The claim on a file's content (hex SHA-256) within a gallery."""
    return f"photo#{gallery_id}#{sha256}"


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
