"""Hostile requests to every door: a refusal is a refusal, in JSON, and it has stored nothing."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make, wire
from tests.contracts.doors import IMAGE, JSON_DOORS, READ_DOORS, Door
from tests.contracts.hostile import BODIES, NAMES, TEXTS, VALUES, multipart, quoted
from tests.contracts.house import House
from tests.contracts.http import Answer, Client, Fields, accepted, refused
from tests.contracts.stored import everything, write

Send = Callable[..., Answer]
bounded = settings(
    derandomize=True, max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def place(house: House) -> Fields:
    """A gallery with one photo; tests may spoil both."""
    gallery = house.gallery()["id"]
    return {"gallery": gallery, "photo": house.photo(gallery)["id"]}


@pytest.fixture
def send(house: House) -> Iterator[Send]:
    """Sends as the owner, and looks whether a refusal has left anything behind: what it wrote it must have undone."""
    client, kept = house.client(Client, house.owner), everything()

    with wire.requests() as asked:

        def sent(method: str, path: str, **options: Any) -> Answer:
            nonlocal kept
            asked.clear()
            answer = client.call(method, path, **options)
            assert "X-Evil" not in answer.headers
            now = everything() if any(map(write, asked)) else kept
            assert answer.status_code < 400 or kept ^ now == set(), answer.text
            kept = now
            return answer

        yield sent
    assert kept ^ everything() == set()  # no write has escaped


def spoiled(body: Any, data: st.DataObject) -> Any:
    """The body with one value somewhere inside replaced, or another field beside it."""
    if not isinstance(body, dict | list) or not body or data.draw(st.integers(0, 5)) == 0:
        return data.draw(VALUES)
    names: list[Any] = list(body) if isinstance(body, dict) else list(range(len(body)))
    name = data.draw(st.sampled_from(names))
    made: Any = dict(body) if isinstance(body, dict) else list(body)
    made[name] = spoiled(body[name], data)
    return made


@pytest.mark.parametrize("door", JSON_DOORS.values(), ids=JSON_DOORS)
@bounded
@given(data=st.data())
def test_fail_values(send: Send, place: Fields, door: Door, data: st.DataObject) -> None:
    at = door.at(**place)
    body = json.dumps(spoiled(at.body, data)).encode()
    send(at.method, at.path, params=at.query, data=body, headers=JSON)


@pytest.mark.parametrize("door", JSON_DOORS.values(), ids=JSON_DOORS)
def test_fail_bodies(send: Send, place: Fields, door: Door) -> None:
    at = door.at(**place)
    for body in BODIES:
        answer = send(at.method, at.path, params=at.query, data=body, headers=JSON)
        assert answer.status_code < 300 or 400 <= answer.status_code < 500


@pytest.mark.parametrize("door", [*JSON_DOORS.values(), *READ_DOORS.values()], ids=[*JSON_DOORS, *READ_DOORS])
@bounded
@given(data=st.data())
def test_fail_queries(send: Send, place: Fields, door: Door, data: st.DataObject) -> None:
    at = door.at(**place)
    name = data.draw(st.sampled_from([*at.query, "limit", "cursor", "id", "action", "unknown"]))
    query = {**at.query, name: data.draw(st.sampled_from(TEXTS))}
    send(at.method, f"{at.path}?" + "&".join(f"{key}={quoted(value)}" for key, value in query.items()), json=at.body)


@pytest.mark.parametrize("resource", ["images", "items", "photos"])
def test_fail_ids(send: Send, resource: str) -> None:
    for name in TEXTS:
        if "/" not in name and name not in ("", ".", ".."):
            for method in ("GET", "PUT", "DELETE"):
                answer = send(method, f"/{resource}/{quoted(name)}", **({"json": {}} if method == "PUT" else {}))
                assert answer.status_code in (400, 404, 405)


@pytest.mark.parametrize("door", JSON_DOORS.values(), ids=JSON_DOORS)
def test_fail_content_types(send: Send, place: Fields, door: Door) -> None:
    at = door.at(**place)
    body = json.dumps(at.body).encode()
    for name in ("text/plain", "text/html", "application/xml", "application/x-www-form-urlencoded", "", "x/y; =", "é"):
        headers = {"Content-Type": name.encode("latin-1")}
        assert send(at.method, at.path, params=at.query, data=body, headers=headers).status_code == 415
    for name in ("application/json; charset=utf-16", "application/json; charset=nonsense"):
        send(at.method, at.path, params=at.query, data=body, headers={"Content-Type": name})


FORMS = [("/galleries", "photos"), ("/images/upload", "file"), ("/upload", "file")]


@pytest.mark.parametrize(("path", "name"), FORMS)
def test_fail_forms(send: Send, place: Fields, path: str, name: str) -> None:
    query = {"action": "upload_photos", "id": place["gallery"]} if path == "/galleries" else {}
    photo = make.jpeg("fuzz")

    def form(body: bytes, boundary: str = "x") -> int:
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return send("POST", path, params=query, data=body, headers=headers).status_code

    whole = multipart(name, b"a.jpg", photo)
    assert form(whole) in (200, 201)
    for length in (0, 1, 5, 40, 90, 150, len(whole) // 2):
        assert form(whole[:length]) == 400
    for boundary in ("", "y", "x" * 300, "\x7f", '"'):
        assert form(whole, boundary) in (400, 415)
    for filename in NAMES[::4]:
        form(multipart(name, filename, photo))
    for field in ("tags", "titles", "descriptions", "visibility", "userId", "galleryId"):
        form(multipart(name, b"a.jpg", b"no photo", {field: NAMES[len(field)]}))
    form(multipart(name, b"a.jpg", b"no photo", {f"field{n}": b"x" for n in range(3000)}))


def test_fail_raw_bodies(send: Send) -> None:
    for body in (
        b"",
        b"\0" * 1000,
        b"\xff\xd8\xff\xe0" + b"\0" * 500,
        b"GIF89a",
        b"RIFF\0\0\0\0WEBP",
        b"\x89PNG\r\n\x1a\n",
    ):
        for name in ("image/jpeg", "image/png", "image/webp", "image/nonsense", "IMAGE/JPEG; q=1"):
            assert send("POST", "/upload", data=body, headers={"Content-Type": name}).status_code in (400, 415)


def test_fail_first_upload_of_somebody_new(house: House) -> None:
    """It makes no default gallery either."""
    somebody = house.client(Client, make.account())
    before = everything()
    for body in (b"no photo", b""):
        refused(somebody.call("POST", "/upload", data=body, headers={"Content-Type": "image/jpeg"}), 400)
        refused(somebody.call("POST", "/images/upload", json={"image": {"content": "QUJD"}}), 400)
    assert before ^ everything() == set()


def test_success_names_in_headers(send: Send) -> None:
    photo = make.jpeg()
    for name in NAMES[2::4]:
        clean = name.replace(b"\r", b"").replace(b"\n", b"").strip()
        for header in ({"X-Filename": clean}, {"Content-Disposition": b'attachment; filename="' + clean + b'"'}):
            send("POST", "/upload", data=photo, headers={"Content-Type": "image/jpeg", **header})


def test_success_the_good_requests_are_good(send: Send, place: Fields) -> None:
    """Else everything above would be refused for the wrong reason."""
    good = {name: door for name, door in JSON_DOORS.items() if name != "delete_photo"}
    for door in good.values():
        at = door.at(**place)
        accepted(send(at.method, at.path, params=at.query, json=at.body), 200, 201)
    assert IMAGE
