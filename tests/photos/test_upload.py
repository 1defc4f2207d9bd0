"""Announcing files and sending them straight to the bucket, which enforces what was signed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest
import requests

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.errors import Conflict, Invalid, NotAllowed, NotFound
from photos import lookup
from photos import services as photos
from photos.models import Photo
from tests import make, meanwhile

OWNER = make.photographer()
MB = 1024**2


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
    tickets = [make.announced(OWNER, gallery_id, size=17 * MB), make.arrived(OWNER, gallery_id)]
    for ticket in tickets:
        photos.update(actor=OWNER, photo_id=ticket.photo_id, tags=["sea"])
        assert make.rows(ticket.photo_id)
        photos.give_up_upload(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id)
        assert lookup.find(ticket.photo_id) is None
        assert ticket.key not in [*make.open_uploads(), *make.keys_under(ticket.key)]
        assert make.rows(ticket.photo_id) == set()
    assert photos.unfinished(actor=OWNER, gallery_id=gallery_id) == []


def test_fail_giving_up_what_becomes_ready_in_the_same_moment(gallery_id: str) -> None:
    ticket = make.arrived(OWNER, gallery_id)

    def ready() -> None:
        photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)

    with meanwhile.before_first("DeleteItem", ready, Photo), pytest.raises(Conflict, match="arrived"):
        photos.give_up_upload(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert Photo.get(gallery_id, ticket.photo_id).status == "ready"
    assert make.keys_under(ticket.key) == [ticket.key]


def test_success_a_long_name_keeps_its_end(gallery_id: str) -> None:
    ticket = make.announced(OWNER, gallery_id, "x" * 900 + ".png")
    assert ticket.key.endswith(f"{ticket.photo_id}.png")
    assert ticket.filename == "x" * 196 + ".png"


@pytest.mark.parametrize(("size", "in_parts"), [(16 * MB, False), (16 * MB + 1, True)])
def test_success_parts_begin_above_sixteen_megabytes(gallery_id: str, size: int, in_parts: bool) -> None:
    ticket = make.announced(OWNER, gallery_id, size=size)
    assert (bool(ticket.upload_id), bool(ticket.form)) == (in_parts, not in_parts)


def test_success_numbers_go_on_in_a_gallery_of_an_older_system(gallery_id: str) -> None:
    for number in (7, 3):
        Photo(gallery_id, f"old-{number}", photo_number=number).save()
    Gallery(gallery_id).update([Gallery.photo_seq.remove()])
    new = [lookup.read(gallery_id, make.announced(OWNER, gallery_id).photo_id) for _ in range(2)]
    assert [photo and photo.photo_number for photo in new] == [8, 9]


@pytest.mark.parametrize("before", [meanwhile.before_first_gallery_update, meanwhile.before_first_transaction])
def test_fail_gallery_that_is_deleted_in_the_same_moment(gallery_id: str, before: Any) -> None:
    """Neither the count of its numbers nor its photos come back to life."""

    def delete() -> None:
        galleries.delete(actor=OWNER, gallery_id=gallery_id)

    with before(delete), pytest.raises(NotFound):
        make.announced(OWNER, gallery_id)
    assert [*Gallery.query(gallery_id), *Photo.query(gallery_id)] == []


@pytest.mark.parametrize("filename", ["page.html", "archive.tar.gz", "noextension", "..", ".jpg/../x"])
def test_success_a_name_gives_its_extension_and_nothing_else(gallery_id: str, filename: str) -> None:
    ticket = make.announced(OWNER, gallery_id, filename)
    assert ticket.key == f"galleries/{gallery_id}/{ticket.photo_id}.bin"


@pytest.mark.parametrize("declared", ["text/html", "image/svg+xml", "image/jpeg; x"])
def test_success_a_type_that_browsers_would_run_is_not_signed(gallery_id: str, declared: str) -> None:
    (ticket,) = photos.begin_upload(
        actor=OWNER, gallery_id=gallery_id, files=[{"filename": "a.jpg", "contentType": declared}]
    )
    assert ticket.form
    assert ticket.form[1]["Content-Type"] == "application/octet-stream"


def test_success_the_type_of_a_picture_is_signed(gallery_id: str) -> None:
    files: list[photos.Announcement] = [{"filename": "a.png", "contentType": "image/png"}]
    (ticket,) = photos.begin_upload(actor=OWNER, gallery_id=gallery_id, files=files)
    assert ticket.form
    assert ticket.form[1]["Content-Type"] == "image/png"


def test_success_an_announcement_is_forgotten_after_a_week(gallery_id: str) -> None:
    expires = Photo.get(gallery_id, make.announced(OWNER, gallery_id).photo_id).expires_at
    assert expires
    assert 6 <= (expires - datetime.now(UTC)).days <= 7


def test_fail_what_has_arrived_cannot_be_sent_again(gallery_id: str) -> None:
    photo = make.ingested(OWNER, gallery_id)
    assert photos.resume_upload(actor=OWNER, gallery_id=gallery_id, photo_id=photo.photo_id).arrived == "ready"
    for operation in (photos.give_up_upload, photos.complete_upload):
        with pytest.raises(Conflict) as refused:
            operation(actor=OWNER, gallery_id=gallery_id, photo_id=photo.photo_id)
        assert refused.value.details == {"status": "ready"}


def test_fail_only_who_manages_the_gallery(gallery_id: str) -> None:
    ticket = make.announced(OWNER, gallery_id)
    for actor in (STRANGER, make.visitor(), make.photographer()):
        with pytest.raises(NotAllowed):
            make.announced(actor, gallery_id)
        with pytest.raises(NotAllowed):
            photos.resume_upload(actor=actor, gallery_id=gallery_id, photo_id=ticket.photo_id)
        with pytest.raises(NotAllowed):
            photos.unfinished(actor=actor, gallery_id=gallery_id)
        with pytest.raises(NotAllowed):
            photos.several(actor=actor, gallery_id=gallery_id, photo_ids=[ticket.photo_id])


def test_fail_what_nobody_announced(gallery_id: str) -> None:
    elsewhere = make.announced(OWNER, make.gallery(OWNER).gallery_id)
    for photo_id in (elsewhere.photo_id, "nothing", "x" * 5000):
        with pytest.raises(NotFound):
            photos.resume_upload(actor=OWNER, gallery_id=gallery_id, photo_id=photo_id)


def test_fail_too_many_at_once(gallery_id: str) -> None:
    for count in (0, 101):
        with pytest.raises(Invalid):
            photos.begin_upload(actor=OWNER, gallery_id=gallery_id, files=[{"filename": "a"}] * count)
    known = make.announced(OWNER, gallery_id).photo_id
    ids = [known, known, "", "x" * 5000, *(str(n) for n in range(96))]
    assert [p.photo_id for p in photos.several(actor=OWNER, gallery_id=gallery_id, photo_ids=ids)] == [known]
    with pytest.raises(Invalid, match="100 photos"):
        photos.several(actor=OWNER, gallery_id=gallery_id, photo_ids=[str(n) for n in range(101)])


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
    again = admin_client.post(f"{url}/{upload['photoId']}")
    assert (again.status_code, again.json()) == (
        200,
        {"photoId": upload["photoId"], "filename": "a.jpg", "status": "ready"},
    )


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


def test_fail_api_names_the_field_that_is_wrong(admin_client: Any) -> None:
    url = f"/api/v1/galleries/{make.gallery().gallery_id}/uploads"
    answer = admin_client.get(url, {"ids": ",".join(str(n) for n in range(101))})
    assert answer.status_code == 400
    assert answer.json()["details"] == {"ids": "Ask for up to 100 photos at a time."}


def test_fail_api_without_a_login(client: Any) -> None:
    url = f"/api/v1/galleries/{make.gallery().gallery_id}/uploads"
    answer = client.post(url, {"photos": [{"filename": "a.jpg"}]}, content_type="application/json")
    assert answer.status_code == 401
    assert answer.json()["error"]


def test_success_page_of_folders_says_of_each_gallery_what_a_list_needs(client: Any) -> None:
    user = make.account()
    gallery = make.gallery(user.actor, name="Étretat")
    client.force_login(user)
    shown = client.get("/manage/upload/").context["galleries"]
    url = f"/galleries/{gallery.gallery_id}/étretat/"
    assert [(each["id"], each["name"], unquote(each["url"])) for each in shown] == [
        (gallery.gallery_id, "Étretat", url)
    ]
    assert len(shown[0]) == 3


def test_success_plain_form_without_javascript(admin_client: Any, deliver: Callable[[], int]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    gallery_id = make.gallery().gallery_id
    url = f"/manage/galleries/{gallery_id}/upload/"
    files = [SimpleUploadedFile("empty.jpg", b""), SimpleUploadedFile("a.jpg", make.jpeg())]
    answer = admin_client.post(url, {"photos": files}, follow=True).content.decode()
    assert "empty.jpg: The file is empty." in answer
    assert "a.jpg has arrived" in answer
    large = SimpleUploadedFile("large.jpg", bytes(6 * MB + 1))
    answer = admin_client.post(url, {"photos": [large]}, follow=True).content.decode()
    assert "large.jpg: Above 6 MB" in answer
    assert len(make.keys_under(f"galleries/{gallery_id}/")) == 1
    deliver()
    assert b"1 photo" in admin_client.get(f"/galleries/{gallery_id}/").content
