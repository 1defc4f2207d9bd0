"""One change to many photos: as a job that may stop anywhere, and never changes anything twice."""

import io
from typing import Any

import pytest
from PIL import Image

from galleries import jobs
from galleries import lookup as galleries_lookup
from galleries.jobs import Job
from gallery_project.errors import Invalid, NotAllowed, NotFound
from photos import lookup
from photos import services as photos
from photos.models import Photo
from photos.services import bulk, many
from tests import make

OWNER = make.photographer()


@pytest.fixture(scope="module")
def gallery_id() -> str:
    """Three photos, all of whom each test may change."""
    gallery = make.gallery(OWNER, name="Ring road")
    for number in range(3):
        make.ingested(OWNER, gallery.gallery_id, filename=f"IMG_{number}.jpg")
    return gallery.gallery_id


@pytest.fixture
def ids(gallery_id: str) -> list[str]:
    return [photo.photo_id for photo in Photo.by_order.query(gallery_id)]


def edit(within: str, ids: list[str], **changes: Any) -> Job:
    job = photos.edit_many(actor=OWNER, gallery_id=within, photo_ids=ids, changes=changes)  # type: ignore[arg-type]
    assert (job.state, job.errors) == ("done", [])
    return job


def each(gallery_id: str, ids: list[str]) -> list[Photo]:
    found = [lookup.read(gallery_id, photo_id) for photo_id in ids]
    return [photo for photo in found if photo]


def dated() -> bytes:
    """A file that says when it was taken."""
    exif, file = Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8769)[0x9003] = "2024:05:17 10:00:00"
    image = Image.open(io.BytesIO(make.jpeg()))
    image.save(file, "JPEG", exif=exif, comment=image.info["comment"])
    return file.getvalue()


def set_date(gallery_id: str, ids: list[str], taken_at: str) -> None:
    for photo_id in ids:
        Photo(gallery_id, photo_id).update([Photo.taken_at.set(taken_at), Photo.date_shift.remove()])


def test_success_tags(gallery_id: str, ids: list[str]) -> None:
    edit(gallery_id, ids, tags=["Sea", "night"])
    edit(gallery_id, ids[:2], tags_add=["Boat", "sea"], tags_remove=["NIGHT"])
    assert [photo.tags for photo in each(gallery_id, ids)] == [["sea", "boat"], ["sea", "boat"], ["sea", "night"]]
    assert "public|tag:boat" in make.rows(ids[0])
    edit(gallery_id, ids, tags=[])
    assert [photo.tags for photo in each(gallery_id, ids)] == [[], [], []]


def test_success_title_pattern_in_the_order_given(gallery_id: str, ids: list[str]) -> None:
    set_date(gallery_id, ids, "2024-05-17T10:00:00+02:00")
    job = edit(gallery_id, ids[::-1], title="{gallery} {n:03} {{{filename}}} {date}")
    titles = [photo.title for photo in each(gallery_id, ids)]
    assert titles == [f"Ring road 00{3 - n} {{IMG_{n}}} 2024-05-17" for n in range(3)]
    assert job.totals == {"photos_total": 3, "photos_changed": 3, "photos_failed": 0}
    edit(gallery_id, ids, title="")
    assert [photo.title for photo in each(gallery_id, ids)] == [None] * 3


@pytest.mark.parametrize("pattern", ["{number}", "{n", "{title:5}", "{n!r}", "{n:x}", "{}", "{title.pop}", "x" * 301])
def test_fail_unusable_pattern(gallery_id: str, ids: list[str], pattern: str) -> None:
    with pytest.raises(Invalid) as error:
        edit(gallery_id, ids, title=pattern)
    assert error.value.field == "title"


def test_success_date_shift_adds_up_and_survives_new_bytes(gallery_id: str, ids: list[str]) -> None:
    set_date(gallery_id, ids, "2023-12-31T23:30:00+01:00")
    edit(gallery_id, ids, shift=60)
    edit(gallery_id, ids, shift=-15)
    (photo, *_rest) = each(gallery_id, ids)
    assert (photo.date_shift, photo.taken_at) == (45, "2024-01-01T00:15:00+01:00")
    assert "public|year:2024" in make.rows(ids[0])
    assert photo.date_order == "2023-12-31T23:15:00.000Z"


