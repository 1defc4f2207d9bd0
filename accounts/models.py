"""Django's user on top of the Accounts table, for all of Django's own login, password and command code."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from pynamodb.expressions.update import Action

from accounts.actors import Actor
from accounts.items import NameItem, UserItem, folded
from accounts.registration import register
from gallery_project.errors import Conflict, Invalid
from gallery_project.tables import Refused, can_be_id, conditional, iso, retrying


class UserManager(models.Manager["User"]):
    """Finds and makes users in DynamoDB."""

    def using(self, alias: str | None) -> "UserManager":  # type: ignore[override]
        """There is one store; Django's commands name a database all the same."""
        return self

    def get(self, *args: Any, **lookup: Any) -> "User":
        """By `pk`/`id`, or by `username`; raises User.DoesNotExist."""
        if "username" in lookup:
            return self.get_by_natural_key(lookup["username"])
        return self._load(str(lookup["pk"] if "pk" in lookup else lookup["id"]))

    def get_by_natural_key(self, username: str | None) -> "User":
        return self._named("LOGIN", username or "")

    def get_by_email(self, email: str) -> "User":
        """Whatever its case; raises User.DoesNotExist."""
        return self._named("EMAIL", email)

    def create_user(
        self, username: str, email: str = "", password: str | None = None, role: str = "photographer"
    ) -> "User":
        """Raises Invalid and Conflict, as `registration.register` says."""
        return User.from_item(register(username=username, password=password, role=role, email=email))

    def create_superuser(self, username: str, email: str = "", password: str | None = None) -> "User":
        """An administrator, for `manage.py createsuperuser`, which understands ValidationError only."""
        try:
            return self.create_user(username, email, password, role="admin")
        except (Invalid, Conflict) as error:
            raise ValidationError(str(error)) from None

    def _named(self, kind: str, name: str) -> "User":
        key = folded(name)
        try:
            found = NameItem.get(kind, key, consistent_read=True) if can_be_id(key) else None
        except NameItem.DoesNotExist:
            found = None
        if found is None:
            raise User.DoesNotExist
        return self._load(found.user_id)

    def _load(self, user_id: str) -> "User":
        try:
            found = UserItem.get(f"USER#{user_id}", "USER", consistent_read=True) if can_be_id(user_id) else None
        except UserItem.DoesNotExist:
            found = None
        if found is None:
            raise User.DoesNotExist
        return User.from_item(found)


class User(AbstractBaseUser):
    """Django's user without SQL: fields live in a UserItem, permissions come from the role."""

    id = models.CharField(primary_key=True, max_length=64)
    username = models.CharField(_("user name"), max_length=150, unique=True)  # by NameItem, in fact
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, default="photographer")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        managed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stored: dict[str, Any] = {}  # what its item held when it was read

    @classmethod
    def from_item(cls, item: UserItem) -> "User":
        user = cls(
            id=item.user_id,
            username=item.username,
            email=item.email,
            password=item.password,
            role=item.role,
            is_active=item.is_active,
            last_login=datetime.fromisoformat(item.last_login).astimezone(UTC) if item.last_login else None,
        )
        user._stored = user._changeable()
        return user

    @property
    def actor(self) -> Actor:
        return Actor(str(self.pk), "admin" if self.role == "admin" else "photographer", name=self.username)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write back what was changed here, and nothing that somebody else may have changed meanwhile.

        Raises User.DoesNotExist when the account is gone.
        """
        changed = {name: value for name, value in self._changeable().items() if self._stored.get(name) != value}
        actions: list[Action] = [getattr(UserItem, name).set(value) for name, value in changed.items()]
        if not actions:
            return
        try:
            retrying(lambda: self._write(actions))  # an administrator may be editing this person
        except Refused:
            raise User.DoesNotExist from None
        self._stored = self._changeable()

    def _write(self, actions: list[Action]) -> None:
        with conditional():
            UserItem(f"USER#{self.pk}", "USER").update(actions, condition=UserItem.pk.exists())

    def _changeable(self) -> dict[str, Any]:
        values = {"password": self.password, "role": self.role, "is_active": self.is_active}
        return {**values, "last_login": iso(self.last_login)} if self.last_login else values
