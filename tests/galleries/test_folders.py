"""Folders that become galleries: one gallery for each name and place."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client

from galleries import folders
from galleries import services as galleries
from galleries.folders import Folder
from gallery_project.errors import Conflict, Invalid, NotAllowed
from tests import make

OWNER = make.photographer()


def wish(**other: Any) -> Any:
    return {"name": f"Folder {uuid.uuid4()}", "continent": "Europe", "country": "Iceland", "years": [2024], **other}


def test_success_the_same_gallery_every_time() -> None:
    fields = wish(visibility="private")
    first, is_new = galleries.open_folder(actor=OWNER, **fields)
    assert is_new
    assert first.visibility == "private"
    spelled = {**fields, "name": f" {fields['name'].upper()} ", "visibility": "public", "years": [1999]}
    again, is_new = galleries.open_folder(actor=OWNER, **spelled)
    assert not is_new
    assert (again.gallery_id, again.visibility, list(again.years)) == (first.gallery_id, "private", [2024])


def test_success_many_files_of_a_folder_at_once() -> None:
    fields = wish()
    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(lambda _: galleries.open_folder(actor=OWNER, **fields), range(6)))
    assert len({gallery.gallery_id for gallery, _ in made}) == 1
    assert [is_new for _, is_new in made].count(True) == 1


def test_fail_what_is_somebody_elses_or_in_the_trash() -> None:
    fields = wish()
    gallery, _ = galleries.open_folder(actor=OWNER, **fields)
    with pytest.raises(Conflict):
        galleries.open_folder(actor=make.photographer(), **fields)
    with pytest.raises(NotAllowed):
        galleries.open_folder(actor=make.visitor(), **fields)
    galleries.trash(actor=OWNER, gallery_id=gallery.gallery_id)
    fresh, is_new = galleries.open_folder(actor=OWNER, **fields)
    assert is_new
    assert fresh.gallery_id != gallery.gallery_id


def test_fail_without_years() -> None:
    with pytest.raises(Invalid):
        galleries.open_folder(actor=OWNER, name="A", continent="Europe", country="Iceland")


def test_success_api_says_whether_it_is_new() -> None:
    user, fields = make.account(), wish()
    browser = Client()
    browser.force_login(user)
    answers = [browser.post("/api/v1/folders", fields, content_type="application/json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert {answer.json()["name"] for answer in answers} == {fields["name"]}
    assert answers[0].json()["galleryId"] == answers[1].json()["galleryId"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Europe/Iceland/Ring road 2024/day 1", Folder("Ring road 2024", "Europe", "Iceland")),
        ("north america/Canada/Yukon", Folder("Yukon", "North America", "Canada")),
        ("Europe/Ring road 2024", Folder("Ring road 2024", "Europe")),
        ("Europe", Folder("Europe")),
        ("Summer/Best/Of", Folder("Summer")),
        ("", Folder("My disk")),
    ],
)
def test_success_what_folders_say(path: str, expected: Folder) -> None:
    assert folders.read([part for part in path.split("/") if part], "My disk") == expected


def test_success_a_disk_that_is_a_continent() -> None:
    assert folders.read(["Iceland", "Ring road 2024"], "Europe") == Folder("Ring road 2024", "Europe", "Iceland")
    assert folders.read(["Ring road 2024"], "europe") == Folder("Ring road 2024", "Europe")
    assert folders.read([], "Europe") == Folder("Europe")


def test_success_years_in_a_name() -> None:
    assert Folder("2019-2021, and 2019 again, not 12024 or 20240").years == [2019, 2021]
