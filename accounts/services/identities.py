"""Whose account an identity at the OpenID Connect provider opens."""

import hashlib

from django.conf import settings
from django.utils.translation import gettext as _
from pynamodb.transactions import TransactWrite

from accounts.items import LinkItem
from accounts.models import User
from gallery_project.errors import NotAllowed
from gallery_project.tables import Refused, retrying, transact


def user_of(*, issuer: str, subject: str, email: str) -> User:
    """The account linked with this identity, else the one with this e-mail address, which the provider has verified.

    Raises NotAllowed when there is none and the settings make none, or when it is disabled or linked otherwise.
    """
    key = _key(issuer, subject)
    user = _linked(key) or _by_email(key, issuer, email)
    if not user.is_active:
        raise NotAllowed(_("This account is disabled. Please ask the administrator."))
    return user


def _linked(key: str) -> User | None:
    try:
        return User.objects.get(pk=LinkItem.get(key, "LINK", consistent_read=True).user_id)
    except (LinkItem.DoesNotExist, User.DoesNotExist):
        return None


def _by_email(key: str, issuer: str, email: str) -> User:
    try:
        user = User.objects.get_by_email(email)
    except User.DoesNotExist:
        user = _new(email)
    if user.is_active:
        retrying(lambda: _link(key, issuer, user))
    return user


def _new(email: str) -> User:
    if not settings.OIDC_NEW_USERS:
        raise NotAllowed(_("There is no account for {email} here. Please ask the administrator.").format(email=email))
    return User.objects.create_user(email, email, role=settings.OIDC_NEW_USERS)


def _link(key: str, issuer: str, user: User) -> None:
    """For good: an address that the provider gives to somebody else later does not open this account."""

    def writes(transaction: TransactWrite) -> None:
        for item in (
            LinkItem(key, "LINK", user_id=user.id),
            LinkItem(f"USER#{user.id}", _key(issuer), user_id=user.id),
        ):
            transaction.save(item, condition=LinkItem.pk.does_not_exist())

    try:
        transact(writes)
    except Refused:
        raise NotAllowed(_("This account belongs to another identity. Please ask the administrator.")) from None


def _key(*parts: str) -> str:
    return "OIDC#" + hashlib.sha256("\n".join(parts).encode()).hexdigest()
