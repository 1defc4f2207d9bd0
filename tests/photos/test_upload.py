"""Announcing files and sending them straight to the bucket, which enforces what was signed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from accounts.actors import STRANGER
from gallery_project.errors import Conflict, Invalid, NotAllowed, NotFound
from photos import lookup
from photos import services as photos
from photos.models import Photo
from tests import make

OWNER = make.photographer()
MB = 1024**2


@pytest.fixture
def gallery_id() -> str:
    return make.gallery(OWNER).gallery_id


def test_success_signed_form_takes_exactly_this_file(gallery_id: str) -> None:
    ticket = make.announced(OWNER, gallery_id, "Urlaub ä.JPG")
    assert ticket.key == f"galleries/{gallery_id}/{ticket.photo_id}.jpg"
    assert make.post(ticket, make.jpeg()).status_code == 204
    assert make.keys_under(f"galleries/{gallery_id}/") == [ticket.key]


@pytest.mark.parametrize("change", [{"key": "galleries/x/other.jpg"}, {"Content-Type": "text/html"}])
def test_fail_signed_form_takes_nothing_else(gallery_id: str, change: dict[str, str]) -> None:
    ticket = make.announced(OWNER, gallery_id)
    assert ticket.form
    url, fields = ticket.form
    answer = requests.post(url, data={**fields, **change}, files={"file": make.jpeg()}, timeout=30)
    assert answer.status_code == 403
    assert make.keys_under(f"galleries/{gallery_id}/") == []


def test_fail_signed_form_takes_no_more_bytes_than_signed(gallery_id: str) -> None:
    answer = make.post(make.announced(OWNER, gallery_id), b"x" * (16 * MB + 1))
    assert answer.status_code in (400, 403)
    assert make.keys_under(f"galleries/{gallery_id}/") == []


def test_success_large_file_in_parts_goes_on_where_it_broke_off(gallery_id: str) -> None:
    ticket = make.announced(OWNER, gallery_id, "large.jpg", 17 * MB)
    assert ticket.upload_id
    body = make.jpeg() + bytes(9 * MB)
    parts = [body[: 8 * MB], body[8 * MB :]]
    urls = photos.sign_parts(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id, numbers=[1, 2])
    assert requests.put(urls[1], data=parts[0], timeout=30).headers["ETag"]
    again = photos.resume_upload(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert [(part["partNumber"], part["size"]) for part in again.parts] == [(1, 8 * MB)]
    requests.put(urls[2], data=parts[1], timeout=30).raise_for_status()
    photos.complete_upload(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id)
    photo = photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert photo
    assert (photo.status, photo.size) == ("ready", len(body))


def test_success_one_refused_file_does_not_lose_the_others(gallery_id: str) -> None:
    tickets = photos.begin_upload(
        actor=OWNER,
        gallery_id=gallery_id,
        files=[{"filename": "a.jpg", "size": 1}, {"filename": "b.jpg", "size": 10**12}, {"filename": "c", "size": 0}],
    )
    assert [bool(ticket.form) for ticket in tickets] == [True, False, False]
    assert "too large" in tickets[1].error
    assert "empty" in tickets[2].error


def test_success_given_up_upload_leaves_nothing(gallery_id: str) -> None:
    for size in (1, 17 * MB):
        ticket = make.announced(OWNER, gallery_id, size=size)
        photos.give_up_upload(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id)
        assert lookup.find(ticket.photo_id) is None
    assert photos.unfinished(actor=OWNER, gallery_id=gallery_id) == []


def test_fail_what_has_arrived_cannot_be_sent_again(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    for operation in (photos.resume_upload, photos.give_up_upload, photos.complete_upload):
        with pytest.raises(Conflict):
            operation(actor=OWNER, gallery_id=gallery_id, photo_id=photo.photo_id)


def test_fail_only_who_manages_the_gallery(gallery_id: str) -> None:
    ticket = make.announced(OWNER, gallery_id)
    for actor in (STRANGER, make.visitor(), make.photographer()):
        with pytest.raises(NotAllowed):
            make.announced(actor, gallery_id)
        with pytest.raises(NotAllowed):
            photos.resume_upload(actor=actor, gallery_id=gallery_id, photo_id=ticket.photo_id)


def test_fail_what_nobody_announced(gallery_id: str) -> None:
    elsewhere = make.announced(OWNER, make.gallery(OWNER).gallery_id)
    for photo_id in (elsewhere.photo_id, "nothing", "x" * 5000):
        with pytest.raises(NotFound):
            photos.resume_upload(actor=OWNER, gallery_id=gallery_id, photo_id=photo_id)


def test_success_api_takes_a_large_file_in_parts(admin_client: Any) -> None:
    url = f"/api/v1/galleries/{make.gallery().gallery_id}/uploads"

    def call(path: str, body: object) -> Any:
        return admin_client.post(url + path, body, content_type="application/json")

    (upload,) = call("", {"photos": [{"filename": "a.jpg", "size": 17 * MB}]}).json()["uploads"]
    photo = f"/{upload['photoId']}"
    assert upload["multipart"]["partSize"] == 8 * MB
    urls = call(f"{photo}/parts", {"partNumbers": [1]}).json()["urls"]
    requests.put(urls["1"], data=make.jpeg(), timeout=10).raise_for_status()
    assert [part["partNumber"] for part in call(photo, {}).json()["parts"]] == [1]
    assert call(f"{photo}/complete", {}).json() == {"photoId": upload["photoId"]}
    for wrong in ([], [0], [10_001], "all", list(range(1, 102))):
        assert call(f"{photo}/parts", {"partNumbers": wrong}).status_code == 400
    assert admin_client.delete(url + photo).status_code == 204
    assert call(photo, {}).status_code == 404


def test_fail_too_many_at_once(gallery_id: str) -> None:
    with pytest.raises(Invalid):
        photos.begin_upload(actor=OWNER, gallery_id=gallery_id, files=[{"filename": "a"}] * 101)


def test_success_unfinished_lists_what_waits_and_what_failed(gallery_id: str) -> None:
    waits = make.announced(OWNER, gallery_id, "waits.jpg")
    fails = make.ingested(OWNER, gallery_id, b"no photo", "fails.jpg")
    make.ingested(OWNER, gallery_id)
    forgotten = make.announced(OWNER, gallery_id)
    Photo(gallery_id, forgotten.photo_id).update([Photo.expires_at.set(datetime(2020, 1, 1, tzinfo=UTC))])
    found = photos.unfinished(actor=OWNER, gallery_id=gallery_id)
    assert [(p.photo_id, p.status) for p in found] == [(waits.photo_id, "awaiting_upload"), (fails.photo_id, "failed")]


def test_success_api_speaks_the_same_way(admin_client: Any, deliver: Callable[[], int]) -> None:
    gallery_id = make.gallery().gallery_id
    url = f"/api/v1/galleries/{gallery_id}/uploads"
    sent = {"photos": [{"filename": "a.jpg", "size": 5, "contentType": "image/jpeg"}]}
    answer = admin_client.post(url, sent, content_type="application/json")
    assert answer.status_code == 201
    (upload,) = answer.json()["uploads"]
    form = upload["post"]
    requests.post(form["url"], data=form["fields"], files={"file": make.jpeg()}, timeout=30).raise_for_status()
    deliver()
    (photo,) = admin_client.get(f"{url}?ids={upload['photoId']}").json()["photos"]
    assert photo["status"] == "ready"
    assert requests.get(photo["thumbnailURL"], timeout=30).headers["Content-Type"] == "image/webp"
    assert admin_client.get(url).json() == {"photos": []}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"photos": []}, 400),
        ({"photos": [{"size": 1}]}, 400),
        ({"photos": [{"filename": "a", "size": "many"}]}, 400),
        ({"photos": [{"filename": "a", "size": -1}]}, 400),
        ("no json at all", 400),
    ],
)
def test_fail_api_says_what_is_wrong(admin_client: Any, body: object, status: int) -> None:
    url = f"/api/v1/galleries/{make.gallery().gallery_id}/uploads"
    answer = admin_client.post(url, body, content_type="application/json")
    assert answer.status_code == status
    assert answer.json()["error"]


def test_fail_api_without_a_login(client: Any) -> None:
    url = f"/api/v1/galleries/{make.gallery().gallery_id}/uploads"
    answer = client.post(url, {"photos": [{"filename": "a.jpg"}]}, content_type="application/json")
    assert answer.status_code == 401
    assert answer.json()["error"]


def test_success_plain_form_without_javascript(admin_client: Any, deliver: Callable[[], int]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    gallery_id = make.gallery().gallery_id
    url = f"/manage/galleries/{gallery_id}/upload/"
    files = [SimpleUploadedFile("empty.jpg", b""), SimpleUploadedFile("a.jpg", make.jpeg())]
    answer = admin_client.post(url, {"photos": files}, follow=True).content.decode()
    assert "empty.jpg: The file is empty." in answer
    assert "a.jpg has arrived" in answer
    deliver()
    assert b"1 photo" in admin_client.get(f"/galleries/{gallery_id}/").content
