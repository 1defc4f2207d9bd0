"""Things that may exist only once, in a table of their own: whoever writes the item first holds the claim.

DynamoDB has no unique constraint beyond a table's key. A gallery's name within its place and a file's digest within
its gallery are claimed here, so that two writers at the same moment cannot both succeed.
"""

from django.conf import settings
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DeleteError, PutError
from pynamodb.models import Model

from gallery_project.tables import TableMeta


class Claim(Model):
    """`claim` (what is unique) -> `holder` (the id that has it)."""

    class Meta(TableMeta):
        table_name = settings.TABLES["claims"]

    claim = UnicodeAttribute(hash_key=True)
    holder = UnicodeAttribute()


def gallery_name(continent: str, country: str, name: str) -> str:
    """The claim on a gallery's name: folded and trimmed, within its continent and country."""
    return "gallery#" + "\x1f".join(part.strip().casefold() for part in (continent, country, name))


def photo_digest(gallery_id: str, sha256: str) -> str:
    """The claim on a file's content (hex SHA-256) within a gallery."""
    return f"photo#{gallery_id}#{sha256}"


def take(claim: str, holder: str, instead_of: str | None = None) -> str:
    """Claim for `holder`, or from the dead `instead_of`, and return who holds it afterwards."""
    condition = Claim.claim.does_not_exist() | (Claim.holder == holder)
    if instead_of is not None:
        condition = condition | (Claim.holder == instead_of)
    try:
        Claim(claim, holder=holder).save(condition=condition)
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return holder_of(claim) or take(claim, holder)
    return holder


def holder_of(claim: str) -> str | None:
    try:
        return Claim.get(claim, consistent_read=True).holder
    except Claim.DoesNotExist:
        return None


def release(claim: str, holder: str) -> None:
    """Free the claim if `holder` has it."""
    try:
        Claim(claim).delete(condition=Claim.claim.does_not_exist() | (Claim.holder == holder))
    except DeleteError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
