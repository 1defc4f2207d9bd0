"""Events that come through a queue, in batches: who failed comes again, and nobody else."""

from typing import Any

import pytest

from gallery_project import entry_points
from photos import events, imaging, lookup
from photos.models import Photo
from tests import make
from tests.photos.queued import Context, batch, failed

OWNER = make.photographer()
TEST = {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "b", "RequestId": "1", "HostId": "2"}


@pytest.fixture
def gallery_id() -> str:
    return make.gallery(OWNER).gallery_id


def status(photo_id: str, gallery_id: str) -> str:
    photo = lookup.read(gallery_id, photo_id)
    assert photo
    return photo.status


def test_success_photos_of_a_batch_each_twice_and_out_of_order(gallery_id: str) -> None:
    tickets = [make.arrived(OWNER, gallery_id) for _ in range(3)]
    bodies = [make.event(ticket.key) for ticket in tickets]
    assert failed(events.handle(batch(*reversed(bodies), TEST, *bodies), None)) == []
    assert {photo.status for photo in Photo.query(gallery_id)} == {"ready"}


@pytest.mark.parametrize(
    "poison",
    [
        "no JSON",
        "[]",
        "7",
        "{}",
        {"Event": "s3:ObjectRestore"},
        {"Records": 1},
        {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put"}]},
        {"work": "brew", "galleryId": "g", "madeBefore": ""},
        {"work": "render"},
        {"work": "render", "galleryId": "g", "photoId": 7, "madeBefore": ""},
        {"work": "plan", "galleryId": ["g"], "after": "", "madeBefore": ""},
    ],
)
def test_fail_poison_costs_its_own_message_only(gallery_id: str, poison: Any) -> None:
    before, behind = (make.arrived(OWNER, gallery_id) for _ in range(2))
    assert failed(events.handle(batch(make.event(before.key), poison, make.event(behind.key)), None)) == [1]
    assert {photo.status for photo in Photo.query(gallery_id)} == {"ready"}


def test_fail_busy_photo_comes_again_and_is_not_blamed(gallery_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    busy, free = (make.arrived(OWNER, gallery_id) for _ in range(2))
    Photo(gallery_id, busy.photo_id).update([Photo.status.set("processing"), Photo.lease_until.set(4e9)])
    monkeypatch.setattr(events, "QUEUE_PATIENCE", 0)
    assert failed(events.handle(batch(make.event(busy.key), make.event(free.key)), None)) == [0]
    assert [status(each.photo_id, gallery_id) for each in (busy, free)] == ["processing", "ready"]
    photo = lookup.read(gallery_id, busy.photo_id)
    assert photo
    assert photo.attempts == 0


def test_fail_what_there_is_no_time_for_is_not_begun(gallery_id: str) -> None:
    tickets = [make.arrived(OWNER, gallery_id) for _ in range(3)]
    bodies = [make.event(ticket.key) for ticket in tickets]
    answer = events.handle(batch(*bodies), Context(50, events.RESERVE - 1, events.RESERVE - 2))
    assert failed(answer) == [1, 2]
    late = lookup.read(gallery_id, tickets[1].photo_id)
    assert late
    assert (late.status, late.attempts) == ("awaiting_upload", 0)
    assert failed(events.handle(batch(*bodies), Context(50, 50, 50))) == []


def test_fail_a_photo_that_kills_its_reader_does_not_go_round_for_ever(
    gallery_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = make.arrived(OWNER, gallery_id)
    monkeypatch.setattr(imaging, "render", lambda *_: (_ for _ in ()).throw(MemoryError))
    answers = [failed(events.handle(batch(make.event(ticket.key)), None)) for _ in range(3)]
    assert answers == [[0], [0], []]
    assert status(ticket.photo_id, gallery_id) == "failed"


def test_fail_type_error_is_told_as_what_it_is() -> None:
    calls = []

    @entry_points.entry_point
    def broken(event: Any, context: Any) -> None:
        calls.append(event)
        raise TypeError("unsupported operand")

    with pytest.raises(RuntimeError, match="unsupported operand"):
        broken({"a": 1}, None)
    assert calls == [{"a": 1}]
