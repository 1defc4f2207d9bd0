"""Photos of the whole site by owner, tag, place, year and stars: what is found, by whom, and at what price."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from accounts.actors import STRANGER, SYSTEM, Actor
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.errors import Invalid
from photos import services as photos
from photos.models import Photo
from photos.rows import PhotoFacet
from photos.services import Filters
from ratings import services as ratings
from tests import make
from tests.galleries.test_page import counted_reads

OWNER = make.photographer()


@pytest.fixture
def tag() -> str:
    """A tag that no other test has."""
    return f"tag-{uuid.uuid4().hex}"


def tagged(tag: str, owner: Actor = OWNER, gallery: Gallery | None = None, **fields: Any) -> Photo:
    photo = make.ingested(owner, (gallery or make.gallery(owner)).gallery_id)
    return photos.update(actor=owner, photo_id=photo.photo_id, tags=[tag], **fields)


def ids(actor: Actor = STRANGER, **filters: Any) -> list[str]:
    """What `actor` finds, page by page."""
    found, cursor = [], ""
    while True:
        page = photos.listed(actor=actor, filters=Filters(**filters), cursor=cursor)
        found += [photo.photo_id for photo, _ in page.items]
        if not (cursor := page.next_cursor):
            return found


def newest(actor: Actor = STRANGER, **filters: Any) -> list[str]:
    """The first page of what `actor` finds."""
    return [photo.photo_id for photo, _ in photos.listed(actor=actor, filters=Filters(**filters)).items]


def bulk(count: int, tag: str, owner: Actor = OWNER, year: int = 2024, stored: int = 1000, **fields: Any) -> list[str]:
    """The newest `stored` ready photos, straight in the table, and rows of one tag for all; ids, the newest first."""
    gallery_id = make.gallery(owner).gallery_id
    made = [
        Photo(gallery_id, f"{gallery_id}-{n:05}", tags=[tag], uploaded_at=f"{year}-01-01T00:00:00.{n:05}Z", **fields)
        for n in range(count)
    ]
    with Photo.batch_write() as batch:
        for photo in made[-stored:]:
            batch.save(photo)
    with PhotoFacet.batch_write() as rows:
        for photo in made:
            rows.save(row(photo, f"public|tag:{tag}"))
    return [photo.photo_id for photo in reversed(made)]


def row(photo: Photo, facet: str) -> PhotoFacet:
    from photos import facets

    return PhotoFacet(facet, facets.entry_of(photo), gallery_id=photo.gallery_id, photo_id=photo.photo_id)


def test_success_by_each_filter_and_all_together_newest_first(tag: str) -> None:
    country = f"Land {tag}"
    gallery = make.gallery(OWNER, country=country, years=[1987])
    older, newer = (tagged(tag, gallery=gallery) for _ in range(2))
    tagged(tag)  # elsewhere
    both = [newer.photo_id, older.photo_id]
    assert ids(country=country.upper()) == both
    assert ids(tags=(tag,))[1:] == both
    assert ids(tags=(tag,), country=country, year=1987, owner=OWNER.user_id) == both
    assert ids(tags=(tag,), country=country, year=1988) == []
    assert ids(tags=(tag, "other")) == []
    assert [photo_id for photo_id in newest(year=1987) if photo_id in both] == both
    assert newest()[:3] == [*ids(tags=(tag,))[:1], *both]


def test_success_tags_are_found_however_they_are_written(tag: str) -> None:
    photo = tagged(f"{tag}é")
    assert ids(tags=(f" {tag.upper()}E\u0301 ",)) == [photo.photo_id]


def test_success_year_in_which_it_was_taken(tag: str) -> None:
    photo = tagged(tag)
    Photo(photo.gallery_id, photo.photo_id).update([Photo.taken_at.set("2011-07-01T10:00:00")])
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Then")
    assert ids(tags=(tag,), year=2011) == ids(tags=(tag,), year=2024) == [photo.photo_id]


def test_success_year_that_only_the_camera_knows_is_hidden_with_it(tag: str) -> None:
    gallery = make.gallery(OWNER, years=[1999])
    photo = tagged(tag, gallery=gallery)
    Photo(photo.gallery_id, photo.photo_id).update([Photo.taken_at.set("2011-07-01T10:00:00")])
    for shows in (False, True, False):
        galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, show_exif=shows)
        assert ids(tags=(tag,), year=2011) == [photo.photo_id] * shows
        own = ids(OWNER, owner=OWNER.user_id, tags=(tag,), year=2011)
        assert own == ids(tags=(tag,), year=1999) == [photo.photo_id]
        assert ("public|year:2011" in make.rows(photo.photo_id)) == shows


def test_success_by_average_of_stars(tag: str) -> None:
    good, bad = tagged(tag), tagged(tag)
    for photo, stars in ((good, 5), (good, 4), (bad, 2)):
        ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=stars)
    assert ids(tags=(tag,), min_rating=4.5) == [good.photo_id]
    assert ids(tags=(tag,), min_rating=4.6) == []
    assert ids(tags=(tag,), min_rating=2) == [bad.photo_id, good.photo_id]


def hidden_photo(tag: str) -> Photo:
    return tagged(tag, visibility="private")


def in_private_gallery(tag: str) -> Photo:
    return tagged(tag, gallery=make.gallery(OWNER, visibility="private"))


def in_unlisted_gallery(tag: str) -> Photo:
    return tagged(tag, gallery=make.gallery(OWNER, visibility="unlisted"))


def in_gallery_made_private(tag: str) -> Photo:
    photo = tagged(tag)
    galleries.update(actor=OWNER, gallery_id=photo.gallery_id, visibility="private")
    return photo


HIDDEN = [hidden_photo, in_private_gallery, in_unlisted_gallery, in_gallery_made_private]


@pytest.mark.parametrize("hide", HIDDEN)
@pytest.mark.parametrize("actor", [STRANGER, make.photographer(), make.visitor(), OWNER])
def test_success_hidden_shows_in_no_list_but_that_of_the_owners_own(
    tag: str, hide: Callable[[str], Photo], actor: Actor
) -> None:
    photo = hide(tag)
    gallery = Gallery.get(photo.gallery_id)
    for filters in (
        {"tags": (tag,)},
        {"q": tag},
        {"q": gallery.name},
        {"country": gallery.country},
        {"year": 2024},
        {},
    ):
        assert photo.photo_id not in newest(actor, **filters)
    for filters in ({}, {"tags": (tag,)}, {"q": tag}, {"year": 2024}, {"country": gallery.country}):
        own = newest(actor, owner=OWNER.user_id, **filters)
        assert (photo.photo_id in own) == (actor == OWNER)


@pytest.mark.parametrize("hide", HIDDEN)
def test_success_nothing_tells_strangers_that_something_is_hidden(tag: str, hide: Callable[[str], Photo]) -> None:
    """As many calls, as many bytes, and no cursor: for one photo that is hidden, and where there is none."""
    hide(tag)
    for filters in ({"tags": (tag,)}, {"q": tag}):
        prices = []
        for asked in (filters, {name: type(value)(other(value)) for name, value in filters.items()}):
            with counted_reads() as reads:
                page = photos.listed(actor=STRANGER, filters=Filters(**asked))
            assert (page.items, page.next_cursor) == ([], "")
            prices.append({name: count for name, count in reads.items() if name != "GetItem"})
        assert prices[0] == prices[1]
        assert prices[0]["Query"] == sum(prices[0].values()) - prices[0]["bytes"] == 1


def other(value: Any) -> Any:
    return (f"x{value[0][1:]}",) if isinstance(value, tuple) else f"x{value[1:]}"


def test_success_staff_and_owner_see_all_of_an_owner_in_any_state() -> None:
    owner = make.photographer()
    gallery_id = make.gallery(owner, visibility="private").gallery_id
    ready = make.ingested(owner, gallery_id)
    failed = make.ingested(owner, gallery_id, b"no photo")
    awaited = make.announced(owner, gallery_id)
    everything = [awaited.photo_id, failed.photo_id, ready.photo_id]
    assert ids(owner, owner=owner.user_id) == ids(make.admin(), owner=owner.user_id) == everything
    assert ids(STRANGER, owner=owner.user_id) == ids(make.photographer(), owner=owner.user_id) == []


def test_success_token_without_read_finds_what_strangers_find(tag: str) -> None:
    shown, hidden = tagged(tag), hidden_photo(tag)
    rating_only = Actor(OWNER.user_id, "photographer", frozenset({"rate"}))
    assert ids(rating_only, owner=OWNER.user_id, tags=(tag,)) == [shown.photo_id]
    assert ids(OWNER, owner=OWNER.user_id, tags=(tag,)) == [hidden.photo_id, shown.photo_id]


def test_success_owners_whose_ids_differ_by_case_are_two(tag: str) -> None:
    upper, lower = Actor(f"X{tag}", "photographer"), Actor(f"x{tag}", "photographer")
    photo = tagged(tag, upper)
    assert ids(owner=upper.user_id) == [photo.photo_id]
    assert ids(owner=lower.user_id) == []


def test_success_uploads_that_never_came_are_forgotten() -> None:
    owner = make.photographer()
    gallery_id = make.gallery(owner).gallery_id
    ticket = make.announced(owner, gallery_id)
    from datetime import UTC, datetime

    Photo(gallery_id, ticket.photo_id).update([Photo.expires_at.set(datetime(2020, 1, 1, tzinfo=UTC))])
    assert ids(owner, owner=owner.user_id) == []


@pytest.mark.parametrize("size", [1, 7, 60, 200])
def test_success_every_photo_of_three_hundred_once(tag: str, size: int) -> None:
    expected, found, cursor = bulk(300 if size > 1 else 40, tag), [], ""
    while True:
        page = photos.listed(actor=STRANGER, filters=Filters(tags=(tag,)), cursor=cursor, size=size)
        assert len(page.items) == size or not page.next_cursor
        found += [photo.photo_id for photo, _ in page.items]
        if not (cursor := page.next_cursor):
            break
    assert found == expected


def test_success_every_photo_of_an_owner_once() -> None:
    owner, tag = make.photographer(), uuid.uuid4().hex
    expected = bulk(130, tag, owner, owner_id=owner.user_id)
    assert ids(owner, owner=owner.user_id) == expected


def test_success_five_thousand_rows_cost_what_fifty_cost(tag: str) -> None:
    prices = []
    for count in (100, 5000):
        kind = f"{tag}-{count}"
        bulk(count, kind, stored=70)
        with counted_reads() as reads:
            page = photos.listed(actor=STRANGER, filters=Filters(tags=(kind,)))
        assert len(page.items) == 60
        prices.append({name: number for name, number in reads.items() if name != "bytes"})
    assert prices[0] == prices[1] == {"Query": 1, "BatchGetItem": 2}


def test_success_rows_that_lie_show_nothing(tag: str) -> None:
    photo, secret, unlisted = tagged(tag), hidden_photo(tag), in_unlisted_gallery(tag)
    gone = Photo(photo.gallery_id, "gone", uploaded_at="2030")
    for each in (secret, unlisted, gone):
        row(each, f"public|tag:{tag}").save()
    row(photo, f"public|tag:{tag}x").save()
    older = row(photo, f"public|tag:{tag}")
    older.entry = f"0{older.entry}"
    older.save()
    assert ids(tags=(tag,)) == [photo.photo_id]
    assert ids(tags=(f"{tag}x",)) == []


def test_success_few_among_many_end_in_a_cursor_that_goes_on(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photos.services.listing._ROUNDS", 2)
    gallery = make.gallery(OWNER, country=f"Land {tag}")
    wanted = tagged(tag, gallery=gallery)
    bulk(150, tag, year=2999)
    page = photos.listed(actor=STRANGER, filters=Filters(tags=(tag,), country=gallery.country), size=60)
    assert page.items == []
    assert page.next_cursor
    assert ids(tags=(tag,), country=gallery.country) == [wanted.photo_id]


def test_success_photo_of_an_older_system_is_found_once_it_is_edited(tag: str) -> None:
    gallery_id = f"older-{make.gallery(OWNER).gallery_id}"
    Gallery(gallery_id, name="Slides", continent="Europe", country="Norway", years=[1999]).save()
    Photo(gallery_id, f"p-{tag}", old_title="Fjord").save()
    photos.update(actor=SYSTEM, photo_id=f"p-{tag}", tags=[tag])
    assert ids(tags=(tag,), country="norway", year=1999, q="fjord") == [f"p-{tag}"]


def test_success_moved_photo_stays_where_it_is_found(tag: str) -> None:
    gallery = make.gallery(OWNER)
    first, second = (tagged(tag, gallery=gallery) for _ in range(2))
    photos.move(actor=OWNER, photo_id=second.photo_id, after=None)
    assert ids(tags=(tag,)) == [second.photo_id, first.photo_id]


@pytest.mark.parametrize(
    ("filters", "size", "field"),
    [
        ({"q": "?!"}, 60, "q"),
        ({"q": " "}, 60, "q"),
        ({"q": "x" * 201}, 60, "q"),
        ({"owner": "x" * 201}, 60, "owner"),
        ({"year": 0}, 60, "year"),
        ({"year": 10**5000}, 60, "year"),
        ({}, 0, "limit"),
        ({}, 201, "limit"),
    ],
)
def test_fail_unusable_filters(filters: dict[str, Any], size: int, field: str) -> None:
    with pytest.raises(Invalid) as error:
        photos.listed(actor=make.admin(), filters=Filters(**filters), size=size)
    assert error.value.field == field


def test_fail_cursor_of_another_list_or_of_other_eyes(tag: str) -> None:
    bulk(70, tag)
    cursor = photos.listed(actor=STRANGER, filters=Filters(tags=(tag,))).next_cursor
    with pytest.raises(Invalid):
        photos.listed(actor=STRANGER, filters=Filters(tags=(f"{tag}x",)), cursor=cursor)
    with pytest.raises(Invalid):
        photos.listed(actor=OWNER, filters=Filters(owner=OWNER.user_id), cursor=cursor)
