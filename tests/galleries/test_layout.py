"""How a gallery's photos hang, chosen by a link and remembered; and the fragment that a script adds to its page."""

import pytest
from django.test import Client

from tests.galleries.stock import filled


@pytest.fixture
def path(client: Client) -> str:
    """The page of a gallery with one page of photos and one more photo, the address of its second page behind it."""
    return str(client.get(f"/galleries/{filled(49)}/").context["gallery"]["url"])


def layout(client: Client, path: str) -> str:
    content = client.get(path).content.decode()
    return content.partition('data-layout="')[2].partition('"')[0]


@pytest.mark.parametrize("wanted", ["masonry", "square", "justified"])
def test_success_choice_is_remembered(client: Client, path: str, wanted: str) -> None:
    assert layout(client, path) == "justified"
    assert layout(client, f"{path}?layout={wanted}") == wanted
    assert layout(client, path) == wanted
    cookie = client.cookies["layout"]
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("Lax", "/", 365 * 24 * 3600)


def test_success_links_keep_sort_and_place(client: Client, path: str) -> None:
    context = client.get(path, {"sort": "date", "photo": "nothing"}).context
    assert [each["url"] for each in context["layouts"]] == [
        "?sort=date&layout=justified",
        "?sort=date&layout=masonry",
        "?sort=date&layout=square",
    ]


@pytest.mark.parametrize("wanted", ["", "diagonal", '"><script>'])
def test_fail_unknown_layout_is_as_if_not_asked_for(client: Client, path: str, wanted: str) -> None:
    client.cookies["layout"] = "spiral"
    assert layout(client, f"{path}?layout={wanted}") == "justified"
    assert client.cookies["layout"].value == "spiral"


def test_success_script_gets_only_what_joins_the_page(client: Client, path: str) -> None:
    following = client.get(path).context["next_url"]
    whole, part = client.get(following), client.get(following, headers={"HX-Request": "true"})
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    for answer in (whole, part):
        assert answer.content.count(b'class="tile"') == 1
        assert "HX-Request" in answer["Vary"]
    assert b"data-more" not in part.content  # it was the last page: the way on goes with it
    assert b'id="pager"' in part.content


def test_success_pages_have_ways_on_and_back(client: Client, path: str) -> None:
    first = client.get(path)
    second = client.get(first.context["next_url"])
    assert b'rel="next"' in first.content
    assert b'rel="prev"' not in first.content
    assert b'rel="prev"' in second.content
    assert client.get(second.context["earlier_url"]).context["photos"][0] == first.context["photos"][0]
