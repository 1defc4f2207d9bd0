"""The gate in front of a whole ministack: every request is signed by somebody it knows, or refused.

ministack checks the signatures of roles' temporary keys and of users' keys, but none of its own key's nor of
the keys it treats like it ("test", account numbers); and its control paths need no signature at all.
"""

from embedded.guard import ACCOUNT, Guard, Message

CONTROL = ("/_", "/health")  # ministack's own paths: reset, configuration, everybody's messages, ...
CODE = "/_ministack/lambda-code/"  # where GetFunction says that a function's package lies; `zappa rollback` reads it


class CloudGuard(Guard):
    """As Guard, for all services and buckets, and all keys that ministack's IAM and STS know."""

    def refusal(self, scope: Message, headers: dict[str, str], body: bytes) -> str:
        if not self.is_ours(headers):
            return "this host name is not served"
        if scope["method"] == "GET" and scope["path"].startswith(CODE):
            return ""
        if scope["path"].startswith(CONTROL):
            return "this path is not served"
        return self.missing_signature(scope, headers, body)

    def secret_of(self, access_key: str) -> str:
        from ministack.core.iam_evaluator import CredentialResolutionError, resolve_credential

        known = resolve_credential(access_key, ACCOUNT)
        return "" if isinstance(known, CredentialResolutionError) else str(known.secret_access_key)

    def takes_forms(self, path: str) -> bool:
        return path.count("/") == 1 and len(path) > 1  # any bucket
