"""The clients of contracts C (base64), D (raw body or form) and E (presigned)."""

import base64
from typing import Any

import requests

from tests.contracts.http import TIMEOUT, Answer, Client


class Base64Upload(Client):
    """Contract C."""

    def upload(self, body: bytes, field: str = "image", **more: Any) -> Answer:
        return self.upload_json({field: base64.b64encode(body).decode(), **more})

    def upload_json(self, body: Any) -> Answer:
        return self.call("POST", "/upload", json=body)

    def record(self, filename: str) -> Answer:
        return self.call("GET", f"/images/{filename}")


class RawUpload(Client):
    """Contract D."""

    def upload(self, body: bytes, content_type: str = "image/jpeg", **headers: str) -> Answer:
        """Header names are given with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.call("POST", "/upload", data=body, headers={"Content-Type": content_type, **named})

    def upload_form(self, body: bytes, filename: str = "a.jpg") -> Answer:
        return self.call("POST", "/upload", files={"file": (filename, body, "image/jpeg")})


class Presigned(Client):
    """Contract E."""

    def list(self, **query: Any) -> Answer:
        return self.call("GET", "/photos", params=query)

    def begin(self, **photo: Any) -> Answer:
        return self.call("POST", "/photos", json=photo)

    def get(self, photo_id: str) -> Answer:
        return self.call("GET", f"/photos/{photo_id}")


def put(url: str, body: bytes, content_type: str = "image/jpeg") -> requests.Response:
    """Send a file straight to the bucket."""
    return requests.put(url, data=body, headers={"Content-Type": content_type}, timeout=TIMEOUT)
