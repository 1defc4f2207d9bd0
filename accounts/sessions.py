"""Sessions in DynamoDB: logging out really ends one, and expired ones reap themselves."""

import hashlib
from datetime import UTC
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError

from accounts.items import SessionItem
from gallery_project.tables import Refused, conditional, now


class SessionStore(SessionBase):
    """Django's session interface over SessionItem."""

    def load(self) -> dict[str, Any]:
        try:
            item = SessionItem.get(_pk(self.session_key), "SESSION", consistent_read=True)
        except SessionItem.DoesNotExist:
            return self._forget()
        # DynamoDB reaps expired items hours late.
        if item.expires_at is None or item.expires_at < now():
            return self._forget()
        return self.decode(item.data)

    def _forget(self) -> dict[str, Any]:
        self._session_key = None
        return {}

    def exists(self, session_key: str) -> bool:
        return SessionItem.count(_pk(session_key)) > 0

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        session = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        expires = self.get_expiry_date().astimezone(UTC)
        item = SessionItem(_pk(self.session_key), "SESSION", data=self.encode(session), expires_at=expires)
        exists = SessionItem.pk.exists()
        try:
            with conditional():
                item.save(condition=~exists if must_create else exists)
        except Refused as error:
            # A session that was ended elsewhere in the meantime must not come back by being saved.
            raise (CreateError if must_create else UpdateError) from error

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            SessionItem(_pk(key), "SESSION").delete()

    @classmethod
    def clear_expired(cls) -> None:
        """DynamoDB's TTL does it."""


def _pk(session_key: str | None) -> str:
    return "SESSION#" + hashlib.sha256((session_key or "").encode()).hexdigest()
