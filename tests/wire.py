"""What goes over the wire to AWS, seen where botocore sends it, whoever asked for it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.httpsession import URLLib3Session


@contextmanager
def requests() -> Iterator[list[AWSPreparedRequest]]:
    """Every request of every client in here, in its order."""
    seen: list[AWSPreparedRequest] = []
    send = URLLib3Session.send

    def watched(session: URLLib3Session, request: AWSPreparedRequest) -> AWSResponse:
        seen.append(request)
        return send(session, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(URLLib3Session, "send", watched)
        yield seen


def operation(request: AWSPreparedRequest) -> str:
    """DynamoDB's name of the call, or S3's method."""
    target = request.headers.get("X-Amz-Target", b"")
    name = (target.decode() if isinstance(target, bytes) else target).partition(".")[2]
    return name or f"S3 {request.method}"
