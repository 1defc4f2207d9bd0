"""A drag is one write; only touching neighbours are numbered anew."""

import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from gallery_project.errors import Invalid, NotAllowed
from photos import services as photos
from photos import storage
from photos.models import Photo
from tests import make, meanwhile

OWNER = make.photographer()


@pytest.fixture
def ids() -> list[str]:
    gallery_id = make.gallery(OWNER).gallery_id
    return [make.ingested(OWNER, gallery_id, filename=f"{n}.jpg").photo_id for n in range(4)]


def order(photo_id: str) -> list[str]:
    photo = next(iter(Photo.by_photo.query(photo_id)))
    return [each.photo_id for each in Photo.by_order.query(photo.gallery_id)]


def test_success_order_of_announcement_whatever_the_order_of_arrival() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    names = [{"filename": f"{n}.jpg"} for n in range(5)]
    tickets = photos.begin_upload(actor=OWNER, gallery_id=gallery_id, files=names)  # type: ignore[arg-type]
    for ticket in reversed(tickets):
        make.post(ticket, make.jpeg())
        photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert [photo.filename for photo in Photo.by_order.query(gallery_id)] == [name["filename"] for name in names]


@pytest.mark.parametrize(
    ("moved", "after", "expected"),
    [(3, None, "3012"), (0, 3, "1230"), (0, 1, "1023"), (3, 0, "0312"), (1, 0, "0123"), (2, 2, None)],
)
def test_success_move(ids: list[str], moved: int, after: int | None, expected: str | None) -> None:
    behind = None if after is None else ids[after]
    if expected is None:
        with pytest.raises(Invalid):
            photos.move(actor=OWNER, photo_id=ids[moved], after=behind)
        return
    photos.move(actor=OWNER, photo_id=ids[moved], after=behind)
    assert order(ids[0]) == [ids[int(n)] for n in expected]


def test_success_neighbours_that_touch_are_numbered_anew(ids: list[str]) -> None:
    first = photos.get(actor=OWNER, photo_id=ids[0])[0]
    assert first.sort_order
    after_many_moves = math.nextafter(first.sort_order, math.inf)
    Photo(first.gallery_id, ids[1]).update([Photo.sort_order.set(after_many_moves)])
    photos.move(actor=OWNER, photo_id=ids[3], after=ids[0])
    photos.move(actor=OWNER, photo_id=ids[2], after=ids[0])
    assert order(ids[0]) == [ids[0], ids[2], ids[3], ids[1]]


def test_success_new_bytes_keep_their_place(ids: list[str]) -> None:
    photos.move(actor=OWNER, photo_id=ids[0], after=ids[2])
    photo = photos.get(actor=OWNER, photo_id=ids[0])[0]
    storage.upload(str(photo.s3_key), make.jpeg(), "image/jpeg")
    photos.ingest(gallery_id=photo.gallery_id, photo_id=photo.photo_id)
    assert order(ids[0]) == [ids[1], ids[2], ids[0], ids[3]]


def test_fail_what_is_trashed_meanwhile_gets_no_place(ids: list[str]) -> None:
    """It would be on its owner's page again."""
    with meanwhile.before_first_transaction(lambda: photos.trash(actor=OWNER, photo_ids=[ids[0]])):
        photos.move(actor=OWNER, photo_id=ids[0], after=ids[2])
    assert order(ids[1]) == ids[1:]


def test_fail_only_what_is_ready_has_a_place(ids: list[str]) -> None:
    gallery_id = photos.get(actor=OWNER, photo_id=ids[0])[0].gallery_id
    failed = make.ingested(OWNER, gallery_id, b"no photo").photo_id
    for moved, after in ((failed, ids[0]), (ids[0], failed)):
        with pytest.raises(Invalid):
            photos.move(actor=OWNER, photo_id=moved, after=after)
    assert order(ids[0]) == ids


def test_success_equal_places_of_an_older_system_can_be_sorted(ids: list[str]) -> None:
    key = next(iter(Photo.by_photo.query(ids[0])))
    for photo_id in ids:
        Photo(key.gallery_id, photo_id).update([Photo.sort_order.set(1)])
    first, *others = order(ids[0])
    photos.move(actor=OWNER, photo_id=others[-1], after=first)
    assert order(ids[0])[:2] == [first, others[-1]]


def test_success_parallel_moves_lose_nobody(ids: list[str]) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: photos.move(actor=OWNER, photo_id=ids[n], after=ids[(n + 1) % 4]), range(4)))
    assert sorted(order(ids[0])) == sorted(ids)


def test_fail_foreign_anchor_and_foreign_photographer(ids: list[str]) -> None:
    elsewhere = make.ingested(OWNER, make.gallery(OWNER).gallery_id)
    with pytest.raises(Invalid, match="no such photo in this gallery"):
        photos.move(actor=OWNER, photo_id=ids[0], after=elsewhere.photo_id)
    with pytest.raises(NotAllowed):
        photos.move(actor=make.photographer(), photo_id=ids[0], after=None)


def test_success_arranging_what_holds_equal_places(ids: list[str]) -> None:
    gallery_id = photos.get(actor=OWNER, photo_id=ids[0])[0].gallery_id
    photos.place(actor=OWNER, gallery_id=gallery_id, places=dict.fromkeys(ids, 0))
    wanted = [ids[2], ids[0], ids[3], ids[1]]
    assert photos.arrange(actor=OWNER, gallery_id=gallery_id, photo_ids=wanted).errors == []
    assert order(ids[0]) == wanted


def test_success_arranging_some_of_equal_places_leaves_the_others(ids: list[str]) -> None:
    gallery_id = photos.get(actor=OWNER, photo_id=ids[0])[0].gallery_id
    photos.place(actor=OWNER, gallery_id=gallery_id, places=dict.fromkeys(ids, 0))
    first, *_, last = before = order(ids[0])
    photos.arrange(actor=OWNER, gallery_id=gallery_id, photo_ids=[last, first])
    assert order(ids[0]) == [last, *before[1:-1], first]
