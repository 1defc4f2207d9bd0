"""Making an account whose name nobody else has; below Django's user, whose manager needs it."""

import uuid

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from pynamodb.transactions import TransactWrite

from accounts.items import NameItem, UserItem, folded
from gallery_project.errors import Conflict, Invalid
from gallery_project.tables import Refused, can_be_id, retrying, transact

ROLES = ("admin", "photographer")
_LONGEST_NAME, _LONGEST_EMAIL = 150, 254


def register(*, username: str, password: str | None, role: str, email: str) -> UserItem:
    """Make an account; without a password (None), nobody can sign in before one is set by a reset link.

    Names and e-mail addresses are unique whatever their case. Raises Invalid for a value that cannot be used,
    Conflict for a taken name or address.
    """
    username, email = checked_name(username), checked_email(email)
    if password is not None:
        _check_password(password)
    item = UserItem(
        f"USER#{uuid.uuid4()}",
        "USER",
        username=username,
        email=email,
        password=make_password(password),
        role=checked_role(role),
    )
    retrying(lambda: _insert(item))
    return item


def checked_name(username: str) -> str:
    username = username.strip()
    fits = 0 < len(username) <= _LONGEST_NAME and can_be_id(folded(username))  # which can be eighteen times as long
    if not fits or not username.isprintable():
        wish = _("A user name of up to {most} letters, digits or signs is needed.")
        raise Invalid("username", wish.format(most=_LONGEST_NAME))
    return username


def checked_email(email: str) -> str:
    """The address, which may be ""."""
    email = email.strip()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise Invalid("email", _("This is not an e-mail address.")) from None
    if len(email) > _LONGEST_EMAIL or (email and not can_be_id(folded(email))):
        raise Invalid("email", _("At most {most} characters.").format(most=_LONGEST_EMAIL))
    return email


def checked_role(role: str) -> str:
    if role not in ROLES:
        raise Invalid("role", _("One of {choices}.").format(choices=", ".join(ROLES)))
    return role


def names(user: UserItem) -> list[NameItem]:
    """The items that keep a person's name and address theirs."""
    pairs = [("LOGIN", user.username), ("EMAIL", user.email)]
    return [NameItem(pk, folded(name), user_id=user.user_id) for pk, name in pairs if name]


def _check_password(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        raise Invalid("password", " ".join(error.messages)) from None


def _insert(user: UserItem) -> None:
    def writes(transaction: TransactWrite) -> None:
        transaction.save(user, condition=UserItem.pk.does_not_exist())
        for name in names(user):
            transaction.save(name, condition=NameItem.pk.does_not_exist())

    try:
        transact(writes)
    except Refused:
        raise Conflict(_("This user name or e-mail address is taken.")) from None
