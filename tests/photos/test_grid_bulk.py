"""The grid's one form: changes to the chosen photos at once or by a form, undo, and places in the order."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from galleries import lookup as galleries
from photos import lookup
from photos import services as photos
from photos.models import Photo
from tests import make

OWNER = make.photographer()
FRAGMENT = {"HX-Request": "true"}


class Grid:
    """A gallery with three photos, as its owner's browser knows it."""

    def __init__(self, client: Client, gallery_id: str) -> None:
        self.client, self.gallery_id = client, gallery_id
        self.ids = [make.ingested(OWNER, gallery_id, filename=f"{n}.jpg").photo_id for n in range(3)]
        self.url = f"/manage/galleries/{gallery_id}/photos/"

    def post(self, door: str, photos: list[str], fragment: bool = False, **data: Any) -> HttpResponse:
        headers = FRAGMENT if fragment else {}
        answer: HttpResponse = self.client.post(f"{self.url}{door}/", {"photo": photos, **data}, headers=headers)
        return answer

    def photo(self, number: int) -> Photo:
        photo = lookup.read(self.gallery_id, self.ids[number])
        assert photo
        return photo

    @property
    def order(self) -> list[int]:
        return [self.ids.index(photo.photo_id) for photo in Photo.by_order.query(self.gallery_id)]


@pytest.fixture
def grid(admin_client: Client, gallery_id: str) -> Grid:
    return Grid(admin_client, gallery_id)


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.wsgi_request._messages]


def test_success_form_asks_and_changes(grid: Grid) -> None:
    chosen = grid.ids[:2]
    page = grid.post("bulk", chosen, action="edit").content.decode()
    assert all(f'name="photo" value="{photo_id}"' in page for photo_id in chosen)
    assert grid.ids[2] not in page
    answer = grid.post(
        "bulk", chosen, action="apply", tags_how="add", tags="sea, night", title="Tide {n:02}", visibility="private"
    )
    assert answer["Location"] == grid.url
    assert said(answer) == ["2 photos changed."]
    assert [(photo.title, list(photo.tags), photo.visibility) for photo in map(grid.photo, range(3))] == [
        ("Tide 01", ["sea", "night"], "private"),
        ("Tide 02", ["sea", "night"], "private"),
        (None, [], "public"),
    ]


def test_success_dates_and_places(grid: Grid) -> None:
    place = {"location_how": "set", "latitude": "64.1", "longitude": "-21.9"}
    grid.post("bulk", grid.ids[:1], action="apply", **place)
    assert grid.photo(0).shown_location == [64.1, -21.9]
    grid.post("bulk", grid.ids[:1], action="apply", location_how="none")
    assert grid.photo(0).shown_location is None
    grid.post("bulk", grid.ids[:1], action="apply", location_how="", latitude="10.5", longitude="20.5")
    assert grid.photo(0).shown_location == [10.5, 20.5]


def test_success_everything_of_the_gallery(grid: Grid) -> None:
    grid.post("bulk", [], action="apply", everything="1", tags_how="replace", tags="all")
    assert [list(grid.photo(n).tags) for n in range(3)] == [["all"]] * 3


def test_success_moved_to_another_gallery(grid: Grid) -> None:
    other = make.gallery(OWNER).gallery_id
    answer = grid.post("bulk", grid.ids[:1], action="apply", gallery_id=other, fragment=True)
    assert f'data-gone="{grid.ids[0]}"' in answer.content.decode()
    assert [photo.photo_id for photo in Photo.by_order.query(other)] == grid.ids[:1]


def test_success_preview_of_titles(grid: Grid) -> None:
    text = grid.post("bulk", grid.ids[1:], action="preview", title="Day {n} {filename}").content.decode()
    assert "Day 1 1" in text
    assert "Day 2 2" in text
    assert grid.photo(1).title is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({}, "Say what is to change."),
        ({"title": "{year}"}, "no placeholder"),
        ({"location_how": "set", "latitude": "64"}, "needs a latitude and a longitude"),
        ({"location_how": "", "latitude": "64"}, "needs a latitude and a longitude"),
        ({"days": "-1"}, "greater than or equal to 0"),
        ({"gallery_id": "nobody’s"}, "not one of the available choices"),
    ],
)
def test_fail_what_cannot_be_is_said_and_kept(grid: Grid, typed: dict[str, str], why: str) -> None:
    answer = grid.post("bulk", grid.ids[:1], action="apply", tags_how="add", **typed)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert why in text
    assert all(value in text for value in typed.values())


