"""Countries, continents and how they are shown."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import make
from tests.galleries.test_page import counted_reads
from website import places, worldmap
from website.templatetags import places as shown

OWNER = make.photographer()


def test_success_every_country_has_a_continent_and_is_on_the_map() -> None:
    codes = set(places.names())
    assert codes == set(places.CONTINENT_OF_CODE)
    assert len(codes) == 249
    world = worldmap.world()
    assert codes == {*world.countries, *world.dots, "AQ"}  # Antarctica is beyond the map's edge


@pytest.mark.parametrize(
    ("name", "code", "continent"),
    [
        ("Iceland", "IS", "Europe"),
        (" south  KOREA ", "KR", "Asia"),
        ("USA", "US", "North America"),
        ("United States", "US", "North America"),
        ("Scotland", "GB", "Europe"),
        ("Turkey", "TR", "Asia"),
        ("Türkiye", "TR", "Asia"),
        ("Sao Tome", "ST", "Africa"),
        ("Elsewhere", "", ""),
        ("Bosnia/Herzegovina", "", ""),
    ],
)
def test_success_names_that_people_write(name: str, code: str, continent: str) -> None:
    assert (places.code_of(name), places.continent_of(name)) == (code, continent)


def test_success_names_in_the_readers_language() -> None:
    with translation.override("de"):
        assert [shown.country(name) for name in ("Iceland", "USA", "Narnia")] == [
            "Island",
            "Vereinigte Staaten von Amerika",
            "Narnia",
        ]
    with translation.override("en"):
        assert [shown.country(name) for name in ("USA", "UK")] == ["USA", "UK"]  # as the photographer wrote it


def test_success_form_lists_all_countries() -> None:
    lists = places.countries_by_continent()
    assert tuple(lists) == places.CONTINENTS
    assert sum(map(len, lists.values())) == 249
    assert lists["Europe"][0] == "Åland Islands"


@pytest.mark.parametrize(
    ("place", "corner"),
    [((0, 0), (500, 253)), ((64, -22), (451, 50)), ((90, 0), (500, 0)), ((-90, 0), (500, worldmap.height()))],
)
def test_success_a_place_on_the_map(place: tuple[float, float], corner: tuple[float, float]) -> None:
    assert worldmap.point(*place) == pytest.approx(corner, abs=1.5)


@pytest.mark.parametrize("country", ["Bosnia/Herzegovina", "São Tomé", "Elsewhere", "A#1", "50%2F50 & more?", "…"])
def test_success_any_name_is_an_address(client: Client, country: str) -> None:
    gallery = make.gallery(OWNER, continent="Here/There", country=country)
    try:
        page = client.get(reverse("country", args=["Here/There", country]))
        assert [each["id"] for each in page.context["galleries"]] == [gallery.gallery_id]
        assert client.get(shown.place_url("Here/There")).status_code == 200
    finally:
        gallery.delete()


def test_success_a_place_without_a_name_has_no_page(client: Client) -> None:
    assert shown.place_url("", "Iceland") == shown.place_url("") == ""
    assert client.get(reverse("country", args=["", ""])).status_code == 404


@pytest.mark.parametrize("name", ["%20", "%2520", pytest.param("a" * 1001, id="long"), "%FF"])
def test_fail_what_can_be_no_name_is_no_address(client: Client, name: str) -> None:
    """Not all of a continent, nor all photos; and no query that DynamoDB would refuse."""
    make.gallery(OWNER)
    for url in (f"/places/{name}/", f"/places/Europe/{name}/", f"/tags/{name}/", f"/years/{'9' * 1100}/"):
        with counted_reads() as reads:
            assert client.get(url).status_code == 404
        assert not reads


def test_success_a_country_shows_only_its_own(client: Client) -> None:
    continent = make.gallery(OWNER).gallery_id  # a name that nothing else has
    short, longer = (make.gallery(OWNER, continent=continent, country=name) for name in ("A", "A#1"))
    assert ids(client, continent, "A") == [short.gallery_id]
    assert ids(client, continent, "A#1") == [longer.gallery_id]
    assert set(ids(client, continent)) == {short.gallery_id, longer.gallery_id}


@pytest.mark.parametrize("visibility", ["unlisted", "private"])
def test_fail_nothing_public_is_no_place(client: Client, visibility: str) -> None:
    continent = make.gallery(OWNER).gallery_id
    make.gallery(OWNER, continent=continent, country="A", visibility=visibility)
    for url in (shown.place_url(continent), shown.place_url(continent, "A")):
        assert client.get(url).status_code == 404


def ids(client: Client, *place: str) -> list[str]:
    return [each["id"] for each in client.get(shown.place_url(*place)).context["galleries"]]
