"""How often one token, person, visitor or address may change things."""

from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

if TYPE_CHECKING:  # DRF imports this module while it reads its own settings
    from rest_framework.views import APIView


class ChangesThrottle(BaseThrottle):
    def allow_request(self, request: Request, view: "APIView") -> bool:
        return True
