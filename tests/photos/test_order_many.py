"""Several photos dragged at once, room made where there is none, and a whole gallery put into order."""

import math
from itertools import pairwise
from typing import Any

import pytest
from django.utils.translation import gettext, override

from galleries import jobs
from gallery_project.errors import Conflict, Invalid, NotAllowed
from photos import services as photos
from photos.models import Photo
from photos.services import sorting, spacing
from tests import make
from tests.galleries.test_page import counted_reads

OWNER = make.photographer()
COUNT = 24


@pytest.fixture
def gallery_id() -> str:
    return make.gallery(OWNER).gallery_id


@pytest.fixture
def ids(gallery_id: str) -> list[str]:
    """Photos of a gallery, at 1000, 1001, 1002 …; items alone."""
    found = [f"{gallery_id}-{number:03}" for number in range(COUNT)]
    put(gallery_id, {photo_id: 1000.0 + number for number, photo_id in enumerate(found)})
    return found


def put(gallery_id: str, places: dict[str, float]) -> None:
    with Photo.batch_write() as items:
        for photo_id, place in places.items():
            items.save(Photo(gallery_id, photo_id, status="ready", sort_order=place, filename=photo_id))


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the photos that were given a place."""
    from photos.services import ordering

    found: list[str] = []
    real = ordering._put
    monkeypatch.setattr(ordering, "_put", lambda *item: found.append(item[1]) or real(*item))
    return found


def order(gallery_id: str) -> list[str]:
    return [photo.photo_id for photo in Photo.by_order.query(gallery_id)]


@pytest.mark.parametrize("after", [None, 0, 12, 23])
def test_success_several_at_once_with_one_write_each(
    gallery_id: str, ids: list[str], written: list[str], after: int | None
) -> None:
    moving = [ids[10], ids[3], ids[11], ids[20]]
    anchor = None if after is None else ids[after]
    assert photos.order(actor=OWNER, gallery_id=gallery_id, photo_ids=moving, after=anchor).updated == 4
    rest = [each for each in ids if each not in moving]
    at = 0 if anchor is None else rest.index(anchor) + 1
    assert order(gallery_id) == [*rest[:at], *moving, *rest[at:]]
    assert sorted(written) == sorted(moving)
    written.clear()
    assert photos.order(actor=OWNER, gallery_id=gallery_id, photo_ids=moving, after=anchor).updated == 0
    assert written == []


@pytest.mark.parametrize(("touching", "most"), [(2, 8), (12, 32), (COUNT, COUNT)])
def test_success_room_is_made_around_the_place_and_no_further(
    gallery_id: str, ids: list[str], written: list[str], touching: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many photos in a row lie as close as floats can."""
    monkeypatch.setattr(spacing, "_WINDOW", 4)
    first = (COUNT - touching) // 2
    places = {photo_id: 1000.0 + number for number, photo_id in enumerate(ids)}
    for before, after in pairwise(ids[first : first + touching]):
        places[after] = math.nextafter(places[before], math.inf)
    put(gallery_id, places)
    anchor = ids[first + touching // 2 - 1]
    photos.move(actor=OWNER, photo_id=ids[-1], after=anchor)
    at = ids.index(anchor) + 1
    assert order(gallery_id) == [*ids[:at], ids[-1], *ids[at:-1]]
    assert len(written) <= most + 1
    written.clear()
    photos.move(actor=OWNER, photo_id=ids[0], after=anchor)
    assert len(written) == 0  # one write, and none to make room


def test_success_equal_places_of_an_older_system(gallery_id: str, ids: list[str]) -> None:
    put(gallery_id, dict.fromkeys(ids, 7.0))
    before = order(gallery_id)
    moving = [before[18], before[4]]
    photos.order(actor=OWNER, gallery_id=gallery_id, photo_ids=moving, after=before[12])
    rest = [each for each in before if each not in moving]
    assert order(gallery_id) == [*rest[:12], *moving, *rest[12:]]


def test_fail_what_cannot_be_placed(gallery_id: str, ids: list[str]) -> None:
    elsewhere = make.ingested(OWNER, make.gallery(OWNER).gallery_id).photo_id
    wishes: list[tuple[list[str], str | None]] = [
        ([], None),
        (ids[:2], ids[1]),
        ([elsewhere], None),
        (ids[:1], elsewhere),
    ]
    for moving, after in wishes:
        with pytest.raises(Invalid):
            photos.order(actor=OWNER, gallery_id=gallery_id, photo_ids=moving, after=after)
    with pytest.raises(Invalid):
        photos.order(actor=OWNER, gallery_id=gallery_id, photo_ids=[str(n) for n in range(501)], after=None)
    with pytest.raises(NotAllowed):
        photos.order(actor=make.photographer(), gallery_id=gallery_id, photo_ids=ids[:1], after=None)


def described(gallery_id: str, *facts: tuple[str, str | None, str]) -> None:
    """Photos by file name, title and date."""
    with Photo.batch_write() as items:
        for number, (filename, title, taken_at) in enumerate(facts):
            photo = Photo(gallery_id, f"{gallery_id}-{number}", filename=filename, title=title, taken_at=taken_at)
            photo.sort_order = number
            photo.settle()
            items.save(photo)


@pytest.mark.parametrize(
    ("by", "descending", "expected"),
    [
        ("date", False, "2013"),
        ("date", True, "3102"),
        ("filename", False, "1032"),
        ("filename", True, "2301"),
        ("title", False, "0213"),
    ],
)
def test_success_a_whole_gallery(by: str, descending: bool, expected: str) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    described(
        gallery_id,
        ("IMG_10.jpg", "aurora 2", "2024-01-01T23:30:00-02:00"),
        ("img_9.jpg", "Glacier", "2024-01-02T01:45:00"),
        ("zebra.jpg", "Aurora 10", "2023-05-05T05:05:05"),
        ("img_10.jpg", None, "2024-06-01T00:00:00"),
    )
    job = photos.sort_gallery(actor=OWNER, gallery_id=gallery_id, by=by, descending=descending)
    assert (job.state, job.errors, job.totals["photos_total"]) == ("done", [], 4)
    assert "".join(each.rpartition("-")[2] for each in order(gallery_id)) == expected
    again = photos.sort_gallery(actor=OWNER, gallery_id=gallery_id, by=by, descending=descending)
    assert again.totals["photos_changed"] == 0


def test_success_sorting_goes_on_where_it_was_cut_off(
    gallery_id: str, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "_AT_A_TIME", 16)
    real, calls = sorting.write, [1]

    def killed(*args: Any) -> Any:
        done = real(*args)
        if not calls:
            raise MemoryError
        calls.pop()
        return done

    with monkeypatch.context() as patch:
        patch.setattr(sorting, "write", killed)
        job = photos.sort_gallery(actor=OWNER, gallery_id=gallery_id, by="filename", descending=True)
    while job.is_running:
        job = jobs.run(jobs.find(job.job_id) or job)
    assert job.state == "done"
    assert order(gallery_id) == ids[::-1]


def test_fail_sorting_by_what_is_not_known_or_in_an_older_gallery() -> None:
    gallery = make.gallery(OWNER)
    with pytest.raises(Invalid):
        photos.sort_gallery(actor=OWNER, gallery_id=gallery.gallery_id, by="colour")
    gallery.update([type(gallery).layout.remove()])
    with pytest.raises(Conflict, match="upgrade_tables"):
        photos.sort_gallery(actor=OWNER, gallery_id=gallery.gallery_id, by="date")


def test_success_many_drags_to_one_place_stay_cheap() -> None:
    """Two by two to the same place, a hundred times: pure arithmetic, as the index would give it."""
    low, high = 1.7e12, 1.7e12 + 1
    for _ in range(100):
        places = spacing._between(low, high, 1)
        if not spacing._fits(low, places, high, 1):
            break
        high = places[0]
    assert not spacing._fits(low, spacing._between(low, high, 1), high, 1)
    assert spacing._fits(low, spacing._between(low, low + 65, 65), low + 65, spacing._SPARE)


def test_success_a_drag_of_many_photos_reads_them_together(gallery_id: str, ids: list[str]) -> None:
    with counted_reads() as reads:
        photos.order(actor=OWNER, gallery_id=gallery_id, photo_ids=ids[:20], after=None)  # where they are
    assert (reads["BatchGetItem"], reads["GetItem"]) == (1, 1)


def test_fail_whoever_is_told_why_is_told_in_the_own_language(gallery_id: str) -> None:
    with override("de"):
        (error,) = photos.place(actor=OWNER, gallery_id=gallery_id, places={"nobody": 1}).errors
        assert error == {"photoId": "nobody", "error": gettext("There is no such ready photo in this gallery.")}
    assert "gibt es" in error["error"]
