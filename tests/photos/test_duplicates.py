"""The same file more than once, over all galleries."""

import pytest

from gallery_project.errors import NotAllowed
from photos import services as photos
from photos.services import twins
from tests import make


def groups(actor: make.Actor, cursor: str = "") -> list[set[str]]:
    return [{photo.photo_id for photo, _gallery in group} for _sha, group in photos.duplicates(actor=actor).items]


def test_success_in_several_galleries_until_one_is_left() -> None:
    owner = make.photographer()
    first, second = make.gallery(owner).gallery_id, make.gallery(owner).gallery_id
    body = make.jpeg()
    both = [make.ingested(owner, gallery_id, body).photo_id for gallery_id in (first, second)]
    make.ingested(owner, first)
    assert groups(owner) == [set(both)]
    assert groups(make.photographer()) == []
    assert set(both) in groups(make.admin())
    photos.trash(actor=owner, photo_ids=both[:1])
    assert groups(owner) == []
    photos.restore(actor=owner, photo_ids=both[:1])
    assert groups(owner) == [set(both)]
    photos.delete(actor=owner, photo_id=both[1])
    assert groups(owner) == []


def test_success_by_pages_every_group_once(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = make.photographer()
    galleries = [make.gallery(owner).gallery_id for _ in range(3)]
    bodies = [make.jpeg() for _ in range(4)]
    expected = [
        {make.ingested(owner, gallery_id, body).photo_id for gallery_id in galleries[: 2 + number % 2]}
        for number, body in enumerate(bodies)
    ]
    for _ in range(3):
        make.ingested(owner, galleries[0])
    for most_rows, at_once in ((4, 2), (5, 3), (100, 100)):
        monkeypatch.setattr(twins, "_MOST_ROWS", most_rows)
        monkeypatch.setattr(twins, "_AT_ONCE", at_once)
        monkeypatch.setattr(twins, "_MOST_SHOWN", 3)
        cursor, found = "", []
        while True:
            page = photos.duplicates(actor=owner, cursor=cursor)
            found += [{photo.photo_id for photo, _gallery in group} for _sha, group in page.items]
            cursor = page.next_cursor
            if not cursor:
                break
        assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


def test_fail_for_visitors() -> None:
    with pytest.raises(NotAllowed):
        photos.duplicates(actor=make.visitor())
