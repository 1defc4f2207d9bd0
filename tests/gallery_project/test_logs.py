"""One line for each request, with ids and nothing that a log may not know."""

import json
import logging
import os
import subprocess
import sys
from contextvars import ContextVar
from types import MappingProxyType

import pytest
from django.test import Client

from accounts.models import User
from gallery_project import about, log_settings, logs
from photos import events
from photos import services as photos
from tests import make, wire
from tests.gallery_project.lines import Printed, printed

OWNER = make.photographer()
SECRETS = ["c2VjcmV0", "abc-def0123456789", "someone@example.org", "203.0.113.9", "Bearer", "no-cookie-for-logs"]
# Lambda's runtime gives the root a handler before our code runs, and Zappa calls basicConfig (zappa/handler.py).
LIKE_LAMBDA = """
import logging, sys
logging.root.addHandler(logging.StreamHandler(sys.stdout))
logging.basicConfig()
import django; django.setup()
logging.getLogger("zappa.wsgi").info("203.0.113.9 GET /secret")
logging.getLogger("botocore").warning("slow")
from gallery_project import metrics
metrics.count("GalleriesCreated")
"""


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that call a service outside of any request leave its ids behind."""
    monkeypatch.setattr(about, "_known", ContextVar("about", default=MappingProxyType({})))


def ask(client: Client, path: str, **headers: str) -> Printed:
    """The path asked for, and what that printed."""
    client.raise_request_exception = False
    with printed() as told:
        told.answer = client.get(path, headers=headers)
    return told


def test_success_a_request_is_one_line(client: Client) -> None:
    gallery = make.gallery(OWNER)
    with wire.requests() as sent:
        told = ask(client, f"/galleries/{gallery.gallery_id}/test/")
    (line,) = told.lines
    shown = {name: line[name] for name in ("level", "stage", "view", "Route", "method", "status", "galleryId")}
    expected = {"level": "INFO", "stage": "test", "view": "gallery-slug", "Route": "page", "method": "GET"}
    assert shown == {**expected, "status": 301, "galleryId": gallery.gallery_id}
    assert line["calls"] == len(sent) > 0
    assert line["ReadCapacity"] > 0
    assert line["ResponseTime"] > 0
    assert line["time"].endswith("Z")
    assert "userId" not in line


def test_success_it_names_who_asked_by_id_alone(signed_in: Client, user: User) -> None:
    told = ask(signed_in, "/manage/")
    (line,) = told.lines
    assert (line["userId"], line["Route"], line["view"]) == (user.pk, "manage", "manage")
    assert user.username not in told.text


def test_success_an_address_without_a_name_is_told_by_its_pattern(client: Client) -> None:
    (line,) = ask(client, "/api/v1/galleries/secret-name").of_logger("gallery_project.metrics")
    assert (line["view"], line["Route"], line["status"]) == ("api-gallery", "api", 404)
    (line,) = ask(client, "/api/v1/photos/x/rating").of_logger("gallery_project.metrics")
    assert line["view"] == "api/v1/photos/<str:photo_id>/rating"


def test_fail_what_may_not_be_logged_is_not(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    uid, token, email, address, _, cookie = SECRETS
    client.cookies["sessionid"] = cookie
    headers = {"Authorization": f"Bearer {token}", "X-Forwarded-For": address, "X-Request-Id": email}
    paths = [f"/accounts/password/reset/{uid}/{token}/?email={email}", f"/photos/{email}/", f"/no/{token}"]
    text = "".join(ask(client, path, **headers).text for path in paths)
    monkeypatch.setattr("photos.services.get", lambda **_: (_ for _ in ()).throw(ValueError(f"{email} is unknown")))
    broken = ask(client, f"/photos/{uid}{'-'}x/?q={token}", **headers)
    assert {line["status"] for line in broken.of_logger("gallery_project.metrics")} == {500}
    assert [secret for secret in SECRETS if secret in text] == []
    assert [secret for secret in SECRETS[1:] if secret in broken.text] == []


def test_success_a_failure_is_one_structured_line(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(**_: object) -> None:
        raise ValueError("first line\nsecond line")

    monkeypatch.setattr(photos, "get", breaks)
    told = ask(client, "/photos/some-photo/some-slug/")
    (failure,) = told.of_logger("django.request")
    assert failure["message"] == "Internal Server Error: photo-slug"
    assert (failure["level"], failure["photoId"]) == ("ERROR", "some-photo")
    assert (failure["exception"]["type"], failure["exception"]["message"]) == (
        "builtins.ValueError",
        "first line\nsecond line",
    )
    assert "in breaks" in failure["exception"]["stack"]
    assert {line["requestId"] for line in told.lines} == {failure["requestId"]}
    assert failure["requestId"] in told.answer.content.decode()  # for who reports it
    assert len(told.lines) == 2


def test_fail_no_error_page_can_be_made(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ValueError("as broken as the rest")

    monkeypatch.setattr(photos, "get", breaks)
    monkeypatch.setattr("gallery_project.error_responses.render", breaks)
    with printed() as told, pytest.raises(ValueError, match="as broken"):
        client.get("/photos/some-photo/some-slug/")
    (failure,) = told.of_logger("gallery_project.access")
    assert (failure["view"], failure["exception"]["message"]) == ("photo-slug", "as broken as the rest")


def test_success_a_proxys_request_id_is_kept_if_it_can_be_one(client: Client) -> None:
    (line,) = ask(client, "/healthz", **{"X-Request-Id": "from-a-proxy_1"}).lines
    assert line["requestId"] == "from-a-proxy_1"
    (line,) = ask(client, "/healthz", **{"X-Request-Id": 'x" onclick'}).lines
    assert len(line["requestId"]) == 32
    assert line["calls"] == 0


def test_success_lambdas_request_id_is_the_one() -> None:
    context = type("Context", (), {"aws_request_id": "11111111-2222-3333-4444-555555555555"})()
    client = Client(**{"lambda.context": context})
    (line,) = ask(client, "/healthz", **{"X-Request-Id": "from-a-proxy_1"}).lines
    assert line["requestId"] == context.aws_request_id
    with printed() as told:
        events.handle({"Records": []}, context)
    (line,) = told.lines
    assert (line["requestId"], line["view"], line["calls"]) == (context.aws_request_id, "photos.events.handle", 0)


def test_fail_no_text_makes_a_second_line() -> None:
    text = 'a\nb\r\nc\u2028d\x85e\x0b{"level": "ERROR"}'
    with printed() as told:
        logging.getLogger("any").warning("%s", text)
    assert told.text.count("\n") == 1
    assert told.text.isascii()
    assert told.lines[0]["message"] == text
    record = logging.LogRecord("any", logging.WARNING, "", 0, text, None, None)
    assert len(logs.PlainLines().format(record).splitlines()) == 1


def test_success_notes_end_with_the_work() -> None:
    with about.work(galleryId="g-1"):
        with about.work():
            about.note(photoId="p-1", userId="no id, but a sentence")
            assert dict(about.known()) == {"galleryId": "g-1", "photoId": "p-1"}
        assert dict(about.known()) == {"galleryId": "g-1"}
    assert dict(about.known()) == {}


def test_success_readable() -> None:
    with printed() as told, about.work(photoId="p-1"):
        try:
            raise KeyError("one\ntwo")
        except KeyError:
            logging.getLogger("any").exception("It\nbroke")
    line = told.text
    assert logs.readable(line).endswith("Z ERROR any It broke [builtins.KeyError: 'one\\ntwo'] photoId=p-1")
    for other in ("START RequestId: 1", "[1, 2]", '"text"', '{"a": 1}', ""):
        assert logs.readable(f"{other}\n") == other


def test_success_as_on_lambda_nothing_is_doubled_and_no_access_log_is_beside_ours() -> None:
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "gallery_project.settings",
        "DJANGO_SECRET_KEY": "x",
        "BUCKET_NAME": "b",
        "METRICS_NAMESPACE": "Gallery/dev",
        "STAGE": "dev",
    }
    done = subprocess.run([sys.executable, "-c", LIKE_LAMBDA], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    slow, created = map(json.loads, done.stderr.splitlines())
    assert (slow["logger"], slow["message"]) == ("botocore", "slow")
    assert (created["GalleriesCreated"], created["stage"]) == (1, "dev")


@pytest.mark.parametrize(("namespace", "level"), [("Gallery/dev", "INFO"), ("", "WARNING")])
def test_success_metrics_are_told_whatever_the_level_is(namespace: str, level: str) -> None:
    made = log_settings.logging_settings(lines="json", level="WARNING", stage="", namespace=namespace)
    assert made["loggers"]["gallery_project.metrics"] == {"level": level}
