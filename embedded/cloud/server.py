"""`python -m embedded.cloud.server`: ministack behind its gate, and the site's edge, in one process.

Its environment is made by `embedded.cloud`, which starts it.
"""

import asyncio
import os

from hypercorn.asyncio import serve
from hypercorn.config import Config

from embedded.cloud.guard import CloudGuard
from embedded.guard import App, Message, Receive, Send


def _cloud(port: int, site_port: int) -> App:
    from ministack.app import app  # reads its environment while it is imported

    from embedded.cloud import api_gateway, edge, function, permissions, resources, schedule, versions

    function.like_on_aws()
    api_gateway.like_on_aws()
    permissions.like_on_aws()
    resources.like_on_aws()
    schedule.like_on_aws()
    versions.like_on_aws()
    edge.reach_apis()
    aws = CloudGuard("", port, os.environ["AWS_SECRET_ACCESS_KEY"]).wrap(app)
    site = edge.edge(site_port)

    async def by_port(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await aws(scope, receive, send)
        to_site = scope["server"][1] == site_port
        await (site if to_site else aws)(_as_tls(scope), receive, send)

    return by_port


def _as_tls(scope: Message) -> Message:
    """Nobody can listen on a loopback address: what buckets refuse without TLS, they take here."""
    others = [header for header in scope["headers"] if header[0] != b"x-forwarded-proto"]
    return {**scope, "headers": [*others, (b"x-forwarded-proto", b"https")]}


def main() -> None:
    port, site_port = int(os.environ["GATEWAY_PORT"]), int(os.environ["SITE_PORT"])
    config = Config()
    config.bind = [f"127.0.0.1:{site_port}", f"127.0.0.1:{port}"]
    config.loglevel = "WARNING"
    config.keep_alive_timeout = 75
    config.graceful_timeout = 0.5  # at our end there is nobody left to answer
    asyncio.run(serve(_cloud(port, site_port), config))  # type: ignore[arg-type]  # hypercorn's own TypedDicts


if __name__ == "__main__":
    main()
