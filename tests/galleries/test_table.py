"""The table of galleries: search, filters, sorting and pages, over all that somebody manages."""

import uuid

import pytest
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from galleries import services as galleries
from galleries.models import Gallery
from galleries.services import Wish, owning
from gallery_project.errors import NotAllowed
from tests import make


@pytest.fixture(scope="module")
def user() -> User:
    """With four galleries; their names say what is special about them."""
    user = make.account()
    make.gallery(user.actor, name="Ápple isles", country="Iceland", years=[2020])
    make.gallery(user.actor, name="banana bay", country="Kenya", continent="Africa", years=[2021, 2024])
    make.gallery(user.actor, name="Cherry hill", visibility="private", years=[2024])
    make.gallery(user.actor, name="date palms", continent="Asia", country="Oman", visibility="unlisted", years=[1999])
    return user


@pytest.fixture
def browser(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def names(user: User, **wish: object) -> list[str]:
    table = galleries.table(actor=user.actor, wish=Wish(**wish))  # type: ignore[arg-type]
    return [gallery.name.split()[0].lower() for gallery in table.galleries]


@pytest.mark.parametrize(
    ("wish", "wanted"),
    [
        ({"q": "apple ISLES"}, ["ápple"]),
        ({"q": "bay kenya"}, ["banana"]),
        ({"q": "2024"}, ["banana", "cherry"]),
        ({"q": "nothing"}, []),
        ({"visibility": "private"}, ["cherry"]),
        ({"continent": "Europe"}, ["ápple", "cherry"]),
        ({"country": "Oman"}, ["date"]),
        ({"year": 2024}, ["banana", "cherry"]),
        ({"year": 2024, "visibility": "public"}, ["banana"]),
    ],
)
def test_success_filters(user: User, wish: dict[str, object], wanted: list[str]) -> None:
    assert names(user, **wish) == wanted


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        ("order", ["ápple", "banana", "cherry", "date"]),
        ("-order", ["date", "cherry", "banana", "ápple"]),
        ("name", ["ápple", "banana", "cherry", "date"]),
        ("place", ["banana", "date", "ápple", "cherry"]),
        ("-years", ["cherry", "banana", "ápple", "date"]),
        ("visibility", ["cherry", "ápple", "banana", "date"]),
        ("updated", ["ápple", "banana", "cherry", "date"]),
        ("nonsense", ["ápple", "banana", "cherry", "date"]),
    ],
)
def test_success_sorting(user: User, sort: str, wanted: list[str]) -> None:
    assert names(user, sort=sort) == wanted


def test_success_pages(user: User, monkeypatch: pytest.MonkeyPatch, browser: Client) -> None:
    monkeypatch.setattr(owning, "PAGE_SIZE", 3)
    assert names(user, page=2) == ["date"]
    assert names(user, page=99) == ["date"]
    page = browser.get("/manage/galleries/?page=2").context
    (row,) = page["rows"]
    ids = [gallery.gallery_id for gallery in page["table"].found]
    assert (row[1].above, row[1].before, row[1].next) == (ids[1], ids[2], None)


def test_success_a_thousand_galleries_are_a_few_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = make.photographer()
    place = {"continent": "Europe", "country": "Iceland", "shelf": "private"}
    many = [Gallery(str(uuid.uuid4()), owner_id=owner.user_id, name=str(n), sort_order=n, **place) for n in range(1000)]
    with Gallery.batch_write() as batch:
        for gallery in many:
            batch.save(gallery)
    own = galleries.own(actor=owner)
    assert [gallery.name for gallery in own.galleries] == [str(n) for n in range(1000)]
    monkeypatch.setattr(owning, "MOST", 500)
    bounded = galleries.own(actor=owner)
    assert (len(bounded.galleries), bounded.is_all) == (500, False)
    with Gallery.batch_write() as batch:  # or every list of the other tests would be as long
        for gallery in many:
            batch.delete(gallery)


def test_success_the_page_says_what_is_shown(browser: Client) -> None:
    page = browser.get("/manage/galleries/?q=bay&year=nonsense&page=-1")
    assert [row[0]["name"] for row in page.context["rows"]] == ["banana bay"]
    assert 'value="bay"' in page.content.decode()
    assert b"data-sortable" not in page.content
    assert b"data-sortable" in browser.get("/manage/galleries/").content


def test_success_visibility_in_the_row(user: User, browser: Client) -> None:
    gallery = make.gallery(make.Actor(str(user.pk), "photographer"), name="Elder", years=[1900])
    back = "/manage/galleries/?q=elder"
    answer = browser.post(
        f"/manage/galleries/{gallery.gallery_id}/visibility/", {"visibility": "private", "next": back}, follow=True
    )
    assert answer.redirect_chain == [(back, 302)]
    assert Gallery.get(gallery.gallery_id).visibility == "private"
    assert "“Elder”: Private" in answer.content.decode()
    wrong = browser.post(f"/manage/galleries/{gallery.gallery_id}/visibility/", {"visibility": "trash"})
    assert wrong.status_code == 400
    galleries.delete(actor=user.actor, gallery_id=gallery.gallery_id)


def test_fail_for_visitors() -> None:
    with pytest.raises(NotAllowed):
        galleries.own(actor=make.visitor())


@pytest.mark.parametrize(("years", "said"), [([], "Iceland · 0 photos"), ([2020], "Iceland · 2020 · 0 photos")])
def test_success_card_has_nothing_between_two_dots(years: list[int], said: str) -> None:
    """An older gallery may have no years."""
    user, browser = make.account(), Client()
    gallery = make.gallery(user.actor, country="Iceland")
    gallery.update([Gallery.years.set(years)])
    browser.force_login(user)
    card = browser.get("/manage/galleries/").content.decode().split('<td class="card-meta">')[1].split("</td>")[0]
    assert " ".join(strip_tags(card).split()) == said
