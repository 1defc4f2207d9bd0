"""Bringing the tables in line with the bucket: nothing is lost, nothing appears that should not, nothing is doubled."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from accounts.actors import STRANGER, SYSTEM
from galleries import jobs, lookup
from galleries import services as galleries
from galleries.models import Gallery
from galleries.services import original_pass, sidecar_pass
from gallery_project.claims import Claim, gallery_name, holder_of
from gallery_project.errors import Invalid, NotAllowed, NotFound
from photos import events, keys, storage
from photos import services as photos
from photos.models import Photo
from ratings import services as ratings
from tests import make, meanwhile
from tests.rebuilding import dump, empty_world, lose, lose_tables

OWNER, ADMIN = make.photographer(), make.admin()


@pytest.fixture(autouse=True)
def nothing_else() -> None:
    empty_world()


def put(key: str, body: bytes | None = None) -> str:
    storage.upload(key, body or make.jpeg(), "image/jpeg")
    return key


def only_gallery() -> Gallery:
    (gallery,) = Gallery.scan(consistent_read=True)
    return gallery


def seen(gallery_id: str, actor: Any = STRANGER) -> list[tuple[str, str]]:
    """Title and state of what a gallery's page shows."""
    page = galleries.get(actor=actor, gallery_id=gallery_id).photos
    return [(photo.title or "", photo.status) for photo in page.items]


def totals(job: jobs.Job) -> list[int]:
    assert (job.state, job.errors) == ("done", [])
    return list(job.totals.values())


@pytest.mark.parametrize("actor", [OWNER, STRANGER, make.visitor()])
def test_fail_only_for_staff(actor: Any) -> None:
    for scan in (galleries.scan_galleries, galleries.scan_photos):
        with pytest.raises(NotAllowed):
            scan(actor=actor)
    assert dump()["Galleries"] == []


def test_success_folders_of_both_layouts_become_galleries_and_their_files_photos() -> None:
    made = make.gallery(OWNER, name="Made by hand")
    put("galleries/Asia/Japan/Kyoto 2023/1.jpg")
    put("galleries/Asia/Japan/Kyoto 2023/thumbnails/1.jpg")
    put("galleries/Asia/Japan/Kyoto 2023/notes.txt", b"remember")
    put(f"galleries/{made.gallery_id}/2.jpg")
    put("galleries/Asia/Japan/Only notes/notes.txt", b"remember")
    job = galleries.scan_galleries(actor=ADMIN)
    assert job.totals == {
        "galleries_created": 1,
        "galleries_updated": 0,
        "total_processed": 2,
        "total_folders_scanned": 3,
    }
    job = galleries.scan_photos(actor=ADMIN)
    assert job.totals == {
        "photos_created": 2,
        "photos_updated": 0,
        "total_processed": 2,
        "total_files_scanned": 4,
        "galleries_found": 2,
    }
    assert job.errors == []
    galleries.reconcile(grace=0)
    (kyoto,) = galleries.at_place(continent="Asia", country="Japan").items
    assert (kyoto.name, kyoto.years, seen(kyoto.gallery_id)) == ("Kyoto 2023", [2023], [("1", "ready")])
    assert seen(made.gallery_id) == [("2", "ready")]


def test_success_what_is_there_stays_and_a_second_scan_changes_nothing() -> None:
    gallery = make.gallery(OWNER)
    make.ingested(OWNER, gallery.gallery_id)
    make.ingested(OWNER, gallery.gallery_id, b"no photo")
    make.announced(OWNER, gallery.gallery_id)
    put("galleries/Africa/Namibia/Dunes/1.jpg")
    before = dump()
    galleries.scan_photos(actor=ADMIN)
    assert dump() != before
    galleries.reconcile(grace=0)
    before = dump()
    for scan in (galleries.scan_galleries, galleries.scan_photos):
        job = scan(actor=ADMIN)
        assert {name: number for name, number in job.totals.items() if "created" in name or "updated" in name} in (
            {"galleries_created": 0, "galleries_updated": 0},
            {"photos_created": 0, "photos_updated": 0},
        )
    assert dump() == before


