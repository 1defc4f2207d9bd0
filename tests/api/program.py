"""A program that uses the native API with a token, as a stranger, or through a signed-in browser."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests import make

EVERYTHING = ("read", "upload", "manage", "rate")


class Program:
    """`program("PATCH", "galleries/1", {"name": "x"}, if_match='"1"')`; paths are under /api/v1/."""

    def __init__(self, token: str = "", client: Client | None = None) -> None:
        self.client = client or Client()
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        data = "" if body is None else json.dumps(body)
        answer: HttpResponse = self.client.generic(
            method, f"/api/v1/{path}", data, content_type="application/json", headers={**self.headers, **sent}
        )
        return answer


def program(user: User, *scopes: str) -> Program:
    return Program(make.token(user, *(scopes or EVERYTHING)))
