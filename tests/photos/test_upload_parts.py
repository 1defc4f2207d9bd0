"""Large files go in parts, which S3 alone counts and joins."""

from typing import Any

import pytest
import requests
from django.test import override_settings

from galleries import services as galleries
from gallery_project.errors import Conflict, Invalid
from photos import multipart
from photos import services as photos
from tests import make

OWNER = make.photographer()
MB = 1024**2


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


def test_success_after_s3_gave_the_parts_up_it_begins_anew(gallery_id: str) -> None:
    ticket = make.announced(OWNER, gallery_id, size=17 * MB)
    multipart.abort(ticket.key, ticket.upload_id)
    with pytest.raises(Conflict, match="Nothing of this file has arrived"):
        photos.complete_upload(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id)
    again = photos.resume_upload(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert (again.parts, again.upload_id != ticket.upload_id) == ([], True)
    urls = photos.sign_parts(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id, numbers=[1])
    requests.put(urls[1], data=make.jpeg(), timeout=30).raise_for_status()
    photos.complete_upload(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id)


def test_success_open_parts_go_with_their_gallery(gallery_id: str) -> None:
    ticket = make.announced(OWNER, gallery_id, size=17 * MB)
    galleries.delete(actor=OWNER, gallery_id=gallery_id)
    assert multipart.parts(ticket.key, ticket.upload_id) is None


def test_fail_parts_that_are_too_much_together(gallery_id: str, admin_client: Any) -> None:
    ticket = make.announced(OWNER, gallery_id, size=17 * MB)
    urls = photos.sign_parts(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id, numbers=[1, 2])
    for part in urls.values():
        requests.put(part, data=b"x" * 60, timeout=30).raise_for_status()
    url = f"/api/v1/galleries/{gallery_id}/uploads/{ticket.photo_id}/complete"
    with override_settings(MAX_PHOTO_BYTES=100):
        answer = admin_client.post(url, {}, content_type="application/json")
    assert (answer.status_code, make.keys_under(ticket.key)) == (413, [])
    assert ticket.key not in make.open_uploads()


def test_success_as_many_parts_as_there_can_be(gallery_id: str) -> None:
    large, small = (make.announced(OWNER, gallery_id, size=size).photo_id for size in (17 * MB, MB))
    numbers = [*range(1, 100), 10_000]
    urls = photos.sign_parts(actor=OWNER, gallery_id=gallery_id, photo_id=large, numbers=numbers)
    assert (list(urls), len(set(urls.values()))) == (numbers, 100)
    with pytest.raises(Invalid):
        photos.sign_parts(actor=OWNER, gallery_id=gallery_id, photo_id=large, numbers=[*numbers, 5])
    with pytest.raises(Conflict, match="not uploaded in parts"):
        photos.sign_parts(actor=OWNER, gallery_id=gallery_id, photo_id=small, numbers=[1])


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
