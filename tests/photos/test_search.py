"""Search by words: in titles, descriptions, tags, places and years; and the page on which visitors do it."""

import html
import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from photos import services as photos
from photos.models import Photo
from photos.services import Filters
from tests import make
from tests.galleries.stock import OWNER as STOCK_OWNER
from tests.galleries.stock import filled
from tests.galleries.test_page import counted_reads

OWNER = make.photographer()


@pytest.fixture
def word() -> str:
    """A word that no other test has."""
    return f"q{uuid.uuid4().hex[:12]}"


def photo(**wording: Any) -> Photo:
    found = make.ingested(OWNER, make.gallery(OWNER).gallery_id)
    return photos.update(actor=OWNER, photo_id=found.photo_id, **wording)


def ids(q: str) -> list[str]:
    page = photos.listed(actor=STRANGER, filters=Filters(q=q))
    assert page.next_cursor == ""
    return [found.photo_id for found, _ in page.items]


def test_success_by_what_is_said_of_the_photo(word: str) -> None:
    by_title, by_text, by_tag = photo(title=f"The {word}"), photo(description=f"a {word}."), photo(tags=[f"x {word}"])
    assert ids(word.upper()) == [by_tag.photo_id, by_text.photo_id, by_title.photo_id]


@pytest.mark.parametrize("field", ["name", "continent", "country", "description"])
def test_success_by_what_is_said_of_its_gallery(word: str, field: str) -> None:
    gallery = make.gallery(OWNER, **{field: f"Some {word}", "years": [1931]})
    found = make.ingested(OWNER, gallery.gallery_id)
    assert ids(word) == ids(f"{word} 1931") == [found.photo_id]
    assert ids(f"{word} 1932") == []


def test_success_every_word_must_be_there_and_the_last_may_be_cut(word: str) -> None:
    both, one = photo(title=f"{word} glacier lagoon"), photo(title=f"{word} lagoon")
    assert ids(f"lagoon {word}") == [one.photo_id, both.photo_id]
    assert ids(f"{word} glac") == ids(f"glacier {word[:9]}") == [both.photo_id]
    assert ids(f"glac {word}") == []


def test_success_the_very_word_first_and_each_photo_once(word: str) -> None:
    longer = photo(title=f"{word}land {word}lands {word}mark")
    exact = photo(title=f"{word} {word}land")
    assert ids(word) == [exact.photo_id, longer.photo_id]
    assert ids(f"{word}l") == [exact.photo_id, longer.photo_id]
    assert ids(f"{word}m") == [longer.photo_id]


@pytest.mark.parametrize(
    ("title", "query"),
    [("東京タワーの夜", "タワー"), ("東京タワーの夜", "夜"), ("Skógafoss í þoku", "skogafoss thoku"), ("Ночь", "НОЧЬ")],
)
def test_success_in_any_script(word: str, title: str, query: str) -> None:
    found = photo(title=f"{title} {word}")
    assert ids(f"{query} {word}") == ids(f"{word} {query}") == [found.photo_id]


def test_success_a_word_that_drives_is_read_alone(word: str) -> None:
    photo(title=f"{word} of the common kind")
    with counted_reads() as reads:
        ids(f"the {word}")
    assert {name: count for name, count in reads.items() if name != "bytes"} == {"Query": 1, "BatchGetItem": 2}


def test_success_page_shows_what_is_found(client: Client, word: str) -> None:
    found, secret = photo(title=f"A {word}"), photo(title=f"Secret {word}", visibility="private")
    page = client.get("/search/", {"q": word})
    assert [shown["id"] for shown in page.context["photos"]] == [found.photo_id]
    text = page.content.decode()
    assert f"/thumbnails/{found.gallery_id}/{found.photo_id}/" in text
    assert secret.photo_id not in text
    assert f'name="q" value="{word}"' in text


def test_success_page_says_when_nothing_is_found(client: Client, word: str) -> None:
    assert "No photos match" in client.get("/search/", {"q": word}).content.decode()


