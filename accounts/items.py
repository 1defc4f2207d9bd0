"""The Accounts table: one table for people, their names, tokens, sessions and counters."""

import unicodedata
from typing import Any

from django.conf import settings
from pynamodb.attributes import BooleanAttribute, ListAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute

from gallery_project.tables import Table, TableMeta, iso, now


class AccountItem(Table):
    """Any item of the table: `pk` says what and which, `sk` which part of it."""

    class Meta(TableMeta):
        table_name = settings.TABLES["accounts"]

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    expires_at = TTLAttribute(attr_name="expiresAt", null=True)  # DynamoDB reaps hours late: check `has_expired`

    @property
    def has_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= now()


class UserItem(AccountItem):
    """A person: pk `USER#{id}`, sk `USER`."""

    username = UnicodeAttribute()
    email = UnicodeAttribute(default="")
    password = UnicodeAttribute()
    role = UnicodeAttribute()
    is_active = BooleanAttribute(attr_name="isActive", default=True)
    last_login = UnicodeAttribute(attr_name="lastLogin", null=True)
    created_at = UnicodeAttribute(attr_name="createdAt", default=lambda: iso(now()))

    @property
    def user_id(self) -> str:
        return self.pk.removeprefix("USER#")


class NameItem(AccountItem):
    """What makes a name unique: pk `LOGIN` or `EMAIL`, sk the folded name; so one query lists everybody by name."""

    user_id = UnicodeAttribute(attr_name="userId")


class TokenItem(AccountItem):
    """A program's key to a person's things: pk `USER#{id}`, sk `TOKEN#{token id}`; only a digest of its secret."""

    name = UnicodeAttribute()
    scopes: ListAttribute[Any] = ListAttribute(of=UnicodeAttribute)
    digest = UnicodeAttribute()  # SHA-256, hex; the secret has 256 random bits, so no salt and no slow hash
    created_at = UnicodeAttribute(attr_name="createdAt", default=lambda: iso(now()))
    last_used_at = UnicodeAttribute(attr_name="lastUsedAt", null=True)  # to the hour

    @property
    def token_id(self) -> str:
        return self.sk.removeprefix("TOKEN#")

    @property
    def user_id(self) -> str:
        return self.pk.removeprefix("USER#")


class LinkItem(AccountItem):
    """An identity at a provider: pk `OIDC#{digest of issuer and subject}`, sk `LINK`.

    Its twin, pk `USER#{id}`, sk `OIDC#{digest of issuer}`, keeps a person to one identity per provider.
    """

    user_id = UnicodeAttribute(attr_name="userId")


class SessionItem(AccountItem):
    """A signed-in browser: pk `SESSION#{SHA-256 of its key}`, sk `SESSION`; the key itself is never stored."""

    data = UnicodeAttribute()


class LimitItem(AccountItem):
    """How often something was done: pk `LIMIT#{kind}#{digest of who}#{window}`, sk `LIMIT`."""

    used = NumberAttribute(default=0)


def folded(name: str) -> str:
    """A user name or e-mail address as it is compared: trimmed, without case, one spelling of accents and widths."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name.strip()).casefold())