def test_fail_nothing_chosen(grid: Grid) -> None:
    answer = grid.post("bulk", [], action="trash")
    assert said(answer) == ["Choose one or several photos first."]
    assert answer["Location"] == grid.url


def test_success_turned_all_at_once(grid: Grid) -> None:
    text = grid.post("bulk", grid.ids[:2], action="rotate-right", fragment=True).content.decode()
    assert text.count('width="48" height="64"') == 2


def test_success_trash_and_undo(grid: Grid) -> None:
    answer = grid.post("bulk", grid.ids[:2], action="trash", fragment=True)
    text = answer.content.decode()
    assert set(re.findall(r'data-gone="([^"]*)"', text)[0].split()) == set(grid.ids[:2])
    undo = re.findall(r'action="([^"]*/undo/[^"]*)"', text)[0]
    assert grid.order == [2]
    assert grid.client.post(undo)["Location"] == grid.url
    assert grid.order == [0, 1, 2]


def test_success_all_of_them_to_the_trash_and_back(grid: Grid) -> None:
    text = grid.post("bulk", [], action="trash", everything="on", follow=True).content.decode()
    messages = grid.client.get(grid.url).content.decode() + text
    undo = re.findall(r'action="([^"]*/undo/[^"]*)"', messages)[0]
    assert grid.order == []
    grid.client.post(undo)
    assert grid.order == [0, 1, 2]


def test_success_one_photo_to_the_trash_and_back(grid: Grid) -> None:
    answer = grid.client.post(f"/manage/photos/{grid.ids[1]}/delete/", headers=FRAGMENT)
    undo = re.findall(r'action="([^"]*/restore/[^"]*)"', answer.content.decode())[0]
    assert grid.order == [0, 2]
    assert grid.client.post(undo)["Location"] == f"{grid.url}?at={grid.ids[1]}"
    assert grid.order == [0, 1, 2]


def test_success_a_file_that_failed_is_gone_for_good(grid: Grid) -> None:
    failed = make.ingested(OWNER, grid.gallery_id, b"no photo").photo_id
    assert "gone for good" in grid.client.get(f"/manage/photos/{failed}/delete/").content.decode()
    grid.client.post(f"/manage/photos/{failed}/delete/")
    assert lookup.read(grid.gallery_id, failed) is None


def test_success_dragged(grid: Grid) -> None:
    answer = grid.post("order", [grid.ids[2], grid.ids[0]], fragment=True, after=grid.ids[1])
    assert answer.status_code == 200
    assert grid.order == [1, 2, 0]
    grid.post("order", [grid.ids[0]], after="")
    assert grid.order == [0, 1, 2]


def test_fail_dragged_behind_what_is_not_there(grid: Grid) -> None:
    assert grid.post("order", grid.ids[:1], fragment=True, after="nothing").status_code == 400
    assert grid.order == [0, 1, 2]


def test_fail_dragged_nobody_says_where(grid: Grid) -> None:
    answer = grid.post("order", grid.ids[2:])
    assert answer.status_code == 400
    assert "Say behind which photo they go." in answer.content.decode()
    assert grid.order == [0, 1, 2]


def test_success_one_step_by_a_button(grid: Grid) -> None:
    answer = grid.post("order", grid.ids[:1], where="later", next=f"/manage/photos/{grid.ids[0]}/")
    assert answer["Location"] == f"/manage/photos/{grid.ids[0]}/"
    assert grid.order == [1, 0, 2]


def test_success_sorted_once_after_a_question(grid: Grid) -> None:
    page = grid.client.get(f"{grid.url}order/", {"by": "-filename"}).content.decode()
    assert "File name, backwards" in page
    assert grid.post("order", [], by="-filename")["Location"] == grid.url
    assert grid.order == [2, 1, 0]
    assert grid.client.get(f"{grid.url}order/", {"by": "weight"})["Location"] == grid.url


@pytest.mark.parametrize("door", ["bulk", "order"])
def test_fail_others_change_nothing(grid: Grid, door: str) -> None:
    stranger = Client()
    stranger.force_login(make.account())
    data = {"photo": grid.ids[2], "action": "trash", "after": ""}
    assert stranger.post(f"{grid.url}{door}/", data).status_code == 403
    assert grid.order == [0, 1, 2]


