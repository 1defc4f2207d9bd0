"""The password of the first administrator: given, or made up once and shown once.

The file `admin` holds a made-up password from before the account is made until it has been shown, then
nothing: a start that is killed in between loses neither.
"""

import secrets

from embedded.folder import Folder

FILE = "admin"


def password(folder: Folder, given: str) -> str:
    """What the account is to be made with; "" when it has been made by an earlier start."""
    if folder.has(FILE):
        return folder.keep(FILE, "")
    return given or folder.keep(FILE, secrets.token_urlsafe(9))


def invitation(folder: Folder, given: str) -> str:
    """How to sign in; a made-up password appears once."""
    is_first, made_up = not folder.has(FILE), folder.keep(FILE, "")
    folder.write(FILE, "")
    if made_up:
        return f"sign in as admin, password: {made_up}"
    if is_first:
        return "sign in as admin with your ADMIN_PASSWORD"
    return "sign in as admin" + ("; its password was set on the first start" if given else "")
