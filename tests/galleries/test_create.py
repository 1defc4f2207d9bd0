"""Making a gallery: what it needs, and that its name exists once within its place."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.errors import Conflict, Invalid, NotAllowed
from tests import make

PLACE = {"continent": "Europe", "country": "Iceland", "years": [2024, 2023, 2024]}


def test_success_stands_on_its_shelf_and_in_its_place_in_the_bucket() -> None:
    gallery = make.gallery(**PLACE)
    assert (gallery.shelf, gallery.years, gallery.photo_count) == ("public", [2023, 2024], 0)
    assert gallery.place == f"Iceland#{gallery.name}"
    assert make.keys_under(f"metadata/{gallery.gallery_id}/") == [f"metadata/{gallery.gallery_id}/gallery.json"]


@pytest.mark.parametrize("visibility", ["unlisted", "private"])
def test_success_what_is_not_public_is_in_no_public_index(visibility: str) -> None:
    gallery = make.gallery(visibility=visibility)
    assert gallery.place is None
    assert gallery.gallery_id not in {each.gallery_id for each in Gallery.by_shelf.query("public")}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"continent": ""}, "continent"),
        ({"country": ""}, "country"),
        ({"years": []}, "years"),
        ({"years": [1066]}, "years"),
        ({"visibility": "secret"}, "visibility"),
        ({"description": "x" * 5001}, "description"),
        ({"years": [2024, 2201]}, "years"),
        ({"latitude": 90.1}, "latitude"),
        ({"longitude": -180.1}, "longitude"),
        ({"sort_order": float("inf")}, "sortOrder"),
    ],
)
def test_fail_names_the_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        make.gallery(**change)
    assert list(refused.value.details) == [field]  # type: ignore[call-overload]


@pytest.mark.parametrize("sign", [1, -1])
def test_success_as_much_as_allowed(sign: int) -> None:
    name = str(uuid.uuid4()).ljust(200, "x")
    gallery = make.gallery(
        name=name,
        description=f" {'x' * 5000} ",
        years=[2200, 1800],
        latitude=90 * sign,
        longitude=180 * sign,
        sort_order=1e15 * sign,
    )
    assert (gallery.name, gallery.description, gallery.years) == (name, "x" * 5000, [1800, 2200])
    assert (gallery.latitude, gallery.longitude, gallery.sort_order) == (90 * sign, 180 * sign, 1e15 * sign)


def test_fail_no_year_at_all() -> None:
    with pytest.raises(Invalid, match="year"):
        galleries.create(actor=make.photographer(), name="Timeless", continent="Europe", country="Iceland")


def test_fail_taken_name_whatever_its_case() -> None:
    name = make.gallery().name
    with pytest.raises(Conflict, match="already"):
        make.gallery(name=f"  {name.upper()} ")
    assert make.gallery(name=name, country="Norway").name == name


def test_fail_taken_id_overwrites_nothing() -> None:
    gallery = make.gallery()
    with pytest.raises(Conflict, match="id already"):
        make.gallery(gallery_id=gallery.gallery_id)
    assert Gallery.get(gallery.gallery_id).name == gallery.name


def test_success_one_of_many_at_the_same_moment() -> None:
    def attempt(_: int) -> bool:
        try:
            make.gallery(name="Only one of us")
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(attempt, range(8))) == 1


def test_fail_visitors_create_nothing() -> None:
    for actor in (STRANGER, make.visitor()):
        with pytest.raises(NotAllowed):
            galleries.create(actor=actor, name="x", continent="y", country="z", years=[2024])


def test_success_page(admin_client: Client) -> None:
    sent = {"name": "By form", "continent": "Asia", "country": "Japan", "years": "2022, 2024", "visibility": "public"}
    answer = admin_client.post("/manage/galleries/new/", sent)
    assert answer.status_code == 302
    (gallery,) = (each for each in Gallery.by_shelf.query("public") if each.name == "By form")
    assert gallery.years == [2022, 2024]
    assert answer["Location"] == f"/manage/galleries/{gallery.gallery_id}/upload/"
    again = admin_client.post("/manage/galleries/new/", sent)
    assert again.status_code == 200
    assert "already" in again.content.decode()


@pytest.mark.parametrize("years", ["", "soon", "20245", "2024; 99", "²⁰²⁴"])
def test_fail_page_keeps_what_was_typed(admin_client: Client, years: str) -> None:
    sent = {"name": "Kept as typed", "continent": "Asia", "country": "Japan", "years": years, "visibility": "public"}
    answer = admin_client.post("/manage/galleries/new/", sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"years"}
    assert "Kept as typed" in answer.content.decode()


def test_success_names_as_long_as_allowed_in_any_script() -> None:
    long = "😀" * 170 + uuid.uuid4().hex[:30]
    gallery = make.gallery(name=long, continent=long, country=long)
    assert galleries.get(actor=STRANGER, gallery_id=gallery.gallery_id).gallery.name == long
    with pytest.raises(Conflict):
        make.gallery(name=long, continent=long, country=long)