def test_fail_another_gallerys_photos_are_not_touched(grid: Grid) -> None:
    elsewhere = make.photographer()
    gallery = make.gallery(elsewhere)
    stolen = make.ingested(elsewhere, gallery.gallery_id)
    answer = grid.post("bulk", [stolen.photo_id], action="trash")
    assert said(answer) == ["1 photo could not be changed. There is no such photo in this gallery."]
    found = galleries.find(gallery.gallery_id)
    assert found
    assert found.photo_count == 1


def test_success_more_than_a_thousand_photos_can_be_named(grid: Grid) -> None:
    answer = grid.post("bulk", [*grid.ids, *map(str, range(1100))], action="edit")
    assert answer.status_code == 200


def test_success_form_of_one_photo(grid: Grid) -> None:
    url = f"/manage/photos/{grid.ids[1]}/"
    page = grid.client.get(url, {"from": "grid"})
    assert (page.context["before"], page.context["behind"]) == (grid.ids[0], grid.ids[2])
    typed = {"title": "Dawn", "tags": "sea", "visibility": "public", "from": "grid", "revision": grid.photo(1).revision}
    place = {"location_how": "set", "latitude": "64.5", "longitude": "-21"}
    answer = grid.client.post(url, {**typed, **place, "then": "next"})
    assert answer["Location"] == f"/manage/photos/{grid.ids[2]}/?from=grid"
    assert (grid.photo(1).title, grid.photo(1).shown_location) == ("Dawn", [64.5, -21.0])
    again = grid.client.post(url, {**typed, "title": "Dusk", "revision": grid.photo(1).revision})
    assert again["Location"] == f"{grid.url}?at={grid.ids[1]}"
    assert grid.photo(1).shown_location == [64.5, -21.0]


def test_success_date_of_one_photo_is_put_right(grid: Grid) -> None:
    photo = grid.photo(0)
    photo.update([Photo.taken_at.set("2024-05-17T12:00:30+02:00")])
    url = f"/manage/photos/{photo.photo_id}/"
    assert 'value="2024-05-17T12:00"' in grid.client.get(url).content.decode()
    typed = {"title": "", "tags": "", "visibility": "public"}
    grid.client.post(url, {**typed, "taken": "2024-05-17T13:05"})
    assert (grid.photo(0).taken_at, grid.photo(0).date_shift) == ("2024-05-17T13:05:30+02:00", 65)
    grid.client.post(url, {**typed, "taken": "2024-05-17T13:04"})
    assert (grid.photo(0).taken_at, grid.photo(0).date_shift) == ("2024-05-17T13:04:30+02:00", 64)


def test_fail_two_people_edit_one_photo(grid: Grid) -> None:
    url, photo = f"/manage/photos/{grid.ids[0]}/", grid.photo(0)
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Theirs")
    initial = {"initial-title": "", "initial-tags": "", "initial-visibility": "public"}
    typed = {"title": "Mine", "tags": "", "visibility": "public", "revision": photo.revision, **initial}
    text = grid.client.post(url, typed).content.decode()
    assert "Mine" in text
    assert "Theirs" in text
    assert grid.photo(0).title == "Theirs"


@pytest.mark.parametrize("how", ["file", "none"])
def test_success_coordinates_are_meant_though_the_choice_above_them_was_left(grid: Grid, how: str) -> None:
    if how == "none":
        photos.update(actor=OWNER, photo_id=grid.ids[0], location="none")
    shown = {"initial-location_how": how, "initial-latitude": "", "initial-longitude": "", "location_how": how}
    typed = {"title": "", "tags": "", "visibility": "public", **shown, "latitude": "64.5"}
    url = f"/manage/photos/{grid.ids[0]}/"
    assert "needs a latitude and a longitude" in grid.client.post(url, typed).content.decode()
    assert grid.client.post(url, {**typed, "longitude": "-21"}).status_code == 302
    assert grid.photo(0).shown_location == [64.5, -21.0]


def test_success_the_answer_shows_the_cover_that_follows(grid: Grid) -> None:
    answer = grid.client.post(
        f"{grid.url}bulk/", {"action": "trash", "photo": grid.ids[:1]}, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert f'data-gone="{grid.ids[0]}"' in text
    assert f'data-photo="{grid.ids[1]}"' in text
    assert ">Cover<" in text
