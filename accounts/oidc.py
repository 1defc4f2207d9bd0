"""Signing in at an OpenID Connect provider: authorization code with PKCE, state and nonce in the session."""

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _
from joserfc.errors import JoseError
from requests import RequestException

from gallery_project.errors import NotAllowed

log = logging.getLogger(__name__)

_SECONDS = 5  # that the provider may take for one answer
_BROKEN = (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, RuntimeError)


@dataclass(frozen=True)
class Identity:
    """Who the provider says it is; the e-mail address is verified."""

    issuer: str
    subject: str
    email: str


def begin(request: HttpRequest, return_to: str) -> HttpResponseRedirect:
    """To the provider, which leads back to the address `return_to`. Raises NotAllowed when it does not answer."""
    try:
        redirect: HttpResponseRedirect = _client().authorize_redirect(request, return_to)
    except _BROKEN as error:
        raise _failure(error) from error
    return redirect


def finish(request: HttpRequest) -> Identity:
    """Who has come back. Raises NotAllowed for everything that the provider did not sign for this sign-in."""
    try:
        claims = _client().authorize_access_token(request, claims_options=_expected())["userinfo"]
        identity = Identity(claims["iss"], claims["sub"], str(claims.get("email", "")))
    except _BROKEN as error:
        raise _failure(error) from error
    if claims.get("email_verified") is not True or not identity.email:
        raise NotAllowed(_("Your e-mail address is not verified there yet. Please verify it and try again."))
    return identity


def _expected() -> dict[str, Any]:
    """Our own settings, not what the provider says of itself."""
    return {
        "iss": {"essential": True, "value": settings.OIDC_ISSUER},
        "aud": {"essential": True, "value": settings.OIDC_CLIENT_ID},
    }


def _failure(error: Exception) -> NotAllowed:
    log.warning("OpenID Connect sign-in failed: %r", error)
    return NotAllowed(_("Signing in there did not succeed. Please try again."))


def _client() -> Any:
    return _registered(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)


@lru_cache(maxsize=1)
def _registered(issuer: str, client_id: str, client_secret: str) -> Any:
    """Authlib's client, which reads the provider's own description when it is first used and then keeps it."""
    return OAuth().register(
        "oidc",
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "default_timeout": _SECONDS},
    )
