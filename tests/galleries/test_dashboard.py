"""The dashboard: what there is, what is under way, what wants attention; and how far a job is."""

import pytest
from django.test import Client

from accounts.models import User
from galleries import jobs
from galleries import services as galleries
from galleries.job_items import Job
from gallery_project.tables import transact
from photos import services as photos
from ratings import services as ratings
from tests import make


def stored_job(user: User, **fields: object) -> Job:
    job = jobs.new(user.actor, "empty_trash", {"galleries": [], "is_staff": False})
    for name, value in fields.items():
        setattr(job, name, value)
    transact(lambda transaction: jobs.store(transaction, job))
    return job


def test_success_figures(user: User) -> None:
    shown = make.gallery(user.actor)
    hidden = make.gallery(user.actor, visibility="private")
    sizes = [make.ingested(user.actor, each.gallery_id).size for each in (shown, shown, hidden)]
    make.gallery(user.actor)
    found = galleries.dashboard(actor=user.actor)
    assert (found.photos, found.stored_bytes) == (3, sum(sizes))
    assert dict(found.shelves) == {"public": 2, "private": 1}
    assert [gallery.ready_count for gallery in found.empty] == [0]
    assert found.own.is_all


def test_success_what_is_under_way_or_failed(user: User, signed_in: Client) -> None:
    gallery = make.gallery(user.actor)
    make.announced(user.actor, gallery.gallery_id, "on-its-way.jpg")
    make.ingested(user.actor, gallery.gallery_id, b"no photo", "broken.jpg")
    found = galleries.dashboard(actor=user.actor)
    assert [photo.filename for photo, _ in found.under_way] == ["on-its-way.jpg"]
    assert found.stuck == []
    page = signed_in.get("/manage/").content.decode()
    assert "on-its-way.jpg" in page
    assert "broken.jpg" in page
    assert "on-its-way.jpg" in {photo.filename for photo in photos.under_way(actor=make.admin())}


def test_success_ratings_of_the_last_days(user: User, signed_in: Client) -> None:
    photo = make.ingested(user.actor, make.gallery(user.actor).gallery_id)
    for _ in range(3):
        ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=4)
    found = galleries.dashboard(actor=user.actor)
    assert len(found.ratings) == 30
    assert (found.rated, found.ratings[-1].ratings) == (3, 3)
    answer = signed_in.get("/manage/", headers={"Accept-Language": "de"})
    assert answer.context["chart"]["busiest"] == found.ratings[-1]
    page = answer.content.decode()
    assert page.count("chart-bar") == 1
    assert 'height="40"' in page or 'height="40.0"' in page  # a number of SVG, not of German


def test_success_a_job_that_failed(user: User, signed_in: Client) -> None:
    job = stored_job(user, state="failed", reason="The disk is full.")
    other = stored_job(make.account(), state="failed", reason="Not yours.")
    page = signed_in.get("/manage/")
    assert [each["id"] for each in page.context["broken"]] == [job.job_id]
    make.gallery(user.actor)
    assert "The disk is full." in signed_in.get("/manage/").content.decode()
    assert signed_in.get(f"/manage/jobs/{other.job_id}/").status_code == 404


def test_success_a_job_asks_again_while_it_runs(user: User, signed_in: Client) -> None:
    job = stored_job(user, totals={"photos_total": 8, "photos_changed": 2}, errors=[{"key": "k", "error": "Why."}])
    page = signed_in.get(f"/manage/jobs/{job.job_id}/").content.decode()
    assert "hx-get" in page
    assert 'value="25"' in page
    assert "Why." in page
    jobs.run(job)
    page = signed_in.get(f"/manage/jobs/{job.job_id}/").content.decode()
    assert "hx-get" not in page
    assert "Done." in page


def test_success_a_newcomer_is_shown_the_way(signed_in: Client) -> None:
    assert b"/manage/galleries/new/" in signed_in.get("/manage/").content


@pytest.mark.parametrize("role", ["photographer", "admin"])
def test_success_navigation(role: str) -> None:
    signed_in = Client()
    signed_in.force_login(make.account(role))
    page = signed_in.get("/manage/trash/").content.decode()
    assert '<a href="/manage/trash/" aria-current="page">' in page
    assert ("/manage/users/" in page) is (role == "admin")


def test_success_navigation_says_who_is_signed_in(user: User, signed_in: Client) -> None:
    assert f'title="Signed in as {user.username}"' in signed_in.get("/manage/").content.decode()


def test_success_links_of_a_gallery_say_its_name(user: User, signed_in: Client) -> None:
    """The navigation beside them leads to the settings of the site, and to another upload."""
    gallery = make.gallery(user.actor, name="Dunes")
    text = signed_in.get(f"/manage/galleries/{gallery.gallery_id}/").content.decode()
    assert [f'aria-label="{what} – Dunes"' in text for what in ("Upload", "Settings")] == [True, True]
