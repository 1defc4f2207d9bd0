"""S3 reports new objects: twice, late, in any order, with odd names, and about things that are none of ours."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from galleries import lookup as gallery_lookup
from photos import events, lookup, storage
from photos.models import Photo
from tests import make, meanwhile

OWNER = make.photographer()


def test_success_fifty_photos_each_delivered_four_times_in_random_order() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    tickets = [make.arrived(OWNER, gallery_id, make.jpeg(f"{gallery_id}{n}")) for n in range(50)]
    deliveries = [make.event(ticket.key) for ticket in tickets] * 4
    random.shuffle(deliveries)
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(events.handle, deliveries))

    gallery = gallery_lookup.find(gallery_id)
    assert gallery
    assert gallery.photo_count == 50
    records = list(Photo.query(gallery_id))
    assert {photo.photo_id for photo in records} == {ticket.photo_id for ticket in tickets}
    assert {photo.status for photo in records} == {"ready"}
    assert len(make.keys_under(f"thumbnails/{gallery_id}/")) == 50
    assert len(make.keys_under(f"metadata/{gallery_id}/")) == 51
    assert [p.photo_id for p in Photo.by_order.query(gallery_id)] == [t.photo_id for t in tickets]


def test_success_real_event_of_the_bucket(deliver: Callable[[], int]) -> None:
    deliver()
    gallery_id = make.gallery(OWNER).gallery_id
    ticket = make.arrived(OWNER, gallery_id)
    assert deliver() == 1
    photo = lookup.read(gallery_id, ticket.photo_id)
    assert photo
    assert photo.status == "ready"


def test_success_several_records_in_one_event() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    tickets = [make.arrived(OWNER, gallery_id) for _ in range(3)]
    events.handle(make.event(*(ticket.key for ticket in tickets)))
    assert {photo.status for photo in Photo.query(gallery_id)} == {"ready"}


def test_fail_one_record_costs_the_others_nothing_and_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    bad, good = (make.arrived(OWNER, gallery_id) for _ in range(2))
    head = storage.head

    def unreachable(key: str) -> storage.Stored | None:
        if key == bad.key:
            raise ConnectionError("S3 is away")
        return head(key)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "head", unreachable)
        with pytest.raises(ConnectionError):
            events.handle(make.event(bad.key, good.key))
    assert {photo.photo_id: photo.status for photo in Photo.query(gallery_id)} == {
        bad.photo_id: "awaiting_upload",
        good.photo_id: "ready",
    }
    events.handle(make.event(bad.key, good.key))
    assert {photo.status for photo in Photo.query(gallery_id)} == {"ready"}


@pytest.mark.parametrize("other", [{"bucket": "somebody-elses"}, {"name": "ObjectRemoved:Delete"}])
def test_success_event_that_only_looks_like_ours(other: dict[str, str]) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ticket = make.arrived(OWNER, gallery_id)
    events.handle(make.event(ticket.key, **other))
    assert [photo.status for photo in Photo.query(gallery_id)] == ["awaiting_upload"]


def test_fail_s3_that_does_not_answer_is_no_missing_file() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, gallery_id)
    Photo(gallery_id, photo.photo_id).update([Photo.status.set("processing"), Photo.lease_until.set(1.0)])
    with meanwhile.s3_forbids("HeadObject"), pytest.raises(ClientError):
        events.handle(make.event(str(photo.s3_key)))
    assert [each.status for each in Photo.query(gallery_id)] == ["processing"]


@pytest.mark.parametrize(
    "event",
    [
        {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "b", "RequestId": "1", "HostId": "2"},
        {"Records": []},
        make.event("galleries/Asia/Japan/Other bucket/1.jpg", bucket="somebody-elses"),
        make.event("galleries/Asia/Japan/Removed/1.jpg", name="ObjectRemoved:Delete"),
        make.event("thumbnails/g/p/12345678/320.webp"),
        make.event("galleries/Asia/Japan/Older/thumbnails/1.jpg"),
        make.event("galleries/Asia/Japan/Never came/1.jpg"),
        make.event("galleries//1.jpg"),
        make.event("galleries/Asia/Japan/Deep/er/1.jpg"),
        make.event("galleries/0192f0c4-7b1a-7000-8000-000000000000/1.jpg"),
    ],
)
def test_success_what_is_not_ours_is_left_alone(event: dict[str, Any]) -> None:
    events.handle(event)
    from galleries.models import Gallery

    names = {gallery.name for gallery in Gallery.scan()}
    assert not names & {"Other bucket", "Removed", "Older", "Never came", "Deep"}
