"""The password of the first administrator: given, or made up and shown once.

The file `admin` holds a made-up password from before the account is made until it has been shown, and is empty
otherwise: a start that is killed in between does not lose it.
"""

import secrets

from embedded.folder import Folder

FILE = "admin"


def password(folder: Folder, given: str) -> str:
    """What to make the account with, should there be none."""
    made_up = secrets.token_urlsafe(9)
    pending = folder.keep(FILE, "" if given else made_up)
    return given or pending or made_up


def invitation(folder: Folder, given: str, used: str, created: bool) -> str:
    """How to sign in, when the account was `created` with the password `used` or was there before."""
    unseen = used if created and not given else folder.keep(FILE, "")
    folder.write(FILE, "")
    if created and given:
        return "sign in as admin with your ADMIN_PASSWORD"
    if unseen:
        return f"sign in as admin, password: {unseen}"
    return "sign in as admin" + ("; its password was set on the first start" if given else "")
