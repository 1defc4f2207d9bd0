"""`python -m embedded.aws`: ministack behind the guard, in the environment that `engines` makes for it."""

import asyncio
import os
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config

from embedded.engines import SAVE_EVERY
from embedded.guard import Guard


async def _serve(guard: Guard, saves_tables: bool) -> None:
    from ministack.app import app  # reads its environment while it is imported

    _announce_at_once()
    config = Config()
    config.bind = [f"127.0.0.1:{guard.port}"]
    config.loglevel = "WARNING"
    config.keep_alive_timeout = 75
    config.graceful_timeout = 0.5  # at our end there is nobody left to answer
    saving = asyncio.create_task(_save_tables()) if saves_tables else None
    await serve(guard.wrap(app), config)  # type: ignore[arg-type]  # hypercorn's own TypedDicts
    if saving:
        saving.cancel()


def _announce_at_once() -> None:
    """Queue an object's event before its upload is answered.

    ministack leaves that to a thread: a kill just after the answer would lose the event, and nobody could tell when
    the queue holds all of them.
    """
    from ministack.services import s3

    def fire(bucket: str, key: str, event: str, **facts: Any) -> None:
        s3._fire_s3_event(bucket, key, event, sequencer=s3._next_event_sequencer(event), **facts)

    s3._fire_s3_event_async = fire


async def _save_tables() -> None:
    """ministack keeps its tables in memory and saves them at a clean stop only, so save them often."""
    from ministack.core.persistence import save_state
    from ministack.services import dynamodb

    saved: Any = None
    while True:
        await asyncio.sleep(SAVE_EVERY)
        state = dynamodb.get_state()
        if state != saved:
            await asyncio.to_thread(save_state, "dynamodb", state)
            saved = state


def main() -> None:
    guard = Guard(os.environ["BUCKET_NAME"], int(os.environ["GATEWAY_PORT"]), os.environ["AWS_SECRET_ACCESS_KEY"])
    asyncio.run(_serve(guard, saves_tables=os.environ["PERSIST_STATE"] == "1"))


if __name__ == "__main__":
    main()
