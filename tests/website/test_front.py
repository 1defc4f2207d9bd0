"""The front page and its summary: what is counted and shown, when it is made, and what it costs."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from accounts.actors import SYSTEM
from galleries import services as galleries
from galleries.models import Gallery
from galleries.services import reindexing
from photos import services as photos
from photos.models import Photo
from tests import make, wire
from website import front, presentation
from website.models import PARTITION, FrontItem

OWNER = make.photographer()


@pytest.fixture
def follows() -> Iterator[None]:
    """As on the site: each edit of a gallery makes the summary anew."""
    galleries.listen(front.follow)
    yield
    galleries.listeners.clear()


def country() -> str:
    return f"Country {uuid.uuid4()}"


def counted(name: str) -> int:
    return next((place.galleries for place in front.read().places if place.country == name), 0)


def reads(client: Client, url: str) -> list[str]:
    with wire.requests() as asked:
        assert client.get(url).status_code == 200
    return [wire.operation(request) for request in asked]


def rated(gallery: Gallery, count: int = 4000) -> Photo:
    """A photo with so many ratings of five stars that nothing else is better."""
    photo = make.ingested(OWNER, gallery.gallery_id)
    photo.rating_count, photo.rating_sum = count, 5 * count
    photo.settle()
    photo.save()
    return photo


def test_success_home_is_three_reads(client: Client) -> None:
    gallery = make.gallery(OWNER)
    for _ in range(5):
        make.ingested(OWNER, gallery.gallery_id)
    front.refresh()
    assert sorted(reads(client, "/")) == ["BatchGetItem", "GetItem", "Query"]
    assert client.get("/").context["newest"]


@pytest.mark.parametrize("url", ["/places/Europe/", "/places/Europe/Iceland/", "/years/2024/"])
def test_success_places_and_years_are_two_reads(client: Client, url: str) -> None:
    make.gallery(OWNER)
    front.refresh()
    assert len(reads(client, url)) == 2


def test_success_an_edit_counts_at_once(follows: None) -> None:
    name = country()
    gallery = make.gallery(OWNER, country=name, years=[1917])
    assert (counted(name), front.read().years[1917]) == (1, 1)
    galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, years=[1918])
    assert (front.read().years.get(1917), front.read().years[1918]) == (None, 1)
    galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, visibility="unlisted")
    assert (counted(name), front.read().years.get(1918)) == (0, None)
    galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, visibility="public")
    assert counted(name) == 1
    galleries.trash(actor=OWNER, gallery_id=gallery.gallery_id)
    assert counted(name) == 0
    galleries.restore(actor=OWNER, gallery_id=gallery.gallery_id)
    assert counted(name) == 1
    galleries.delete(actor=OWNER, gallery_id=gallery.gallery_id)
    assert counted(name) == 0


def test_success_other_edits_cost_nothing(follows: None) -> None:
    gallery = make.gallery(OWNER)
    made = FrontItem.get(PARTITION, "FRONT").changes
    galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, description="New words", name=str(uuid.uuid4()))
    make.gallery(OWNER, visibility="private")
    assert FrontItem.get(PARTITION, "FRONT").changes == made


def test_success_an_edit_survives_what_follows(monkeypatch: pytest.MonkeyPatch, follows: None) -> None:
    """The gallery is made; the summary is not, until `reconcile` comes by."""

    def broken() -> None:
        raise RuntimeError

    name = country()
    monkeypatch.setattr(front, "_item", broken)
    make.gallery(OWNER, country=name)
    monkeypatch.undo()
    assert counted(name) == 0
    call_command("reconcile", verbosity=0)
    assert counted(name) == 1


def test_success_the_later_of_two_edits_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """A summary that was begun before another edit is not written over the one made after it."""
    name = country()
    made = front._made

    def overtaken(ordered: list[Gallery]) -> front.Summary:
        monkeypatch.undo()
        gallery = make.gallery(OWNER, country=name, years=[1866])
        front.follow(gallery.gallery_id, at_once=True)
        return made([])

    monkeypatch.setattr(front, "_made", overtaken)
    front.refresh()
    assert counted(name) == 1
    assert [gallery.country for gallery in front.of_year(1866, 0, 9).galleries] == [name]


def test_success_what_is_just_published_is_among_the_newest(follows: None) -> None:
    gallery_id = make.gallery(OWNER, visibility="private").gallery_id
    photo = make.ingested(OWNER, gallery_id)
    galleries.update(actor=OWNER, gallery_id=gallery_id, visibility="public")
    assert (gallery_id, photo.photo_id) in front.read().newest


def test_success_hidden_again_before_what_follows_is_not_counted(
    monkeypatch: pytest.MonkeyPatch, follows: None
) -> None:
    name = country()
    gallery_id = make.gallery(OWNER, country=name, visibility="private").gallery_id
    begin = reindexing.begin

    def slow(gallery: Gallery) -> None:
        monkeypatch.undo()
        galleries.update(actor=OWNER, gallery_id=gallery_id, visibility="private")
        begin(gallery)

    monkeypatch.setattr(reindexing, "begin", slow)
    galleries.update(actor=OWNER, gallery_id=gallery_id, visibility="public")
    assert counted(name) == 0


def test_success_folders_that_arrive_are_summed_up_later_and_once(follows: None) -> None:
    front.refresh()
    name = country()
    for _ in range(2):
        make.gallery(SYSTEM, country=name)
    assert counted(name) == 0
    assert front.refresh_if_stale()
    assert counted(name) == 2


def test_success_new_photos_are_noticed(client: Client) -> None:
    gallery = make.gallery(OWNER)
    front.refresh()
    assert not front.refresh_if_stale()
    photo = make.ingested(OWNER, gallery.gallery_id)
    assert front.refresh_if_stale()
    assert front.read().newest[0] == (gallery.gallery_id, photo.photo_id)


def test_success_old_summary_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    front.refresh()
    assert not front.refresh_if_stale()
    monkeypatch.setattr(front, "LASTS", -1)
    assert front.refresh_if_stale()


def test_success_hidden_since_is_not_shown(client: Client) -> None:
    """The summary still names the photos; the page asks them and their galleries."""
    quiet = make.gallery(OWNER)
    for count in (3000, 3000, 3000, 0, 0):
        rated(quiet, count)
    found = [rated(make.gallery(OWNER), 5_000_000) for _ in range(4)]
    front.refresh()
    before, hidden = client.get("/").context, {photo.photo_id for photo in found}
    assert hidden <= shown(before["newest"]) & shown(before["top"])
    first, second, third, fourth = found
    galleries.update(actor=OWNER, gallery_id=first.gallery_id, visibility="private")
    galleries.update(actor=OWNER, gallery_id=second.gallery_id, visibility="unlisted")
    photos.update(actor=OWNER, photo_id=third.photo_id, visibility="private")
    photos.delete(actor=OWNER, photo_id=fourth.photo_id)
    page = client.get("/").content.decode()
    front.refresh()
    assert [each for each in hidden if each in page or each in str(front.read())] == []


def test_success_hidden_since_is_in_no_year(client: Client) -> None:
    gallery, other = (make.gallery(OWNER, years=[1844]) for _ in range(2))
    front.refresh()
    assert {gallery.gallery_id, other.gallery_id} == shown(client.get("/years/1844/").context["galleries"])
    galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, visibility="private")
    assert {other.gallery_id} == shown(client.get("/years/1844/").context["galleries"])
    galleries.update(actor=OWNER, gallery_id=other.gallery_id, visibility="private")
    front.refresh()
    assert client.get("/years/1844/").status_code == 404


def test_success_pages_of_a_year(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [make.gallery(OWNER, years=[1855]).gallery_id for _ in range(3)]
    front.refresh()
    monkeypatch.setattr("website.views.PAGE_SIZE", 2)
    found, query = [], "page=1"
    while query:
        page = client.get(f"/years/1855/?{query}").context
        found += [each["id"] for each in page["galleries"]]
        query = page["following"]
    assert found == made
    assert client.get("/years/1855/?page=9").status_code == 404
    assert client.get("/years/1855/?page=nonsense").status_code == 200


def test_success_tags_with_their_photos(client: Client) -> None:
    tag = f"tag/{uuid.uuid4()}"
    gallery = make.gallery(OWNER)
    for spelt in (tag, tag.upper(), tag):
        photo = make.ingested(OWNER, gallery.gallery_id)
        photos.update(actor=OWNER, photo_id=photo.photo_id, tags=[spelt])
    hidden = make.ingested(OWNER, make.gallery(OWNER, visibility="unlisted").gallery_id)
    photos.update(actor=OWNER, photo_id=hidden.photo_id, tags=[tag])
    assert dict(front._tags(front._latest(50)))[tag] == 3
    page = client.get("/search/", {"tag": tag}, follow=True)
    assert page.redirect_chain[0][1] == 301
    assert len(page.context["photos"]) == 3
    assert page.context["tag"] == tag


def test_fail_no_photo_has_the_tag(client: Client) -> None:
    assert client.get("/tags/nobody%20wrote%20this/").status_code == 404


def test_success_map_and_list_say_the_same(client: Client) -> None:
    make.gallery(OWNER, country="Malta")
    make.gallery(OWNER)
    front.refresh()
    page = client.get("/", headers={"Accept-Language": "de"})
    places = {shape["place"].country for shape in page.context["map"]["shapes"]}
    assert {"Malta", "Iceland"} <= places
    text = page.content.decode()
    assert 'aria-label="Island, ' in text
    assert text.count('href="/places/Europe/Malta/"') >= 2


def test_success_page_without_a_summary(client: Client) -> None:
    """Before the first one is made, and on the later pages of the list."""
    FrontItem(PARTITION, "FRONT").delete()
    assert front.read() == front.Summary()
    assert client.get("/").status_code == 200
    assert client.get("/years/2024/").status_code in (200, 404)
    front.refresh()


def test_success_top_rated_passes_over_what_is_hidden() -> None:
    hidden = rated(make.gallery(OWNER, visibility="private"), 9_000_000)
    best = rated(make.gallery(OWNER), 8_000_000)
    found = [photo.photo_id for photo, _ in photos.top_rated(size=60)]
    assert best.photo_id in found[:3]
    assert hidden.photo_id not in found


def test_success_few_rated_photos_are_not_shown() -> None:
    found = [rated(make.gallery(OWNER)) for _ in range(3)]
    keys = [(photo.gallery_id, photo.photo_id) for photo in found]
    assert shown(presentation.front(front.Summary(top=keys))["top"]) == {photo.photo_id for photo in found}
    assert presentation.front(front.Summary(top=keys[:2]))["top"] == []


def test_success_home_and_photo_tell_the_same_average(client: Client) -> None:
    found = [rated(make.gallery(OWNER), 3) for _ in range(3)]
    found[0].rating_sum = 14
    found[0].save()
    summary = front.Summary(top=[(photo.gallery_id, photo.photo_id) for photo in found])
    with translation.override("en"):
        assert "</span> 4.67<span" in render_to_string("website/_top.html", presentation.front(summary))
    page = client.get(f"/photos/{found[0].photo_id}/", follow=True)
    assert "<strong>4.67</strong> from 3 ratings" in page.content.decode()


def test_success_galleries_without_photos_come_last(client: Client) -> None:
    """On each page; the others stay in their order."""
    empty, first, second = (make.gallery(OWNER, country="Tuvalu", name=name) for name in "ABC")
    for gallery in (first, second):
        make.ingested(OWNER, gallery.gallery_id)
    page = client.get("/places/Europe/Tuvalu/")
    assert [each["id"] for each in page.context["galleries"]] == [each.gallery_id for each in (first, second, empty)]
    text = page.content.decode()
    assert text.count("No photos yet") == 1
    assert "0 photos" not in text


def test_success_a_year_is_counted_and_leads_to_its_neighbours(client: Client) -> None:
    for year in (1801, 1803, 1804, 1804):
        make.gallery(OWNER, years=[year])
    front.refresh()
    page = client.get("/years/1803/")
    assert page.context["number"] == 1
    assert [(year, page.context["around"][year]) for year in (1804, 1803, 1801)] == [(1804, 2), (1803, 1), (1801, 1)]
    assert 'href="/years/1803/" aria-current="page"' in page.content.decode()
    assert presentation.years_around({1900: 1}, 1900) == {}


def shown(dicts: list[dict[str, Any]]) -> set[str]:
    return {each["id"] for each in dicts}