def test_success_lost_items_come_back_with_counts_claims_and_stars() -> None:
    gallery = make.gallery(OWNER, name="Kept")
    body = make.jpeg()
    photo = make.ingested(OWNER, gallery.gallery_id, body)
    hidden = make.ingested(OWNER, gallery.gallery_id)
    photos.update(actor=OWNER, photo_id=hidden.photo_id, visibility="private")
    ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=4)
    before = lookup.find(gallery.gallery_id)
    lose(gallery.gallery_id)
    for claim in Claim.scan():
        claim.delete()
    assert totals(galleries.scan_photos(actor=ADMIN)) == [2, 0, 2, 2, 1]
    after = lookup.find(gallery.gallery_id)
    assert before
    assert after
    assert (after.photo_count, after.ready_count, after.cover) == (1, 2, before.cover)
    again = photos.get(actor=STRANGER, photo_id=photo.photo_id)[0]
    assert (again.rating_count, again.rating_sum, again.distribution[4], again.work_state) == (1, 4, 1, None)
    assert make.ingested(OWNER, gallery.gallery_id, body).status == "failed"  # the bytes are claimed as before
    assert holder_of(gallery_name("Europe", "Iceland", "kept")) == gallery.gallery_id


def test_success_one_lost_photo_is_counted_again() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    kept, lost = (make.ingested(OWNER, gallery_id) for _ in range(2))
    lost.delete()
    Gallery(gallery_id).update([Gallery.photo_count.set(1), Gallery.ready_count.set(1)])
    assert totals(galleries.scan_photos(actor=ADMIN)) == [1, 0, 2, 2, 1]
    assert only_gallery().photo_count == 2
    assert [photo.photo_id for photo in Photo.by_public.query(gallery_id)] == [kept.photo_id, lost.photo_id]


def test_success_files_whose_gallery_nobody_knows_are_kept_in_private() -> None:
    gallery_id = str(uuid.uuid4())
    put(f"galleries/{gallery_id}/1.jpg")
    galleries.scan_photos(actor=ADMIN)
    galleries.reconcile(grace=0)
    gallery = only_gallery()
    assert (gallery.gallery_id, gallery.name) == (gallery_id, f"Recovered {gallery_id[:8]}")
    assert (gallery.visibility, gallery.continent) == ("private", "Elsewhere")
    assert seen(gallery_id, ADMIN) == [("1", "ready")]
    with pytest.raises(NotFound):
        galleries.get(actor=STRANGER, gallery_id=gallery_id)


def test_success_announced_file_without_any_record_comes_back_in_private() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ticket = make.arrived(OWNER, gallery_id)
    Photo(gallery_id, ticket.photo_id).delete()
    galleries.scan_photos(actor=ADMIN)
    galleries.reconcile(grace=0)
    assert (seen(gallery_id), len(seen(gallery_id, OWNER))) == ([], 1)


def test_success_original_of_an_older_system_that_is_named_by_an_id_is_a_photo_like_any_other() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    put(f"galleries/{gallery_id}/{uuid.uuid4()}.jpg")
    galleries.scan_photos(actor=ADMIN)
    galleries.reconcile(grace=0)
    assert len(seen(gallery_id)) == 1


def test_success_photos_that_have_lost_their_gallerys_sidecar_are_kept_in_private() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    make.ingested(OWNER, gallery_id)
    lose_tables()
    storage.delete([keys.gallery_sidecar(gallery_id)])
    assert galleries.scan_photos(actor=ADMIN).totals["photos_created"] == 1
    assert only_gallery().visibility == "private"


def test_success_what_a_deletion_left_behind_stays_deleted() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, gallery_id)
    late = photo.sidecar()
    photos.delete(actor=OWNER, photo_id=photo.photo_id)
    storage.upload_json(keys.photo_sidecar(gallery_id, photo.photo_id), late)
    storage.upload_json(keys.photo_sidecar(str(uuid.uuid4()), photo.photo_id), late)
    assert galleries.scan_photos(actor=ADMIN).totals["photos_created"] == 0
    assert (len(list(Gallery.scan())), list(Photo.scan())) == (1, [])


def test_success_gallery_that_is_being_deleted_is_left_alone() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo = make.ingested(OWNER, gallery_id)
    put("galleries/Asia/Nepal/Pass/1.jpg")
    with override_settings(JOB_SECONDS=0):
        galleries.delete(actor=OWNER, gallery_id=gallery_id)
    photo.delete()
    job = galleries.scan_photos(actor=ADMIN)
    assert (job.totals["photos_created"], list(Photo.query(gallery_id))) == (1, [])


