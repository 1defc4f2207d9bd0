"""Administrators' work on people: who there is, and what each may do."""

from copy import deepcopy
from functools import partial
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _
from pynamodb.transactions import TransactWrite

from accounts.actors import Actor
from accounts.items import NameItem, UserItem
from accounts.registration import checked_email, checked_role, names, register
from gallery_project.errors import Conflict, Invalid, NotAllowed, NotFound
from gallery_project.pagination import Page
from gallery_project.tables import Contended, Refused, can_be_id, differences, query_page, retrying, transact

PAGE_SIZE = 60


class Changes(TypedDict, total=False):
    """What can be changed of a person."""

    role: str
    is_active: bool
    email: str


def create(
    *, actor: Actor, username: str, password: str | None, role: str = "photographer", email: str = ""
) -> UserItem:
    """Make an account; without a password it waits for a reset link. Raises NotAllowed, Invalid, Conflict."""
    permit(actor)
    _permit_for({role}, actor)
    if password is None and not email:
        raise Invalid("email", _("Without a password, an e-mail address is needed to send a link to."))
    return register(username=username, password=password, role=role, email=email)


def listed(*, actor: Actor, cursor: str = "", size: int = PAGE_SIZE) -> Page[UserItem]:
    """Everybody by name: one query and one batch of reads per page. Raises NotAllowed, Invalid for the cursor."""
    permit(actor)
    page = query_page(partial(NameItem.query, "LOGIN"), size, cursor, "people")
    keys = [(f"USER#{name.user_id}", "USER") for name in page.items]
    found = {user.user_id: user for user in UserItem.batch_get(keys)}
    return Page([found[name.user_id] for name in page.items if name.user_id in found], page.next_cursor)


def get(*, actor: Actor, user_id: str) -> UserItem:
    """Raises NotAllowed, NotFound."""
    permit(actor)
    return _read(user_id)


def update(*, actor: Actor, user_id: str, **changes: Unpack[Changes]) -> UserItem:
    """Change what is given; whoever is disabled is out at once, with every session and token.

    Administrators cannot disable or demote themselves, so one always remains. Raises NotAllowed, NotFound, Invalid,
    Conflict for a taken e-mail address.
    """
    permit(actor)
    return retrying(lambda: _attempt(actor, user_id, changes))


def permit(actor: Actor) -> None:
    """Raises NotAllowed to all but administrators, and to their tokens without `manage`."""
    if actor.role != "admin":
        raise NotAllowed(_("Only administrators manage people."))
    actor.need("manage")


def _permit_for(roles: set[str], actor: Actor) -> None:
    """A token that leaked must not make itself an administrator who stays when it is revoked."""
    if "admin" in roles and not actor.in_person:
        raise NotAllowed(_("Administrators are made and changed by one who is signed in, not with a token."))


def _read(user_id: str) -> UserItem:
    try:
        if can_be_id(user_id):
            return UserItem.get(f"USER#{user_id}", "USER", consistent_read=True)
    except UserItem.DoesNotExist:
        pass
    raise NotFound(_("There is no such person."))


def _attempt(actor: Actor, user_id: str, changes: Changes) -> UserItem:
    before = _read(user_id)
    after = deepcopy(before)
    after.role = checked_role(changes.get("role", before.role))
    after.email = checked_email(changes.get("email", before.email))
    after.is_active = changes.get("is_active", before.is_active)
    if actor.user_id == user_id and not _is_admin(after):
        raise NotAllowed(_("Another administrator has to disable or demote you."))
    if differences(before, after):
        _permit_for({before.role, after.role}, actor)
        _commit(actor, before, after)
    return after


def _is_admin(user: UserItem) -> bool:
    return user.role == "admin" and user.is_active


def _commit(actor: Actor, before: UserItem, after: UserItem) -> None:
    old, new = ({(name.pk, name.sk): name for name in names(user)} for user in (before, after))

    def writes(transaction: TransactWrite) -> None:
        transaction.update(before, differences(before, after), condition=UserItem.email == before.email)
        for key in old.keys() - new.keys():
            transaction.delete(old[key], condition=NameItem.user_id == before.user_id)
        for key in new.keys() - old.keys():
            transaction.save(new[key], condition=NameItem.pk.does_not_exist())
        if actor.user_id != before.user_id:
            # Two administrators who disable each other at the same moment: only one of them succeeds.
            still = (UserItem.role == "admin") & (UserItem.is_active == True)  # noqa: E712 (a DynamoDB condition)
            transaction.condition_check(UserItem, f"USER#{actor.user_id}", "USER", condition=still)

    try:
        transact(writes)
    except Refused as error:
        raise _explain(actor, after) from error


def _explain(actor: Actor, after: UserItem) -> Exception:
    """Why the write was refused; Contended when somebody else changed the address and trying again helps."""
    if not _is_admin(_read(actor.user_id)):
        return NotAllowed(_("Only administrators manage people."))
    keys = [(name.pk, name.sk) for name in names(after)]
    if any(name.user_id != after.user_id for name in NameItem.batch_get(keys, consistent_read=True)):
        return Conflict(_("This e-mail address is taken."))
    return Contended()
