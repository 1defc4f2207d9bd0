"""How a program says who it is, and the one rule that holds before any service is asked."""

from typing import TYPE_CHECKING

from rest_framework.authentication import TokenAuthentication
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:  # DRF imports this module while it reads its own settings
    from rest_framework.views import APIView


class BearerAuthentication(TokenAuthentication):
    """`Authorization: Bearer …`."""

    keyword = "Bearer"


class SignedInToChange(BasePermission):
    """Nothing that changes anything is open to the world: 401 before the body is even read."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return request.method in SAFE_METHODS or bool(request.user.is_authenticated)