def test_success_lost_renditions_are_made_anew_in_their_places() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    shots = [make.ingested(OWNER, gallery_id).photo_id for _ in range(3)]
    photos.move(actor=OWNER, photo_id=shots[2], after=None)
    lose_tables()
    storage.delete_prefix(keys.renditions(gallery_id, shots[2]))
    galleries.scan_photos(actor=ADMIN)
    galleries.reconcile(grace=0)
    page = galleries.get(actor=STRANGER, gallery_id=gallery_id).photos.items
    assert [photo.photo_id for photo in page] == [shots[2], *shots[:2]]
    assert make.keys_under(keys.renditions(gallery_id, shots[2]))
    assert Photo.get(gallery_id, shots[2]).work_state is None


@pytest.mark.parametrize("status", ["awaiting_upload", "processing"])
def test_success_work_that_was_under_way_begins_again(status: str) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ticket = make.arrived(OWNER, gallery_id)
    photos.update(actor=OWNER, photo_id=ticket.photo_id, title="Said early")
    key = keys.photo_sidecar(gallery_id, ticket.photo_id)
    storage.upload_json(key, {**make.json_under(key), "status": status})
    lose_tables()
    galleries.scan_photos(actor=ADMIN)
    assert seen(gallery_id) == []
    galleries.reconcile(grace=0)
    assert seen(gallery_id) == [("Said early", "ready")]


def test_success_folder_of_a_renamed_gallery_makes_no_second_one() -> None:
    made = make.gallery(OWNER, name="Old name", continent="Asia", country="Laos")
    events.handle(make.event(put("galleries/Asia/Laos/Old name/1.jpg")))
    galleries.update(actor=OWNER, gallery_id=made.gallery_id, name="New name")
    for lost in (False, True):
        if lost:
            lose_tables()
        job = galleries.scan_galleries(actor=ADMIN)
        assert job.totals["galleries_created"] == int(lost)
        assert (only_gallery().gallery_id, only_gallery().name) == (made.gallery_id, "New name")


def test_success_two_galleries_of_one_name_are_both_kept() -> None:
    first = make.gallery(OWNER, name="Twice")
    second = make.gallery(OWNER, name="Another")
    key = keys.gallery_sidecar(second.gallery_id)
    storage.upload_json(key, {**make.json_under(key), "name": "twice"})
    lose_tables()
    job = galleries.scan_galleries(actor=ADMIN)
    assert job.totals["galleries_created"] == 2
    (error,) = job.errors
    assert "has the name and place of the gallery" in error["error"]
    assert {gallery.gallery_id for gallery in Gallery.scan()} == {first.gallery_id, second.gallery_id}


GARBAGE: list[Any] = [
    b"",
    b"not JSON",
    b"[]",
    b'"text"',
    b"\xff\xfe",
    b'{"title": "\\ud800"}',
    b"[" * 10_000,
    b'{"width": NaN}',
    {"title": 7},
    {"title": ["a"]},
    {"tags": "ice"},
    {"tags": [""]},
    {"tags": [7]},
    {"status": "deleting"},
    {"visibility": "hidden"},
    {"uploadedAt": "yesterday"},
    {"s3Key": "metadata/x.json"},
    {"renditions": "{}"},
    {"renditions": '{"hash": "../x", "widths": [1], "formats": []}'},
    {"renditions": '{"hash": "a", "widths": ["1"], "formats": []}'},
    {"location": "[1]"},
    {"photoId": "another"},
    {"galleryId": "another"},
    {"width": 1e200},
    {"exifData": {"a": {"b": [{}]}}, "size": "large"},
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda garbage: str(garbage)[:40])
def test_fail_garbage_in_one_sidecar_costs_the_others_nothing(garbage: Any) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    edited, good = (make.ingested(OWNER, gallery_id) for _ in range(2))
    key = keys.photo_sidecar(gallery_id, edited.photo_id)
    body = garbage if isinstance(garbage, bytes) else json.dumps({**make.json_under(key), **garbage}).encode()
    lose_tables()
    put(key, body or b" ")
    job = galleries.scan_photos(actor=ADMIN)
    assert [error["key"] for error in job.errors] == [key]
    assert [photo.photo_id for photo in Photo.query(gallery_id)] == [good.photo_id]
    assert only_gallery().photo_count == 1


