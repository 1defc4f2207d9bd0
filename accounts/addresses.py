"""Where a request comes from and what it was sent to, as far as either can be believed."""

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:  # no page but those of the API needs REST framework to start
    from rest_framework.request import Request


def address_of(request: "HttpRequest | Request") -> str:
    """The client's IP address; of IPv6 the network (/64) that one household or server has to itself.

    Every proxy adds the address it saw to the right of X-Forwarded-For; what stands left of our own proxies' entries
    is the client's claim, and is not read.
    """
    sender = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted = settings.TRUSTED_PROXIES
    seen = forwarded[-trusted].strip() if 0 < trusted <= len(forwarded) else ""
    return _network(seen) or _network(sender)


def origin_of(request: "HttpRequest | Request") -> str:
    """The site's own address as this request used it; Django has checked the host."""
    return request.build_absolute_uri("/").removesuffix("/")


def is_path_here(url: str) -> bool:
    """Whether somebody can be sent on to this address: a path of this site, like `/photos/1/`."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, None)


def _network(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else text
