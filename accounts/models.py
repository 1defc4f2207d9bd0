"""The Accounts table, one table for users, login names and sessions, and Django's user on top of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from pynamodb.attributes import BooleanAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from accounts.actors import Actor
from gallery_project.tables import Refused, TableMeta, conditional, iso, now


class AccountItem(Model):
    """Any item of the table: `pk` says what and which, `sk` which part of it."""

    class Meta(TableMeta):
        table_name = settings.TABLES["accounts"]

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    expires_at = TTLAttribute(attr_name="expiresAt", null=True)


class UserItem(AccountItem):
    """A person: pk `USER#{id}`, sk `USER`."""

    username = UnicodeAttribute()
    email = UnicodeAttribute(default="")
    password = UnicodeAttribute()
    role = UnicodeAttribute()
    is_active = BooleanAttribute(attr_name="isActive", default=True)
    last_login = UnicodeAttribute(attr_name="lastLogin", null=True)
    created_at = UnicodeAttribute(attr_name="createdAt", default=lambda: iso(now()))


class NameItem(AccountItem):
    """What makes a name unique: pk `LOGIN#{folded name}` or `EMAIL#{folded address}`, sk `NAME`."""

    user_id = UnicodeAttribute(attr_name="userId")


class SessionItem(AccountItem):
    """A signed-in browser: pk `SESSION#{SHA-256 of its key}`, sk `SESSION`; the key itself is never stored."""

    data = UnicodeAttribute()


class UserManager(models.Manager["User"]):
    """Finds users in DynamoDB for Django's own login, password and command code."""

    def get(self, *args: Any, **lookup: Any) -> "User":
        """By `pk`/`id`, or by `username`; raises User.DoesNotExist."""
        user_id = lookup.get("pk") or lookup.get("id")
        return self.get_by_natural_key(lookup["username"]) if user_id is None else self._load(str(user_id))

    def get_by_natural_key(self, username: str | None) -> "User":
        try:
            name = NameItem.get(f"LOGIN#{(username or '').strip().casefold()}", "NAME")
        except NameItem.DoesNotExist:
            raise User.DoesNotExist from None
        return self._load(name.user_id)

    def _load(self, user_id: str) -> "User":
        try:
            return User.from_item(UserItem.get(f"USER#{user_id}", "USER", consistent_read=True))
        except UserItem.DoesNotExist:
            raise User.DoesNotExist from None


class User(AbstractBaseUser):
    """Django's user without SQL: fields live in a UserItem, permissions come from the role."""

    id = models.CharField(primary_key=True, max_length=64)
    username = models.CharField(max_length=150, unique=True)  # by NameItem, in fact
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, default="photographer")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        managed = False

    @classmethod
    def from_item(cls, item: UserItem) -> "User":
        return cls(
            id=item.pk.removeprefix("USER#"),
            username=item.username,
            email=item.email,
            password=item.password,
            role=item.role,
            is_active=item.is_active,
        )

    @property
    def actor(self) -> Actor:
        return Actor(str(self.pk), "admin" if self.role == "admin" else "photographer")

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        """Write the changeable fields back; raises User.DoesNotExist when the account is gone."""
        values: list[Action] = [
            UserItem.password.set(self.password),
            UserItem.role.set(self.role),
            UserItem.is_active.set(self.is_active),
        ]
        if self.last_login:
            values.append(UserItem.last_login.set(iso(self.last_login)))
        try:
            with conditional():
                UserItem(f"USER#{self.pk}", "USER").update(values, condition=UserItem.pk.exists())
        except Refused:
            raise User.DoesNotExist from None
