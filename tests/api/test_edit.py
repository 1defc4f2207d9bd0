"""Editing galleries and photos: only what is sent changes, and nobody overwrites what he has not seen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import override_settings

from accounts.models import User
from galleries import services as galleries
from galleries.models import Gallery
from photos import lookup
from photos.models import Photo
from tests import make
from tests.api.program import Program, program


@pytest.fixture
def gallery(user: User) -> Gallery:
    return make.gallery(user.actor)


@pytest.fixture
def photo(user: User, gallery: Gallery) -> Photo:
    return make.ingested(user.actor, gallery.gallery_id)


@pytest.fixture(params=["galleries", "photos"])
def path(request: pytest.FixtureRequest, gallery: Gallery, photo: Photo) -> str:
    """Whatever holds for one holds for the other."""
    return f"galleries/{gallery.gallery_id}" if request.param == "galleries" else f"photos/{photo.photo_id}"


def test_success_only_what_is_sent_changes(mine: Program, gallery: Gallery) -> None:
    before = mine("GET", f"galleries/{gallery.gallery_id}").json()
    after = mine("PATCH", f"galleries/{gallery.gallery_id}", {"description": "Words", "latitude": -12.5}).json()
    assert {name for name in before if before[name] != after[name]} == {"description", "latitude", "updatedAt"}


def test_success_photo(mine: Program, photo: Photo) -> None:
    changes = {"title": "Dawn", "description": "Early", "tags": ["sea", "light"], "visibility": "private"}
    answer = mine("PATCH", f"photos/{photo.photo_id}", changes)
    assert answer.json().items() >= changes.items()
    assert mine("GET", f"photos/{photo.photo_id}").json() == answer.json()


def test_success_cover(mine: Program, user: User, gallery: Gallery, photo: Photo) -> None:
    other = make.ingested(user.actor, gallery.gallery_id)
    path = f"galleries/{gallery.gallery_id}"
    covers = [mine("PATCH", path, {"coverPhotoId": each.photo_id}).json()["coverPhotoURL"] for each in (other, photo)]
    assert [each.photo_id in cover for each, cover in zip((other, photo), covers, strict=True)] == [True, True]


def test_fail_cover_from_elsewhere_stores_nothing_of_the_request(mine: Program, gallery: Gallery) -> None:
    path = f"galleries/{gallery.gallery_id}"
    answer = mine("PATCH", path, {"coverPhotoId": "nothing", "description": "New"})
    assert (answer.status_code, mine("GET", path).json()["description"]) == (400, "")


def test_success_with_the_current_version(mine: Program, path: str) -> None:
    tag = mine("GET", path)["ETag"]
    answer = mine("PATCH", path, {"description": "One"}, if_match=tag)
    assert (answer.status_code, answer["ETag"] != tag) == (200, True)
    assert mine("PATCH", path, {"description": "Two"}, if_match=answer["ETag"]).status_code == 200
    assert mine("PATCH", path, {"description": "Three"}, if_match="*").status_code == 200
    assert mine("PATCH", path, {"description": "Four"}).status_code == 200


def test_fail_second_of_two_clients_loses_nothing(mine: Program, path: str) -> None:
    tag = mine("GET", path)["ETag"]
    first = mine("PATCH", path, {"description": "First"}, if_match=tag)
    second = mine("PATCH", path, {"description": "Second"}, if_match=tag)
    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["error"].startswith("Somebody changed this")
    now = mine("GET", path)
    assert (now.json()["description"], now["ETag"]) == ("First", first["ETag"])
    assert mine("DELETE", path, if_match=tag).status_code == 412
    assert mine("PATCH", path, {"description": "Second"}, if_match=now["ETag"]).status_code == 200


def test_success_of_sixteen_at_once_exactly_one_wins(user: User, path: str) -> None:
    programs = [program(user) for _ in range(16)]
    tag = programs[0]("GET", path)["ETag"]

    def edit(number: int) -> int:
        return int(programs[number]("PATCH", path, {"description": str(number)}, if_match=tag).status_code)

    with ThreadPoolExecutor(16) as threads:
        statuses = list(threads.map(edit, range(16)))
    assert sorted(statuses) == [200] + [412] * 15
    assert programs[0]("GET", path).json()["description"] == str(statuses.index(200))


@pytest.mark.parametrize("garbage", ['W/"0"', "0", '"x"', '"0", "1"', "", '"٠"', '"-0"', '"00"', '"' + "9" * 500 + '"'])
def test_fail_tags_that_cannot_be_current(mine: Program, path: str, garbage: str) -> None:
    assert mine("PATCH", path, {"description": "x"}, if_match=garbage).status_code == 412


def test_success_compressed_answers_have_tags_that_can_be_sent_back(mine: Program, path: str) -> None:
    compressed = mine("GET", path, accept_encoding="gzip")
    assert (compressed["Content-Encoding"], "Accept-Encoding" in compressed["Vary"]) == ("gzip", True)
    assert mine("PATCH", path, {"description": "x"}, if_match=compressed["ETag"]).status_code == 200


def test_fail_permission_comes_before_the_version(stranger: Program, path: str, gallery: Gallery) -> None:
    other = program(make.account())
    assert other("PATCH", path, {"description": "x"}, if_match='"77"').status_code == 403
    assert stranger("PATCH", path, {"description": "x"}, if_match='"77"').status_code == 401
    Gallery(gallery.gallery_id).update([Gallery.shelf.set("private")])
    assert other("PATCH", path, {"description": "x"}, if_match='"77"').status_code == 404


def test_fail_tokens_without_the_scope(user: User, path: str) -> None:
    reader = program(user, "read", "rate", "upload")
    assert [reader(method, path, {}).status_code for method in ("GET", "PATCH", "DELETE")] == [200, 403, 403]


def test_success_photo_is_deleted(mine: Program, photo: Photo) -> None:
    path = f"photos/{photo.photo_id}"
    assert mine("DELETE", path, if_match=mine("GET", path)["ETag"]).status_code == 204
    assert (mine("GET", path).status_code, lookup.find(photo.photo_id)) == (404, None)


def test_success_gallery_is_deleted_and_says_what_went(mine: Program, gallery: Gallery, photo: Photo) -> None:
    path = f"galleries/{gallery.gallery_id}"
    answer = mine("DELETE", path, if_match=mine("GET", path)["ETag"])
    assert answer.status_code == 200
    assert answer.json()["deletedPhotos"] == 1
    assert answer.json()["deletedObjects"] >= 3
    assert mine("GET", path).status_code == 404


def test_success_deletion_that_takes_longer_names_its_job(mine: Program, gallery: Gallery, photo: Photo) -> None:
    path = f"galleries/{gallery.gallery_id}"
    with override_settings(JOB_SECONDS=0):
        answer = mine("DELETE", path)
    assert (answer.status_code, mine("GET", path).status_code) == (202, 404)
    job = mine.client.get(answer.json()["job"], headers=mine.headers).json()
    assert (job["kind"], job["state"]) == ("delete_gallery", "running")
    galleries.reconcile()
    assert mine.client.get(answer.json()["job"], headers=mine.headers).json()["state"] == "done"