@pytest.mark.parametrize("garbage", [b"{", {"name": 7}, {"shelf": "deleting"}, {"years": {}}, {"galleryId": "x"}])
def test_fail_garbage_in_a_gallerys_sidecar_is_left_to_who_wrote_it(garbage: Any) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    make.ingested(OWNER, gallery_id)
    key = keys.gallery_sidecar(gallery_id)
    said = make.json_under(key)
    lose_tables()
    put(key, garbage if isinstance(garbage, bytes) else json.dumps({**said, **garbage}).encode())
    job = galleries.scan_photos(actor=ADMIN)
    assert [error["key"] for error in job.errors] == [key]
    assert [*Gallery.scan(), *Photo.scan()] == []
    storage.upload_json(key, said)
    assert galleries.scan_photos(actor=ADMIN).totals["photos_created"] == 1


def test_success_any_number_of_objects_in_small_steps_that_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    for _ in range(3):
        make.ingested(OWNER, gallery_id)
    for n in range(5):
        put(f"galleries/Asia/Japan/Nara/{n}.jpg")
    lose_tables()
    monkeypatch.setattr(sidecar_pass, "_PAGE", 2)
    monkeypatch.setattr(original_pass, "_PAGE", 2)
    with override_settings(JOB_SECONDS=0):
        job = galleries.scan_photos(actor=ADMIN)
    page, calls = storage.page, iter(range(1000))
    monkeypatch.setattr(storage, "page", lambda *a: 1 / 0 if next(calls) % 2 else page(*a))
    while job.is_running:
        job.update([jobs.Job.lease_until.set(0)])  # the pause after a failed step
        job = jobs.run(job)
    assert totals(job) == [8, 0, 8, 8, 2]


def test_success_at_the_same_time_as_uploads_edits_and_another_scan() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    folder = [put(f"galleries/Asia/Japan/Busy/{n}.jpg") for n in range(6)]
    shots = [make.arrived(OWNER, gallery_id) for _ in range(6)]
    work = [lambda: galleries.scan_photos(actor=ADMIN), lambda: galleries.scan_galleries(actor=make.admin())]
    work += [lambda key=key: events.handle(make.event(key)) for key in [*folder, *(shot.key for shot in shots)]]
    work += [lambda: galleries.scan_photos(actor=make.admin())]
    with ThreadPoolExecutor(6) as threads:
        for done in [threads.submit(each) for each in work]:
            done.result()
    galleries.reconcile(grace=0)
    found = {gallery.name: gallery for gallery in Gallery.scan()}
    assert len(found) == 2
    assert (found["Busy"].photo_count, lookup.find(gallery_id).photo_count) == (6, 6)  # type: ignore[union-attr]
    assert len(list(Photo.scan())) == 12


def test_success_photos_that_another_scan_restores_first_are_counted_once() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    for photo in [make.ingested(OWNER, gallery_id) for _ in range(3)]:
        photo.delete()
    Gallery(gallery_id).update([Gallery.photo_count.set(0), Gallery.ready_count.set(0)])
    with meanwhile.before_first_transaction(lambda: galleries.scan_photos(actor=make.admin())):
        job = galleries.scan_photos(actor=ADMIN)
    assert (job.totals["photos_created"], only_gallery().photo_count, only_gallery().ready_count) == (0, 3, 3)


def test_success_event_that_comes_before_the_rebuild_loses_no_words() -> None:
    key = put("galleries/Asia/Japan/Kyoto/1.jpg")
    events.handle(make.event(key))
    gallery = only_gallery()
    (photo,) = Photo.query(gallery.gallery_id)
    photos.update(actor=SYSTEM, photo_id=photo.photo_id, title="Gate", tags=["red"])
    galleries.update(actor=SYSTEM, gallery_id=gallery.gallery_id, description="In autumn")
    lose_tables()
    events.handle(make.event(key))
    assert only_gallery().description == "In autumn"
    assert seen(gallery.gallery_id) == [("Gate", "ready")]
    put(keys.gallery_sidecar(gallery.gallery_id), b"edited badly")
    lose_tables()
    events.handle(make.event(key))
    assert list(Gallery.scan()) == []