def test_success_page_without_a_question_reads_only_the_summary(client: Client) -> None:
    """For the years and tags to which it leads."""
    with counted_reads() as reads:
        assert client.get("/search/").status_code == 200
    assert {name: count for name, count in reads.items() if name != "bytes"} == {"GetItem": 1}


def test_success_page_says_how_many_and_shows_galleries(client: Client, word: str) -> None:
    named, other = make.gallery(OWNER, name=f"The {word}"), photo(title=word)
    for _ in range(2):
        make.ingested(OWNER, named.gallery_id)
    page = client.get("/search/", {"q": word[:-1]})
    assert [shown["id"] for shown in page.context["galleries"]] == [named.gallery_id]
    assert other.photo_id in {shown["id"] for shown in page.context["photos"]}
    assert "3 photos" in page.content.decode()


def test_success_page_finds_galleries_whatever_photos_come_first(client: Client, word: str) -> None:
    old, new = (make.gallery(OWNER, name=f"{word} {age}") for age in ("old", "new"))
    make.gallery(OWNER, name=f"{word} secret", visibility="private")
    make.ingested(OWNER, new.gallery_id)
    page = client.get("/search/", {"q": word})
    assert {shown["id"] for shown in page.context["galleries"]} == {old.gallery_id, new.gallery_id}


def test_success_a_gallery_is_found_as_it_is_now(client: Client, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an index that lags still says."""
    gallery = make.gallery(OWNER, name=word)
    lagging = [Gallery.get(gallery.gallery_id)]
    galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, visibility="private")
    monkeypatch.setattr(Gallery.by_shelf, "query", lambda *_args, **_more: iter(lagging))
    assert client.get("/search/", {"q": word}).context["galleries"] == []


def test_success_page_price(client: Client, word: str) -> None:
    """Rows, photos and their galleries; the galleries of that name, once to find them and once to show them."""
    make.ingested(OWNER, make.gallery(OWNER, name=word).gallery_id)
    with counted_reads() as reads:
        client.get("/search/", {"q": word})
    assert (reads["Query"], reads["BatchGetItem"]) == (2, 3)


def test_success_page_by_tag_is_linked_from_the_photo(client: Client) -> None:
    tag = f"a/b & c {uuid.uuid4()}"
    found = photo(tags=[tag])
    text = client.get(f"/photos/{found.photo_id}/").content.decode()
    link = html.unescape(text.split('<ul class="tags"')[1].split('href="')[1].split('"')[0])
    assert [shown["id"] for shown in client.get(link).context["photos"]] == [found.photo_id]


def test_success_pages_follow_each_other(client: Client, word: str) -> None:
    gallery_id = filled(61)
    galleries.update(actor=STOCK_OWNER, gallery_id=gallery_id, description=word)
    first = client.get("/search/", {"q": word})
    link = first.content.decode().split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(f"/search/{link}")
    shown = [photo["id"] for page in (first, second) for photo in page.context["photos"]]
    assert sorted(shown) == [f"{gallery_id}-{n:05}" for n in range(61)]
    assert len(first.context["photos"]) == 60
    assert "60 photos and more" in first.content.decode()
    assert 'rel="next"' not in second.content.decode()


def test_success_words_are_shown_as_text(client: Client) -> None:
    text = client.get("/search/", {"q": '"><script>x'}).content.decode()
    assert "<script>x" not in text


def test_fail_page_without_a_letter_says_so(client: Client) -> None:
    answer = client.get("/search/", {"q": "?!"})
    assert answer.status_code == 400
    assert "with a letter or digit" in answer.content.decode()


@pytest.mark.parametrize(
    "query", [{"tag": "\ud800"}, {"q": "\ud800 x"}, {"tag": "\x00"}, {"q": "x", "cursor": "\ud800"}]
)
def test_fail_characters_that_no_table_takes(client: Client, query: dict[str, str]) -> None:
    assert client.get("/search/", {k: v.encode("utf-8", "surrogatepass") for k, v in query.items()}).status_code < 500
