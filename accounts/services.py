"""Creating people."""

import uuid

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from pynamodb.transactions import TransactWrite

from accounts.models import NameItem, User, UserItem
from gallery_project.errors import Conflict, Invalid
from gallery_project.tables import Refused, transact


def create_user(*, username: str, password: str, role: str = "photographer", email: str = "") -> User:
    """Create an account whose name (and e-mail address, if given) nobody else has, whatever its case.

    Raises Invalid for an unusable name or password, Conflict for a taken name or address.
    """
    username, email = username.strip(), email.strip()
    if not username:
        raise Invalid("username", "A user name is needed.")
    _check(password, User(username=username, email=email))
    item = UserItem(
        f"USER#{uuid.uuid4()}",
        "USER",
        username=username,
        email=email,
        password=make_password(password),
        role=role,
    )
    _insert(item, [f"LOGIN#{username.casefold()}"] + ([f"EMAIL#{email.casefold()}"] if email else []))
    return User.from_item(item)


def _check(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("password", " ".join(error.messages)) from None


def _insert(user: UserItem, names: list[str]) -> None:
    user_id = user.pk.removeprefix("USER#")

    def writes(transaction: TransactWrite) -> None:
        transaction.save(user, condition=UserItem.pk.does_not_exist())
        for name in names:
            transaction.save(NameItem(name, "NAME", user_id=user_id), condition=NameItem.pk.does_not_exist())

    try:
        transact(writes)
    except Refused:
        raise Conflict("This user name or e-mail address is taken.") from None
