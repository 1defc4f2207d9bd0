"""API tokens: given once, stored as a digest, checked with one read."""

import hashlib
import secrets
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from pynamodb.constants import RESPONSES, UNPROCESSED_KEYS

from accounts.actors import SCOPES, Actor
from accounts.items import AccountItem, TokenItem, UserItem
from accounts.models import User
from gallery_project.errors import Conflict, Invalid, NotAllowed, NotFound
from gallery_project.tables import Contended, Refused, can_be_id, conditional, iso, now, retrying

SHORTEST, LONGEST = 60, 5 * 365 * 24 * 3600  # seconds that a token may be valid, if not for ever
LONGEST_NAME = 100
_MOST = 100  # a brake for programs that never throw one away; two at once may slip past it
_PREFIX = "gallery"  # so that scanners for leaked secrets can know one


def issue(*, actor: Actor, name: str, scopes: list[str], expires_in: int | None = None) -> tuple[TokenItem, str]:
    """Make a token of the actor's own, valid for `expires_in` seconds or until revoked; answers it and its string.

    The string cannot be read again. Raises NotAllowed, Invalid, Conflict when there are too many.
    """
    _permit(actor)
    chosen = _scopes(actor, scopes)
    expires_at = None if expires_in is None else now() + timedelta(seconds=_seconds(expires_in))
    if len(of(actor=actor)) >= _MOST:
        raise Conflict(_("There are {most} tokens already. Please revoke some first.").format(most=_MOST))
    token_id, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    token = TokenItem(
        f"USER#{actor.user_id}",
        f"TOKEN#{token_id}",
        name=_name(name),
        scopes=chosen,
        digest=_digest(secret),
        expires_at=expires_at,
    )
    token.save()
    return token, f"{_PREFIX}_{actor.user_id}_{token_id}_{secret}"


def of(*, actor: Actor) -> list[TokenItem]:
    """The actor's valid tokens, oldest first."""
    _permit(actor)
    found = TokenItem.query(f"USER#{actor.user_id}", TokenItem.sk.startswith("TOKEN#"), consistent_read=True)
    return sorted((token for token in found if not token.has_expired), key=lambda token: token.created_at)


def revoke(*, actor: Actor, token_id: str) -> None:
    """End a token of the actor's own at once. Raises NotFound, NotAllowed."""
    _permit(actor)
    try:
        if not can_be_id(f"TOKEN#{token_id}"):
            raise Refused
        with conditional():
            TokenItem(f"USER#{actor.user_id}", f"TOKEN#{token_id}").delete(condition=TokenItem.pk.exists())
    except Refused:
        raise NotFound(_("There is no such token.")) from None


def recognise(text: str) -> tuple[User, TokenItem] | None:
    """The active user and the valid token behind a token's string, by one consistent read; None for anything else."""
    prefix, user_id, token_id, secret = (text.split("_", 3) + [""] * 4)[:4]
    if prefix != _PREFIX or not secret or not can_be_id(user_id) or not can_be_id(f"TOKEN#{token_id}"):
        return None
    user, token = retrying(lambda: _both(user_id, token_id))
    if user is None or token is None or not constant_time_compare(token.digest, _digest(secret)):
        return None
    if token.has_expired or not user.is_active:
        return None
    _note_use(token)
    return User.from_item(user), token


def _both(user_id: str, token_id: str) -> tuple[UserItem | None, TokenItem | None]:
    keys: Any = [{"pk": {"S": f"USER#{user_id}"}, "sk": {"S": sk}} for sk in ("USER", f"TOKEN#{token_id}")]
    answer = AccountItem._get_connection().batch_get_item(keys, consistent_read=True)
    if answer.get(UNPROCESSED_KEYS):
        raise Contended
    found = {item["sk"]["S"]: item for item in answer[RESPONSES][AccountItem.Meta.table_name]}
    user, token = found.pop("USER", None), found.popitem()[1] if found else None
    return user and UserItem.from_raw_data(user), token and TokenItem.from_raw_data(token)


def _note_use(token: TokenItem) -> None:
    """Keep the hour of the last use. Losing one to another request of the same token is as good."""
    hour_ago = iso(now() - timedelta(hours=1))
    if token.last_used_at and token.last_used_at > hour_ago:
        return
    due = TokenItem.last_used_at.does_not_exist() | (TokenItem.last_used_at <= hour_ago)
    with suppress(Refused, Contended), conditional():
        token.update([TokenItem.last_used_at.set(iso(now()))], condition=TokenItem.pk.exists() & due)


def _permit(actor: Actor) -> None:
    if not actor.is_photographer or not actor.user_id:
        raise NotAllowed(_("Please sign in to use API tokens."))
    actor.need("manage")


def _scopes(actor: Actor, scopes: list[str]) -> list[str]:
    if not scopes or not set(scopes) <= set(SCOPES):
        raise Invalid("scopes", _("At least one of {choices}.").format(choices=", ".join(SCOPES)))
    if "on-behalf" in scopes and actor.role != "admin":
        raise NotAllowed(_("Only an administrator's token can have the scope “on-behalf”."))
    return [scope for scope in SCOPES if scope in scopes]


def _name(name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("name", _("A name of up to {most} characters is needed.").format(most=LONGEST_NAME))
    return name


def _seconds(expires_in: int) -> int:
    if not SHORTEST <= expires_in <= LONGEST:
        wish = _("A number of seconds from {least} to {most}.")
        raise Invalid("expiresIn", wish.format(least=SHORTEST, most=LONGEST))
    return expires_in


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
