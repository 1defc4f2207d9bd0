"""Who acts, and what a role may do. Pure: no request, no table."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["admin", "photographer", "visitor", "stranger", "system"]
STAFF: frozenset[Role] = frozenset({"admin", "system"})


@dataclass(frozen=True)
class Actor:
    """The one on whose behalf a service runs; `user_id` is "" for a stranger."""

    user_id: str
    role: Role

    @property
    def may_publish(self) -> bool:
        """May create galleries of their own."""
        return self.role in STAFF or self.role == "photographer"

    def may_manage(self, owner_id: str) -> bool:
        """May change what belongs to `owner_id` ("" belongs to the site, so to its staff)."""
        return self.role in STAFF or (self.role == "photographer" and self.user_id == owner_id)

    def may_see(self, visibility: str, owner_id: str) -> bool:
        """May know of a thing: public and unlisted for all who have its address, private for its managers."""
        return visibility in ("public", "unlisted") or self.may_manage(owner_id)


STRANGER = Actor("", "stranger")
SYSTEM = Actor("", "system")
