"""`manage.py import_folder`: a disk full of photos, sent once however often it is begun."""

import io
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from galleries import services as galleries
from gallery_project.errors import NotFound
from photos import multipart, storage
from photos import services as photos
from photos.management.disk import planned
from photos.management.meter import Meter
from photos.services import Imported
from tests import make

OWNER = make.photographer()


def fill(folder: Path, number: int) -> list[Path]:
    """So many small photos, each another one."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{index:03}.jpg" for index in range(number)]
    for path in paths:
        path.write_bytes(make.jpeg())
    return paths


def run(path: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("import_folder", str(path), stdout=out, stderr=out, **options)
    return out.getvalue()


def imported(gallery_id: str, paths: list[Path]) -> list[Imported]:
    return list(photos.import_files(actor=OWNER, gallery_id=gallery_id, paths=paths))


def states(done: list[Imported]) -> dict[str, int]:
    return dict(Counter(each.state for each in done))


def test_success_sixty_files_interrupted_in_the_middle(gallery_id: str, tmp_path: Path, deliver: Any) -> None:
    """One of them is no photo and one is there twice; nothing of it is sent a second time."""
    paths = fill(tmp_path, 58)
    (tmp_path / "100.jpg").write_bytes(paths[0].read_bytes())
    (tmp_path / "200.jpg").write_text("Dear diary, this is no photo.")
    everything = planned(tmp_path).paths
    first = photos.import_files(actor=OWNER, gallery_id=gallery_id, paths=everything, parallel=2)
    assert states(list(islice(first, 25)))["sent"] > 20
    first.close()
    deliver()
    before = galleries.find(actor=OWNER, gallery_id=gallery_id).ready_count
    assert before
    assert 20 < before < 58

    counts = states(imported(gallery_id, everything))
    assert counts == {"sent": 58 - before, "known": before + 1, "failed": 1}
    deliver()
    assert galleries.find(actor=OWNER, gallery_id=gallery_id).ready_count == 58
    assert photos.unfinished(actor=OWNER, gallery_id=gallery_id) == []
    assert states(imported(gallery_id, everything)) == {"known": 59, "failed": 1}


def test_success_what_still_waits_for_its_event_is_not_sent_again(gallery_id: str, tmp_path: Path) -> None:
    paths = fill(tmp_path, 1)
    assert states(imported(gallery_id, paths)) == {"sent": 1}
    assert states(imported(gallery_id, paths)) == {"under way": 1}
    paths[0].write_bytes(paths[0].read_bytes()[:-1] + b"x")  # another file of the same name and size
    assert states(imported(gallery_id, paths)) == {"sent": 1}
    (photo,) = photos.unfinished(actor=OWNER, gallery_id=gallery_id)
    make.worker_killed(gallery_id, photo.photo_id)
    assert states(imported(gallery_id, paths)) == {"under way": 1}


def test_success_a_large_file_goes_on_with_the_part_that_lacks(gallery_id: str, tmp_path: Path, deliver: Any) -> None:
    path = tmp_path / "large.jpg"
    path.write_bytes(make.jpeg() + bytes(17 * 1024**2))
    put_part, sent = multipart.put_part, []

    def put(key: str, upload_id: str, number: int, body: bytes) -> None:
        if number == 3 and not sent.count(3):
            sent.append(3)
            raise OSError("the line broke")
        sent.append(number)
        put_part(key, upload_id, number, body)

    with mock.patch.object(multipart, "put_part", put):
        (broken,) = imported(gallery_id, [path])
        assert (broken.state, broken.reason) == ("failed", "the line broke")
        assert states(imported(gallery_id, [path])) == {"sent": 1}
    assert sent == [1, 2, 3, 3]
    deliver()
    assert states(imported(gallery_id, [path])) == {"known": 1}
    assert not [key for key in make.open_uploads() if gallery_id in key]


def test_success_parts_of_another_file_of_the_same_name_are_replaced(gallery_id: str, tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    size = 17 * 1024**2
    ticket = make.announced(OWNER, gallery_id, "large.jpg", size)
    multipart.put_part(ticket.key, ticket.upload_id, 1, b"x" * multipart.PART_BYTES)
    body = make.jpeg()
    path.write_bytes(body + bytes(size - len(body)))
    assert states(imported(gallery_id, [path])) == {"sent": 1}
    photo = photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert photo
    assert (photo.status, photo.size) == ("ready", size)


def test_success_one_file_that_fails_stops_no_other(gallery_id: str, tmp_path: Path) -> None:
    paths = fill(tmp_path, 3)
    gone = tmp_path / "gone.jpg"
    (tmp_path / "empty.jpg").touch()
    upload = storage.upload
    with mock.patch.object(storage, "upload", side_effect=[RuntimeError("no"), *[None] * 2], wraps=upload):
        done = imported(gallery_id, [*paths, gone, tmp_path / "empty.jpg"])
    assert states(done) == {"sent": 2, "failed": 3}
    reasons = " ".join(each.reason for each in done)
    assert "RuntimeError: no" in reasons
    assert "No such file" in reasons
    assert "The file is empty." in reasons


def test_success_folders_become_galleries(tmp_path: Path, deliver: Any) -> None:
    user = make.account()
    fill(tmp_path / "Europe" / "Iceland" / f"Ring road 2024 {user.pk}" / "day 1", 2)
    fill(tmp_path / f"Summer {user.pk}", 1)
    (tmp_path / "notes.txt").write_text("left alone")
    fill(tmp_path / ".hidden", 1)
    options = {"owner": user.username, "country": "Norway", "years": "2022,2023"}
    assert "2 files: Europe / Iceland / Ring road" in run(tmp_path, dry_run=True, **options)
    assert galleries.own(actor=user.actor).galleries == []

    said = run(tmp_path, **options)
    assert "by their names no photos: 1 files" in said
    assert said.count("2 sent") + said.count("3 sent") == 1
    deliver()
    ring, summer = sorted(galleries.own(actor=user.actor).galleries, key=lambda gallery: gallery.country)
    assert (ring.continent, ring.country, list(ring.years), ring.ready_count) == ("Europe", "Iceland", [2024], 2)
    assert (summer.continent, summer.country, list(summer.years)) == ("Europe", "Norway", [2022, 2023])
    assert "3 already here" in run(tmp_path, **options)
    assert len(galleries.own(actor=user.actor).galleries) == 2


def test_success_all_into_one_gallery(gallery_id: str, tmp_path: Path) -> None:
    fill(tmp_path / "Summer", 1)
    fill(tmp_path, 1)
    assert "2 sent" in run(tmp_path, gallery=gallery_id, parallel=1)


def test_fail_says_which_files_and_exits_with_one(gallery_id: str, tmp_path: Path) -> None:
    fill(tmp_path, 1)
    (tmp_path / "diary.jpg").write_text("Dear diary")
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 files failed") as failure:
        call_command("import_folder", str(tmp_path), gallery=gallery_id, stdout=out, stderr=out)
    assert failure.value.returncode == 1
    assert "diary.jpg: This is not a photo: the file holds plain text." in out.getvalue()
    assert "1 sent, 1 failed" in out.getvalue()


def test_fail_interrupted_by_ctrl_c(gallery_id: str, tmp_path: Path) -> None:
    fill(tmp_path, 3)
    with (
        mock.patch.object(Meter, "count", side_effect=KeyboardInterrupt),
        pytest.raises(CommandError, match="goes on from here") as failure,
    ):
        run(tmp_path, gallery=gallery_id)
    assert failure.value.returncode == 130


@pytest.mark.parametrize(
    ("options", "why"),
    [({}, "Where does"), ({"owner": "nobody", "country": "Norway"}, "no user nobody"), ({"gallery": "x"}, "no such")],
)
def test_fail_before_anything_is_made(tmp_path: Path, options: dict[str, str], why: str) -> None:
    fill(tmp_path / "Summer", 1)
    with pytest.raises(CommandError, match=why):
        run(tmp_path, **options)
    with pytest.raises(CommandError, match="no folder"):
        run(tmp_path / "nowhere")


def test_fail_no_such_gallery(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        imported("nowhere", fill(tmp_path, 1))


def test_success_meter_tells_speed_and_rest_once_it_knows(tmp_path: Path) -> None:
    paths = fill(tmp_path, 4)
    for path in paths:
        path.write_bytes(bytes(10_000_000))
    with mock.patch("photos.management.meter.time.monotonic", side_effect=[0, 4, 10, 10, 11]):
        meter = Meter(paths)
        meter.count(Imported(paths[0], "sent", 10_000_000))
        assert meter.line == "[######..................] 1 of 4 files"
        meter.count(Imported(paths[1], "sent", 10_000_000))
        assert meter.line == "[############............] 2 of 4 files, 2.0 MB/s, less than a minute left"
        meter.count(Imported(paths[2], "known", 10_000_000))
        assert "3 of 4 files, 2.0 MB/s" in meter.line
        meter.count(Imported(paths[3], "failed", 10_000_000))
        assert meter.line == "[########################] 4 of 4 files"