def test_success_registering_named_objects() -> None:
    made = make.gallery(OWNER, name="Named", continent="Asia", country="Japan")
    other = make.gallery(OWNER)
    own = put(f"galleries/{made.gallery_id}/1.jpg")
    by_place = put("galleries/Asia/Japan/Named/2.jpg")
    wrong = [
        by_place,
        put(f"galleries/{other.gallery_id}/3.jpg"),
        f"galleries/{made.gallery_id}/missing.jpg",
        f"galleries/{made.gallery_id}/thumbnails/1.jpg",
        put(f"galleries/{made.gallery_id}/notes.txt"),
        "metadata/x.json",
        "",
    ]
    answer = galleries.register(actor=OWNER, gallery_id=made.gallery_id, keys=[own, own, *wrong])
    errors = answer.pop("errors")
    assert [error["key"] for error in errors] == wrong
    assert errors[0]["error"] == "Only administrators can register what lies in a folder of a place."
    assert list(answer.values()) == [1, 0, 1, 8, 1]
    again = galleries.register(actor=ADMIN, gallery_id=made.gallery_id, keys=[own, by_place])
    assert (again["photos_created"], again["total_processed"], again["errors"]) == (1, 2, [])
    galleries.reconcile(grace=0)
    assert [status for _, status in seen(made.gallery_id)] == ["ready", "ready"]
    assert list(Photo.query(other.gallery_id)) == []


def test_fail_registering() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    with pytest.raises(NotAllowed):
        galleries.register(actor=make.photographer(), gallery_id=gallery_id, keys=[])
    with pytest.raises(Invalid):
        galleries.register(actor=OWNER, gallery_id=gallery_id, keys=["x"] * 1001)


def test_success_what_takes_longer_goes_on_by_itself() -> None:
    put("galleries/Asia/Japan/Later/1.jpg")
    with override_settings(JOB_SECONDS=0):
        job = galleries.scan_photos(actor=ADMIN)
    assert job.is_running
    galleries.reconcile()
    assert totals(jobs.get(actor=ADMIN, job_id=job.job_id)) == [1, 0, 1, 1, 1]


@pytest.mark.parametrize("end", ["hidden", "deleted"])
def test_success_gallerys_sidecar_follows_its_cover_whatever_crashes(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    first, second = (make.ingested(OWNER, gallery_id).photo_id for _ in range(2))
    act = partial(photos.update, visibility="private") if end == "hidden" else photos.delete
    with monkeypatch.context() as patch:
        patch.setattr(storage, "upload_json", lambda *a: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            act(actor=OWNER, photo_id=first)
    assert first in make.json_under(keys.gallery_sidecar(gallery_id))["cover"]
    galleries.reconcile()
    assert second in make.json_under(keys.gallery_sidecar(gallery_id))["cover"]


def test_success_gallery_that_is_deleted_in_the_same_moment_leaves_no_sidecar() -> None:
    gallery_id = make.gallery(OWNER).gallery_id

    def delete() -> None:
        galleries.delete(actor=OWNER, gallery_id=gallery_id)

    with meanwhile.before_first_upload("metadata/", delete), pytest.raises(NotFound):
        galleries.update(actor=OWNER, gallery_id=gallery_id, name="Too late")
    assert make.keys_under("") == []


def test_success_command_that_was_cut_off_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put("galleries/Asia/Japan/Nara/1.jpg")
    put("galleries/ /Japan/Nara/1.jpg")
    with monkeypatch.context() as patch:
        patch.setattr(storage, "page", lambda *a: 1 / 0)
        with pytest.raises(CommandError, match="Run this again and it goes on"):
            call_command("rebuild_from_bucket")
    call_command("rebuild_from_bucket")
    captured = capsys.readouterr()
    assert "photos 1 made, 0 completed; 2 folders and 2 files seen; errors 1." in captured.out
    assert "1 photos wait for their renditions" in captured.out
    assert captured.err == "galleries/ /Japan/Nara: No gallery can have such a name.\n"


def test_success_command_for_galleries_alone_makes_no_photos(capsys: pytest.CaptureFixture[str]) -> None:
    put("galleries/Asia/Japan/Nara/1.jpg")
    call_command("rebuild_from_bucket", "--only", "galleries")
    assert "galleries 1 made, 0 completed; photos 0 made" in capsys.readouterr().out
    call_command("rebuild_from_bucket", "--only", "photos", "--dry-run")
    assert "galleries 0 made, 0 completed; photos 1 made" in capsys.readouterr().out
    assert list(Photo.query(only_gallery().gallery_id)) == []
