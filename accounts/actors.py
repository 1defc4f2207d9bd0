"""Who acts, and what a role and a token's scopes let them do. Pure: no request, no table."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from gallery_project.errors import NotAllowed

Role = Literal["admin", "photographer", "visitor", "stranger", "system"]
Scope = Literal["read", "upload", "manage", "rate", "on-behalf"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
STAFF: frozenset[Role] = frozenset({"admin", "system"})
IN_PERSON: frozenset[Scope] = frozenset({"read", "upload", "manage", "rate"})


@dataclass(frozen=True)
class Actor:
    """The one on whose behalf a service runs; `user_id` is "" for a stranger, `scopes` is less for a token."""

    user_id: str
    role: Role
    scopes: frozenset[Scope] = IN_PERSON
    name: str = field(default="", compare=False)  # for people to read
    in_person: bool = True  # with a password or at a provider, not by a token

    @property
    def is_staff(self) -> bool:
        """Whether everything on the site is this actor's to run, as far as the scopes go."""
        return self.role in STAFF

    @property
    def is_photographer(self) -> bool:
        """Whether the actor can have galleries."""
        return self.is_staff or self.role == "photographer"

    def owns(self, owner_id: str) -> bool:
        """Whether what belongs to `owner_id` ("" belongs to the site, so to its staff) is this actor's."""
        return self.is_staff or (self.role == "photographer" and self.user_id == owner_id)

    def may_read(self, owner_id: str) -> bool:
        """May see all of what belongs to `owner_id`, private and unfinished things too."""
        return self.owns(owner_id) and not self.scopes.isdisjoint({"read", "manage"})

    def may_manage(self, owner_id: str) -> bool:
        """May change what belongs to `owner_id`."""
        return self.owns(owner_id) and "manage" in self.scopes

    def may_see(self, visibility: str, owner_id: str) -> bool:
        """May know of a thing: public and unlisted for all who have its address, private for its owner."""
        return visibility in ("public", "unlisted") or self.may_read(owner_id)

    def need(self, scope: Scope) -> None:
        """Raises NotAllowed when the actor's token was not given this scope."""
        if scope not in self.scopes:
            raise NotAllowed(f"This token does not have the scope “{scope}”.")


STRANGER = Actor("", "stranger")
SYSTEM = Actor("", "system")
