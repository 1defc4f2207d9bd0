"""Stars from many at once, changed and taken back: sums and counts stay exact."""

import random
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client, RequestFactory

from accounts import visitors
from accounts.actors import STRANGER
from galleries import services as galleries
from gallery_project.errors import Conflict, Invalid, NotAllowed, NotFound
from photos import lookup
from photos import services as photos
from photos.models import Photo
from ratings import services as ratings
from ratings.models import PhotoRating
from tests import make, meanwhile

OWNER = make.photographer()


@pytest.fixture
def photo() -> Photo:
    return make.ingested(OWNER, make.gallery(OWNER).gallery_id)


def sums(photo: Photo) -> tuple[float, float, dict[int, int]]:
    current = lookup.read(photo.gallery_id, photo.photo_id)
    assert current
    return current.rating_count, current.rating_sum, current.distribution


def test_success_sixteen_threads_rate_four_hundred_times(photo: Photo) -> None:
    people = [make.visitor() for _ in range(25)]
    wishes = [(random.choice(people), random.randint(0, 5)) for _ in range(400)]

    def wish(each: tuple[object, int]) -> None:
        person, stars = each
        if stars:
            ratings.rate(actor=person, photo_id=photo.photo_id, stars=stars)  # type: ignore[arg-type]
        else:
            ratings.take_back(actor=person, photo_id=photo.photo_id)  # type: ignore[arg-type]

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(wish, wishes))
    given = [int(rating.rating) for rating in PhotoRating.query(photo.photo_id)]
    assert sums(photo) == (len(given), sum(given), {stars: given.count(stars) for stars in range(1, 6)})


def test_success_rate_again_and_take_back(photo: Photo) -> None:
    person = make.visitor()
    ratings.rate(actor=person, photo_id=photo.photo_id, stars=2)
    assert ratings.rate(actor=person, photo_id=photo.photo_id, stars=5).photo.rating_sum == 5
    assert ratings.read(actor=person, photo_id=photo.photo_id) == 5
    ratings.take_back(actor=person, photo_id=photo.photo_id)
    ratings.take_back(actor=person, photo_id=photo.photo_id)
    assert ratings.read(actor=person, photo_id=photo.photo_id) is None
    assert sums(photo) == (0, 0, {1: 0, 2: 0, 3: 0, 4: 0, 5: 0})


@pytest.mark.parametrize("stars", [0, 6, -1, 3.5, True])
def test_fail_other_numbers(photo: Photo, stars: int) -> None:
    with pytest.raises(Invalid):
        ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=stars)


def test_fail_nobody_and_nothing(photo: Photo) -> None:
    with pytest.raises(NotAllowed):
        ratings.rate(actor=STRANGER, photo_id=photo.photo_id, stars=3)
    with pytest.raises(NotFound):
        ratings.rate(actor=make.visitor(), photo_id="nothing", stars=3)


def test_fail_what_the_visitor_may_not_see(photo: Photo) -> None:
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    with pytest.raises(NotFound):
        ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=3)
    assert sums(photo)[0] == 0


@pytest.mark.parametrize("is_cut_off", [False, True])
def test_fail_photo_that_is_deleted_in_the_same_moment(photo: Photo, is_cut_off: bool) -> None:
    def delete() -> None:
        if is_cut_off:
            meanwhile.photo_deletion_cut_off(OWNER, photo.photo_id)
        else:
            photos.delete(actor=OWNER, photo_id=photo.photo_id)

    with meanwhile.before_first_transaction(delete), pytest.raises(NotFound):
        ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=3)
    galleries.reconcile()
    assert [*Photo.query(photo.gallery_id), *PhotoRating.query(photo.photo_id)] == []


def test_success_page_shows_the_average(photo: Photo, client: Client) -> None:
    for stars in (5, 4, 4):
        ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=stars)
    shown = client.get(f"/photos/{photo.photo_id}/").context["photo"]["rating"]
    assert shown == {"count": 3, "average": 4.33, "distribution": {"1": 0, "2": 0, "3": 0, "4": 2, "5": 1}}


def test_success_ratings_go_with_their_photo(photo: Photo) -> None:
    ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=3)
    photos.delete(actor=OWNER, photo_id=photo.photo_id)
    assert list(PhotoRating.query(photo.photo_id)) == []


def test_success_visitor_is_remembered_by_a_signed_cookie(photo: Photo, client: Client) -> None:
    url = f"/photos/{photo.photo_id}/rating"
    answer = client.post(url, {"rating": "4"})
    assert (answer.status_code, answer["Location"]) == (302, f"/photos/{photo.photo_id}/")
    cookie = answer.cookies["visitor"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 2 * 365 * 24 * 3600)
    client.post(url, {"rating": "2"})
    assert sums(photo)[:2] == (1, 2)
    assert client.get(f"/photos/{photo.photo_id}/").context["my_rating"] == 2
    client.post(url, {"rating": "0"})
    assert sums(photo)[:2] == (0, 0)


