"""What the schedule calls: everything that is left lying is finished, as far as there is time."""

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from gallery_project import metrics
from photos import lookup, storage
from photos.models import LONG_AGO, Photo
from tests import make
from tests.photos.queued import Context
from website import front, maintenance

OWNER = make.photographer()


@pytest.fixture
def stuck() -> Photo:
    """Its worker died a while ago."""
    gallery_id = make.gallery(OWNER).gallery_id
    ticket = make.arrived(OWNER, gallery_id)
    make.worker_killed(gallery_id, ticket.photo_id)
    return Photo.get(gallery_id, ticket.photo_id)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The metrics that were written with `put`."""
    values: dict[str, float] = {}
    monkeypatch.setattr(metrics, "put", lambda name, value, unit: values.update({name: value}))
    return values


def status(photo: Photo) -> str:
    current = lookup.read(photo.gallery_id, photo.photo_id)
    assert current
    return current.status


def test_success_what_is_stuck_is_told_and_finished(stuck: Photo, told: dict[str, float]) -> None:
    maintenance.run({}, Context(50))
    assert status(stuck) == "ready"
    assert told["OldestProcessingSeconds"] > 1000
    told.clear()
    maintenance.run({}, Context(50))
    assert told == {}
    assert (stuck.gallery_id, stuck.photo_id) in front.read().newest


def test_success_without_time_it_is_left_to_the_next(stuck: Photo) -> None:
    maintenance.run({}, Context(10))
    assert status(stuck) == "processing"
    maintenance.run({"source": "aws.events", "detail-type": "Scheduled Event"})
    assert status(stuck) == "ready"


def test_success_several_at_once(stuck: Photo) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(maintenance.run, [{}] * 4))
    current = lookup.read(stuck.gallery_id, stuck.photo_id)
    assert current
    assert (current.status, current.work_state) == ("ready", None)
    assert len(make.keys_under(f"thumbnails/{stuck.gallery_id}/")) == 1


@pytest.mark.parametrize(("announced", "chance", "looks"), [(None, 0.9, 1), (LONG_AGO, 0.9, 0), (LONG_AGO, 0.0, 1)])
def test_success_a_file_that_does_not_come_is_looked_for_less_and_less(
    monkeypatch: pytest.MonkeyPatch, announced: str | None, chance: float, looks: int
) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ticket = make.announced(OWNER, gallery_id)
    if announced:
        Photo(gallery_id, ticket.photo_id).update([Photo.uploaded_at.set(announced)])
    asked: list[Any] = []
    monkeypatch.setattr(storage, "head", asked.append)
    monkeypatch.setattr(random, "random", lambda: chance)
    monkeypatch.setattr("galleries.services.recovery.photos.age", lambda photo: 60 if announced is None else 9e9)
    maintenance.run({})
    assert asked.count(ticket.key) == looks
