"""An OpenID Connect provider on loopback, small and honest until a test tells it otherwise."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "gallery", "a shared secret"


class Provider:
    """`claims` are put over the honest ones; `key` signs, `published` is in the key set."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.key = self.published = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}, private=True)
        self.claims: dict[str, Any] = {}
        self.asked: dict[str, str] = {}

    def authorize(self, url: str) -> dict[str, str]:
        """What the person's browser brings here, and what it takes back after signing in."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        return {"code": "a code", "state": self.asked["state"]}

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def token(self, sent: dict[str, str]) -> dict[str, Any]:
        challenge = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() != self.asked["code_challenge"]:
            return {"error": "invalid_grant"}
        now = int(time.time())
        honest = {"iss": self.url, "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": self.asked["nonce"]}
        claims = {**honest, "email_verified": True, **self.claims}
        id_token = jwt.encode({"alg": "RS256", "kid": "first"}, claims, self.key)
        return {"access_token": "unused", "token_type": "Bearer", "id_token": id_token}


@contextmanager
def running() -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys = {"keys": [provider.published.as_dict(private=False)]}
            self._answer(keys if self.path == "/keys" else provider.description())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _answer(self, body: dict[str, Any]) -> None:
            self.send_response(400 if "error" in body else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider = Provider(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield provider
        server.shutdown()
        thread.join()