def test_fail_no_date_to_shift_is_reported_and_the_others_go_on(gallery_id: str, ids: list[str]) -> None:
    set_date(gallery_id, ids, "2024-05-17T10:00:00")
    Photo(gallery_id, ids[1]).update([Photo.taken_at.remove()])
    job = photos.edit_many(actor=OWNER, gallery_id=gallery_id, photo_ids=ids, changes={"shift": 5})
    assert job.totals == {"photos_total": 3, "photos_changed": 2, "photos_failed": 1}
    assert [(error["key"], "when" in error["error"]) for error in job.errors] == [(ids[1], True)]


def test_success_location(gallery_id: str, ids: list[str]) -> None:
    Photo(gallery_id, ids[0]).update([Photo.location.set([64.1, -21.9])])
    shown: list[Any] = []
    for location in ((10.5, -20.25), "none", "file"):
        edit(gallery_id, ids[:1], location=location)
        shown.append(each(gallery_id, ids)[0].shown_location)
    assert shown == [[10.5, -20.25], None, [64.1, -21.9]]
    with pytest.raises(Invalid):
        edit(gallery_id, ids, location=(91, 0))


def test_success_visibility_hides_the_pictures_too(gallery_id: str, ids: list[str]) -> None:
    before = each(gallery_id, ids)
    edit(gallery_id, ids, visibility="private")
    after = each(gallery_id, ids)
    gallery = galleries_lookup.find(gallery_id)
    assert gallery
    assert (gallery.photo_count, gallery.ready_count) == (0, 3)
    assert not {photo.renditions["hash"] for photo in before} & {photo.renditions["hash"] for photo in after}
    found = {key.split("/")[-2] for key in make.keys_under(f"thumbnails/{gallery_id}/")}
    assert found == {photo.renditions["hash"] for photo in after}
    edit(gallery_id, ids, visibility="public")


