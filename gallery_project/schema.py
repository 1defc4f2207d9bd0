"""The OpenAPI document of /api/v1/: what the generator cannot see in the views."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated

_PREFIX = "/api/v1/"
_ERROR = {
    "type": "object",
    "required": ["error", "details"],
    "properties": {
        "error": {"type": "string", "description": "One sentence for a person."},
        "details": {
            "type": ["string", "array", "object"],
            "items": {},
            "description": "What exactly, for a program: fields and what is wrong with them, as a rule.",
        },
    },
}
_REASONS = {
    "400": "Something in the request is unusable; `details` names the field.",
    "401": "You are not signed in, or the token is not valid.",
    "403": "You may not do this, or your token lacks the scope.",
    "404": "There is no such thing, or you may not know of it.",
    "409": "Something stands against it: a taken name, a state, or an Idempotency-Key at work or used before.",
    "412": "The thing has been changed since the version that If-Match names.",
    "413": "The request is too large; the answer says how to send more.",
    "415": "The body is not JSON.",
    "429": "Too much in too short a time; Retry-After says when to come back.",
}
_HEADERS = {
    "401": {"WWW-Authenticate": {"schema": {"type": "string"}}},
    "429": {"Retry-After": {"schema": {"type": "string"}, "description": "Seconds."}},
}


class Schema(AutoSchema):
    """Knows that what is open to the world needs no signing in."""

    def get_auth(self) -> list[dict[str, Any]]:
        ways: list[dict[str, Any]] = super().get_auth()
        permissions = self.view.get_permissions()
        needed = any(isinstance(each, IsAuthenticated) for each in permissions)
        is_open = not permissions or (self.method in SAFE_METHODS and not needed)
        return [*ways, {}] if is_open and {} not in ways else ways


def only_native(endpoints: list[Any], **_: Any) -> list[Any]:
    """Without the older contracts, which are documented by their own page."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith(_PREFIX)]


def with_errors(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Adds to every operation the errors that its kind can answer."""
    components = result["components"]
    components["schemas"]["Error"] = _ERROR
    components["responses"] = {f"Error{status}": _response(status) for status in _REASONS}
    for path, methods in result["paths"].items():
        for method, operation in methods.items():
            for status in _possible(path, method, operation):
                operation["responses"].setdefault(status, {"$ref": f"#/components/responses/Error{status}"})
    return result


def _response(status: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Error"}
    described = {"description": _REASONS[status], "content": {"application/json": {"schema": schema}}}
    return described | ({"headers": _HEADERS[status]} if status in _HEADERS else {})


def _possible(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    statuses = ["400", "401", "403", "429"]
    headers = {each["name"] for each in operation.get("parameters", []) if each["in"] == "header"}
    statuses += ["404"] if "{" in path else []
    statuses += ["409"] if method.upper() not in SAFE_METHODS else []
    statuses += ["412"] if "If-Match" in headers else []
    return statuses + (["413", "415"] if "requestBody" in operation else [])
