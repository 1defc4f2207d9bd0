"""A photo's score and its place among the rated: always those of its final sums, whoever rates and edits at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from photos import changes, lookup
from photos import services as photos
from photos.models import SITE, Photo, fair_score
from ratings import services as ratings
from tests import make

OWNER = make.photographer()


@pytest.fixture
def photo() -> Photo:
    return make.ingested(OWNER, make.gallery(OWNER).gallery_id)


def current(photo: Photo) -> Photo:
    found = lookup.read(photo.gallery_id, photo.photo_id)
    assert found
    return found


def rate(photo: Photo, stars: int) -> None:
    ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=stars)


def is_right(photo: Photo) -> bool:
    now = current(photo)
    ranked_in = SITE if now.counts and now.rating_count else None
    return (now.score, now.ranked_in) == (fair_score(now.rating_count or 0, now.rating_sum), ranked_in)


def test_success_one_vote_is_no_verdict(photo: Photo) -> None:
    assert (photo.score, photo.ranked_in) == (3, None)
    rate(photo, 5)
    assert (current(photo).score, current(photo).ranked_in) == (round(20 / 6, 4), SITE)


def test_success_taken_back_it_is_unrated_again(photo: Photo) -> None:
    person = make.visitor()
    ratings.rate(actor=person, photo_id=photo.photo_id, stars=1)
    ratings.take_back(actor=person, photo_id=photo.photo_id)
    assert (current(photo).score, current(photo).ranked_in) == (3, None)


def test_success_two_hundred_at_once_leave_the_score_of_the_final_sums(photo: Photo) -> None:
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda n: rate(photo, 1 + n % 5), range(200)))
    now = current(photo)
    assert (now.rating_count, now.rating_sum, now.score) == (200, 600, fair_score(200, 600))
    assert is_right(photo)


def test_success_rated_while_it_is_hidden_and_shown(photo: Photo) -> None:
    def turn(n: int) -> None:
        if n % 6:
            ratings.rate(actor=OWNER if n % 2 else make.admin(), photo_id=photo.photo_id, stars=1 + n % 5)
        else:
            photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private" if n % 12 else "public")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(turn, range(48)))
    assert is_right(photo)


def test_success_private_is_not_ranked_and_comes_back(photo: Photo) -> None:
    rate(photo, 4)
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    assert (current(photo).ranked_in, current(photo).public_in) == (None, None)
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="public")
    assert is_right(photo)


def test_success_first_stars_while_it_becomes_public(photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edit read no ratings, the rater a private photo: neither may have the last word with that."""
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    read, seen = changes.read, []

    def read_then_rated(*key: str) -> Any:
        found = read(*key)
        if not seen:
            seen.append(key)
            ratings.rate(actor=OWNER, photo_id=photo.photo_id, stars=5)
        return found

    monkeypatch.setattr(changes, "read", read_then_rated)
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="public")
    assert current(photo).ranked_in == SITE
    assert is_right(photo)


@pytest.mark.parametrize("meanwhile", ["rated", "hidden", "shown"])
def test_success_changed_while_its_rater_looks(photo: Photo, monkeypatch: pytest.MonkeyPatch, meanwhile: str) -> None:
    """What the rater has read is old news by then, and must not be written."""
    if meanwhile == "shown":
        photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    raw_item, seen = ratings.raw_item, []

    def read_then_changed(*key: Any) -> Any:
        found = raw_item(*key)
        if not seen:
            seen.append(key)
            if meanwhile == "rated":
                rate(photo, 1)
            else:
                wanted = "private" if meanwhile == "hidden" else "public"
                photos.update(actor=OWNER, photo_id=photo.photo_id, visibility=wanted)
        return found

    monkeypatch.setattr(ratings, "raw_item", read_then_changed)
    ratings.rate(actor=OWNER, photo_id=photo.photo_id, stars=5)
    assert is_right(photo)