def test_success_who_has_an_account_rates_with_it_and_gets_no_cookie(photo: Photo, client: Client) -> None:
    user = make.account()
    client.force_login(user)
    client.post(f"/photos/{photo.photo_id}/rating", {"rating": "4"})
    assert "visitor" not in client.cookies
    assert ratings.read(actor=user.actor, photo_id=photo.photo_id) == 4


def test_fail_visitors_cookie_opens_nothing_but_ratings(photo: Photo, client: Client) -> None:
    client.post(f"/photos/{photo.photo_id}/rating", {"rating": "4"})
    request = RequestFactory().get("/")
    request.COOKIES["visitor"] = client.cookies["visitor"].value
    known = visitors.recognise(request)
    assert known.user_id.startswith("visitor:")
    assert not known.is_photographer
    assert not known.may_manage(known.user_id)


def test_success_forged_cookie_is_a_new_visitor(photo: Photo, client: Client) -> None:
    url = f"/photos/{photo.photo_id}/rating"
    client.post(url, {"rating": "4"})
    client.cookies["visitor"] = client.cookies["visitor"].value.replace(":", "x:", 1)
    client.post(url, {"rating": "1"})
    assert sums(photo)[:2] == (2, 5)


def test_success_htmx_gets_the_stars_alone(photo: Photo, client: Client) -> None:
    answer = client.post(f"/photos/{photo.photo_id}/rating", {"rating": "4"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert b"<html" not in answer.content


@pytest.mark.parametrize("rating", ["", "six", "6", "²", "-1", "4.5", "05", "9" * 5000])
def test_fail_page_says_what_a_rating_is(photo: Photo, client: Client, rating: str) -> None:
    answer = client.post(f"/photos/{photo.photo_id}/rating", {"rating": rating})
    assert answer.status_code == 400
    assert b"whole number from 1 to 5" in answer.content


def test_success_next_leads_back_only_within_the_site(photo: Photo, client: Client) -> None:
    url = f"/photos/{photo.photo_id}/rating"
    assert client.post(url, {"rating": "4", "next": "/galleries/x/"})["Location"] == "/galleries/x/"
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "nosuchview", ""):
        answer = client.post(url, {"rating": "4", "next": elsewhere})
        assert (answer.status_code, answer["Location"]) == (302, f"/photos/{photo.photo_id}/")


def test_success_taking_back_nothing_makes_nobody_a_visitor(photo: Photo, client: Client) -> None:
    assert client.post(f"/photos/{photo.photo_id}/rating", {"rating": "0"}).status_code == 302
    assert "visitor" not in client.cookies


def test_fail_only_what_is_ready() -> None:
    failed = make.ingested(OWNER, make.gallery(OWNER).gallery_id, b"no photo")
    with pytest.raises(Conflict, match="ready"):
        ratings.rate(actor=OWNER, photo_id=failed.photo_id, stars=5)


def older(photo: Photo, *stars: int) -> Photo:
    """The photo as the older system left it: rated, without sums."""
    for given in stars:
        PhotoRating(photo.photo_id, f"someone-{uuid.uuid4()}", rating=given).save()
    names = ["rating_count", "rating_sum", *(f"ratings_{n}" for n in range(1, 6))]
    photo.update([getattr(Photo, name).remove() for name in names])
    return photo


def test_success_older_photo_gets_its_sums_with_the_first_rating(photo: Photo) -> None:
    older(photo, 4, 4, 2)
    person = make.visitor()
    PhotoRating(photo.photo_id, person.user_id, rating=4).save()
    again = ratings.rate(actor=person, photo_id=photo.photo_id, stars=5)
    assert (again.action, again.photo.rating_count, again.photo.rating_sum) == ("updated", 4, 15)
    ratings.take_back(actor=person, photo_id=photo.photo_id)
    assert sums(photo) == (3, 10, {1: 0, 2: 1, 3: 0, 4: 2, 5: 0})


def test_success_sixteen_people_rate_an_older_photo_at_once(photo: Photo) -> None:
    older(photo, 3)
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda _: ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=5), range(16)))
    assert sums(photo) == (17, 83, {1: 0, 2: 0, 3: 1, 4: 0, 5: 16})


def test_success_first_two_ratings_of_an_older_photo_meet(photo: Photo) -> None:
    older(photo, 3)
    with meanwhile.before_first_transaction(
        lambda: ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=1)
    ):
        ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=5)
    assert sums(photo) == (3, 9, {1: 1, 2: 0, 3: 1, 4: 0, 5: 1})


def test_success_older_photo_shows_what_it_was_given(photo: Photo, client: Client) -> None:
    older(photo, 5, 4)
    shown = client.get(f"/api/galleries?action=get_photo_rating&photoId={photo.photo_id}").json()
    assert (shown["totalRatings"], shown["averageRating"]) == (2, 4.5)
    assert client.get(f"/photos/{photo.photo_id}/").context["photo"]["rating"]["count"] == 2
    unchanged = ratings.take_back(actor=make.visitor(), photo_id=photo.photo_id)
    assert (unchanged.action, unchanged.photo.rating_count) == ("no_action", 2)