def test_success_all_of_the_gallery_by_pages(gallery_id: str, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_PAGE", 2)
    job = photos.edit_many(actor=OWNER, gallery_id=gallery_id, everything=True, changes={"title": "{n}"})
    assert (job.state, job.totals["photos_total"], job.totals["photos_changed"]) == ("done", 3, 3)
    assert [photo.title for photo in each(gallery_id, ids)] == ["1", "2", "3"]


def test_success_turned(gallery_id: str, ids: list[str]) -> None:
    edit(gallery_id, ids[:2], rotation=90)
    assert [(photo.width, photo.height) for photo in each(gallery_id, ids)] == [(48, 64), (48, 64), (64, 48)]
    edit(gallery_id, ids[:2], rotation=270)


def test_success_moved_in_their_order_with_new_titles() -> None:
    source, target = (make.gallery(OWNER).gallery_id for _ in range(2))
    ids = [make.ingested(OWNER, source).photo_id for _ in range(4)]
    edit(source, ids[::-1], gallery_id=target, title="{n}", tags_add=["moved"])
    there = list(Photo.by_order.query(target))
    assert [(photo.photo_id, photo.title, photo.tags) for photo in there] == [
        (photo_id, str(number), ["moved"]) for number, photo_id in enumerate(ids[::-1], 1)
    ]
    galleries = [galleries_lookup.find(each) for each in (source, target)]
    assert [gallery.photo_count for gallery in galleries if gallery] == [0, 4]


def test_success_into_the_trash_and_out_of_it() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ids = [make.ingested(OWNER, gallery_id).photo_id for _ in range(3)]
    photos.trash(actor=OWNER, photo_ids=ids[:1])
    trashing = photos.edit_many(actor=OWNER, gallery_id=gallery_id, everything=True, changes={"trash": True})
    assert trashing.totals["photos_changed"] == 2
    assert list(Photo.by_order.query(gallery_id)) == []
    wishes: list[photos.BulkChanges] = [{"restore": trashing.job_id}, {"restore": True}]
    for wish, there in zip(wishes, (ids[1:], ids), strict=True):
        photos.edit_many(actor=OWNER, gallery_id=gallery_id, everything=True, changes=wish)
        assert [photo.photo_id for photo in Photo.by_order.query(gallery_id)] == there


def test_success_a_step_that_is_done_twice_changes_nothing_twice() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ids = [make.ingested(OWNER, gallery_id, dated()).photo_id for _ in range(3)]
    edit(gallery_id, ids, title="Old")
    changes: photos.BulkChanges = {"title": "{title} {n}", "shift": 30, "rotation": 180, "tags_add": ["once"]}
    job = photos.edit_many(actor=OWNER, gallery_id=gallery_id, photo_ids=ids, changes=changes)
    cut_off = jobs.find(job.job_id)
    assert cut_off
    cut_off.cursor, cut_off.totals = {}, {}
    while not bulk.step(cut_off):
        pass
    assert cut_off.totals["photos_changed"] == 3
    after = [(photo.title, photo.taken_at, photo.rotation, photo.tags) for photo in each(gallery_id, ids)]
    assert after == [(f"Old {n}", "2024-05-17T10:30:00", 180, ["once"]) for n in (1, 2, 3)]


def test_success_a_page_that_is_done_twice_numbers_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """All photos of a gallery get a number and move away; the crash comes when some of them have."""
    source, target = (make.gallery(OWNER).gallery_id for _ in range(2))
    for _ in range(3):
        make.ingested(OWNER, source)
    real, acts = bulk.moving.move, [1]

    def killed(*args: Any) -> Photo:
        moved = real(*args)
        if acts:
            acts.pop()
            raise MemoryError
        return moved

    with monkeypatch.context() as patch:
        patch.setattr(bulk.moving, "move", killed)
        wish: photos.BulkChanges = {"title": "{n}", "gallery_id": target}
        job = photos.edit_many(actor=OWNER, gallery_id=source, everything=True, changes=wish)
    while jobs.run(job).is_running:
        job = jobs.find(job.job_id) or job
    assert [photo.title for photo in Photo.by_order.query(target)] == ["1", "2", "3"]
    assert list(Photo.query(source)) == []


def test_fail_what_cannot_be_meant(gallery_id: str, ids: list[str]) -> None:
    wishes: list[dict[str, Any]] = [
        {},
        {"tags_add": []},
        {"restore": True, "tags": ["x"]},
        {"gallery_id": gallery_id},
        {"rotation": 45},
        {"visibility": "secret"},
        {"shift": 10**9},
        {"tags": ["x" * 101]},
    ]
    for wish in wishes:
        with pytest.raises(Invalid):
            edit(gallery_id, ids, **wish)
    for too_few_or_many in ([], [str(number) for number in range(5001)]):
        with pytest.raises(Invalid):
            edit(gallery_id, too_few_or_many, tags=["x"])


def test_fail_others_galleries_and_their_photos(gallery_id: str, ids: list[str]) -> None:
    other = make.photographer()
    foreign = make.gallery(other).gallery_id
    strange = make.ingested(other, foreign).photo_id
    with pytest.raises(NotAllowed):
        photos.edit_many(actor=other, gallery_id=gallery_id, photo_ids=ids, changes={"trash": True})
    with pytest.raises(NotAllowed):
        edit(gallery_id, ids, gallery_id=foreign)
    with pytest.raises(NotFound):
        edit("nowhere", ids, tags=["x"])
    job = photos.edit_many(actor=OWNER, gallery_id=gallery_id, photo_ids=[strange, ids[0]], changes={"tags": ["x"]})
    assert (job.totals["photos_changed"], [error["key"] for error in job.errors]) == (1, [strange])
    assert each(foreign, [strange])[0].tags == []


def test_success_undo_brings_back_what_the_job_took_and_reads_no_more() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ids = [make.ingested(OWNER, gallery_id).photo_id for _ in range(3)]
    photos.trash(actor=OWNER, photo_ids=ids[:1])
    job = photos.edit_many(actor=OWNER, gallery_id=gallery_id, photo_ids=ids[:2], changes={"trash": True})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Photo, "query", lambda *_, **__: 1 / 0)
        undone = photos.undo_trash(actor=OWNER, gallery_id=gallery_id, job_id=job.job_id)
    assert [error["key"] for error in undone.errors] == ids[:1]
    assert [photo.photo_id for photo in Photo.by_order.query(gallery_id)] == ids[1:]
    everything = photos.edit_many(actor=OWNER, gallery_id=gallery_id, everything=True, changes={"trash": True})
    undone = photos.undo_trash(actor=OWNER, gallery_id=gallery_id, job_id=everything.job_id)
    assert (undone.totals["photos_changed"], undone.errors) == (2, [])
    assert [photo.photo_id for photo in Photo.by_order.query(gallery_id)] == ids[1:]
