"""Run as `python -I -S coldstart_start.py FOLDER WHAT`: one start of a function, up to its first answer.

It prints the moment of the answer by the machine's monotonic clock.
"""

import sys
import time
from typing import Any

sys.path.insert(0, sys.argv[1])


def event(path: str) -> dict[str, Any]:
    """A GET as an HTTP API sends it (payload format 2.0)."""
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"host": "localhost", "accept": "text/html"},
        "requestContext": {"stage": "$default", "http": {"method": "GET", "path": path, "sourceIp": "192.0.2.1"}},
        "isBase64Encoded": False,
    }


def site(path: str) -> int:
    import handler

    return int(handler.lambda_handler(event(path), None)["statusCode"])


def fastapi() -> int:
    from fastapi import FastAPI
    from mangum import Mangum

    app = FastAPI()

    def hello() -> dict[str, str]:
        return {"hello": "world"}

    app.get("/")(hello)
    return int(Mangum(app, lifespan="off")(event("/"), None)["statusCode"])


def boto3() -> int:
    import boto3

    client = boto3.client("dynamodb")
    answer = client.get_item(TableName="Accounts", Key={"pk": {"S": "SITE"}, "sk": {"S": "SETTINGS"}})
    return int(answer["ResponseMetadata"]["HTTPStatusCode"])


STARTS = {"page": lambda: site("/healthz"), "home": lambda: site("/"), "fastapi": fastapi, "boto3": boto3}
status = STARTS[sys.argv[2]]()
moment = time.monotonic()
if status != 200:
    sys.exit(f"The answer was {status}.")
print(moment)
