"""Ratings by day: a statistic that never stands in the way of a rating."""

from datetime import timedelta

import pytest
from pynamodb.exceptions import UpdateError

from gallery_project.tables import now
from ratings import services as ratings
from ratings import statistics
from ratings.statistics import RatedItem
from tests import make


def test_success_a_new_rating_counts_once_for_its_owner_and_the_site() -> None:
    owner, visitor = make.photographer(), make.visitor()
    photo = make.ingested(owner, make.gallery(owner).gallery_id)
    before = statistics.per_day(actor=make.admin())[-1].ratings
    for stars in (3, 4, 4):
        ratings.rate(actor=visitor, photo_id=photo.photo_id, stars=stars)
    assert statistics.per_day(actor=owner)[-1].ratings == 1
    assert statistics.per_day(actor=make.admin())[-1].ratings == before + 1
    assert statistics.per_day(actor=make.photographer())[-1].ratings == 0


def test_success_thirty_days_with_today_last() -> None:
    owner = make.photographer()
    for back in (0, 29, 30):
        day = (now() - timedelta(days=back)).date().isoformat()
        RatedItem(f"RATED#{owner.user_id}", day, ratings=back + 1).save()
    days = statistics.per_day(actor=owner)
    assert [day.ratings for day in days] == [30, *[0] * 28, 1]
    assert days[-1].date == now().date()


def test_success_a_statistic_that_fails_costs_no_rating(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UpdateError("down")

    owner = make.photographer()
    photo = make.ingested(owner, make.gallery(owner).gallery_id)
    monkeypatch.setattr(RatedItem, "update", fail)
    assert ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=5).photo.rating_count == 1
