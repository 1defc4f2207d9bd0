"""How a program says who it is, and the one rule that holds before any service is asked."""

from typing import TYPE_CHECKING

from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounts.items import TokenItem
from accounts.models import User
from accounts.services import tokens

if TYPE_CHECKING:  # DRF imports this module while it reads its own settings
    from rest_framework.views import APIView


class BearerAuthentication(TokenAuthentication):
    """`Authorization: Bearer …`; `request.auth` is the token, within whose scopes the user then acts."""

    keyword = "Bearer"

    def authenticate_credentials(self, key: str) -> tuple[User, TokenItem]:
        """Raises AuthenticationFailed without telling why: unknown, expired, revoked, or a disabled user."""
        found = tokens.recognise(key)
        if found is None:
            raise AuthenticationFailed("This API token is not valid.")
        return found


class SignedInToChange(BasePermission):
    """Nothing that changes anything is open to the world: 401 before the body is even read.

    A method that the thing does not have changes nothing; it goes on to its 405.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        changes = request.method not in SAFE_METHODS and hasattr(view, str(request.method).lower())
        return not changes or bool(request.user.is_authenticated)
