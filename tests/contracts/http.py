"""What every client of an older system begins with: a session at one base URL, and the rules for all answers."""

import json
from typing import Any

import requests

Answer = requests.Response
Fields = dict[str, Any]
TIMEOUT = 60


class Client:
    """One program that talks to the product; subclasses are the older systems' clients."""

    def __init__(self, base: str, token: str = "", **headers: str) -> None:
        self.base = base
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers.update(headers)
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, **options: Any) -> Answer:
        """Any call; redirects are not followed, because no client of the older systems expected one."""
        answer = self.session.request(
            method, f"{self.base}{path}", allow_redirects=False, **{"timeout": TIMEOUT, **options}
        )
        keeps_the_rules(answer)
        return answer


def keeps_the_rules(answer: Answer) -> None:
    """Never a 500, a redirect or an HTML page; every refusal in one shape."""
    assert answer.status_code < 500, (answer.status_code, answer.request.url, answer.text[:500])
    assert not answer.is_redirect, answer.headers["Location"]
    if answer.status_code == 204 or answer.request.method in ("HEAD", "OPTIONS"):
        return
    assert answer.headers["Content-Type"].split(";")[0] == "application/json", answer.text[:500]
    body = answer.json()
    if answer.status_code >= 400:
        assert {"error", "details"} <= set(body), body
        assert isinstance(body["error"], str)
        assert body["error"].strip()
        assert "\n" not in body["error"].strip(), body
        assert isinstance(body["details"], str | list | dict), body


def accepted(answer: Answer, *statuses: int) -> Any:
    """The body of an answer that has one of these statuses, 200 unless told."""
    assert answer.status_code in (statuses or (200,)), (answer.status_code, answer.text[:800])
    return answer.json() if answer.content else None


def refused(answer: Answer, status: int, *named: str) -> Fields:
    """The body of a refusal that has this status and names these fields (or one sentence's words)."""
    assert answer.status_code == status, (answer.status_code, answer.text[:800])
    body: Fields = answer.json()
    words = json.dumps(body, ensure_ascii=False)
    for name in named:
        assert name in words, (name, body)
    return body
