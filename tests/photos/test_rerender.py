"""New renditions for what has old ones: whoever works on it, whatever comes in between, and wherever it is cut off."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from accounts.actors import STRANGER
from embedded.engines import WORK_QUEUE
from embedded.provision import QUEUE
from embedded.queue import Queue
from galleries import lookup as galleries_lookup
from galleries import services as galleries
from gallery_project import claims
from photos import events, imaging, keys, lookup, storage, work_queue
from photos import services as photos
from photos.models import Photo
from photos.services import rerendering
from ratings import services as ratings
from tests import make, meanwhile
from tests.embedded.running import wait_for
from tests.photos.queued import batch, failed

OWNER = make.photographer()
HERE = override_settings(WORK_QUEUE_URL="")  # nobody to ask: whoever runs the command does it


@pytest.fixture
def gallery_id() -> str:
    return make.gallery(OWNER).gallery_id


@pytest.fixture
def photo(gallery_id: str) -> Photo:
    return make.ingested(OWNER, gallery_id)


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From then on there is another recipe."""
    return lambda: monkeypatch.setattr(imaging, "RECIPE", imaging.RECIPE + 1)


@pytest.fixture
def queue() -> Iterator[Queue]:
    """The work queue, with nothing in it or the other one before and after."""
    _purge()
    yield Queue(WORK_QUEUE)
    _purge()


def _purge() -> None:
    sqs = boto3.client("sqs")
    for name in (QUEUE, WORK_QUEUE):
        sqs.purge_queue(QueueUrl=sqs.get_queue_url(QueueName=name)["QueueUrl"])


def drain(queue: Queue) -> list[dict[str, Any]]:
    """Work off all that is queued, and what that queues; returns the messages."""
    done = []
    while found := queue.receive(wait=0):
        for each in found:
            assert failed(events.handle(batch(each["Body"]))) == []
            queue.done(each)
            done.append(json.loads(each["Body"]))
    return done


def rerender(gallery_id: str, *options: str) -> str:
    out = io.StringIO()
    call_command("rerender", "--gallery", gallery_id, *options, stdout=out)
    return out.getvalue()


def message(photo: Photo) -> dict[str, str]:
    return {"work": "render", "galleryId": photo.gallery_id, "photoId": photo.photo_id, "madeBefore": ""}


def now(photo: Photo) -> Photo:
    """As it is by now, with exactly the files that it tells of."""
    current = lookup.read(photo.gallery_id, photo.photo_id)
    assert current
    found = make.keys_under(keys.renditions(photo.gallery_id, photo.photo_id))
    assert found == sorted(keys.made(photo.gallery_id, photo.photo_id, current.renditions))
    return current


def recipe(photo: Photo) -> int:
    return int(now(photo).renditions["recipe"])


@HERE
def test_success_only_its_renditions_are_others_afterwards(photo: Photo, newer: Callable[[], None]) -> None:
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Mine", tags=["sea"])
    ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=5)
    before, gallery = now(photo), galleries_lookup.find(photo.gallery_id)
    newer()
    assert "1 of 1 photos are due" in rerender(photo.gallery_id, "--dry-run")
    assert now(photo).serialize() == before.serialize()
    assert "1 of 1 photos rendered, failed 0" in rerender(photo.gallery_id)

    after, gallery_after = now(photo), galleries_lookup.find(photo.gallery_id)
    changed = {name for name, value in after.serialize().items() if before.serialize().get(name) != value}
    assert changed == {"renditions", "revision", "facets"} or changed == {"renditions", "revision"}
    assert after.renditions["hash"] != before.renditions["hash"]
    assert gallery
    assert gallery_after
    assert gallery_after.cover["renditions"] == after.renditions
    assert (gallery_after.photo_count, gallery_after.stored_bytes) == (gallery.photo_count, gallery.stored_bytes)
    told = make.json_under(keys.photo_sidecar(photo.gallery_id, photo.photo_id))
    assert json.loads(told["renditions"]) == after.renditions
    assert "0 of 1 photos rendered" in rerender(photo.gallery_id)
    assert now(photo).serialize() == after.serialize()


@HERE
def test_success_other_formats(photo: Photo) -> None:
    with override_settings(RENDITION_FORMATS=("webp", "avif")):
        rerender(photo.gallery_id)
        assert now(photo).renditions["formats"] == ["webp", "avif"]
    rerender(photo.gallery_id)
    assert now(photo).renditions["formats"] == ["webp"]


@HERE
def test_success_what_was_made_before_a_moment(photo: Photo) -> None:
    assert "0 of 1 photos rendered" in rerender(photo.gallery_id, "--older-than", "2020-01-01")
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}"
    assert "1 of 1 photos rendered" in rerender(photo.gallery_id, "--older-than", moment)
    assert now(photo).renditions["made"] >= moment[:23]
    assert "0 of 1 photos rendered" in rerender(photo.gallery_id, "--older-than", photo.renditions["made"])


@HERE
def test_success_renditions_that_do_not_say_are_of_the_first_recipe(photo: Photo, newer: Callable[[], None]) -> None:
    older = {name: value for name, value in photo.renditions.items() if name in ("hash", "widths", "formats")}
    Photo(photo.gallery_id, photo.photo_id).update([Photo.renditions.set(older)])
    assert "0 of 1 photos rendered" in rerender(photo.gallery_id)
    newer()
    assert "1 of 1 photos rendered" in rerender(photo.gallery_id)


def test_success_by_the_queue_every_message_twice(
    gallery_id: str, queue: Queue, newer: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = [make.ingested(OWNER, gallery_id) for _ in range(5)]
    make.ingested(OWNER, gallery_id, b"no photo")
    newer()
    monkeypatch.setattr(rerendering, "_PAGE", 2)
    monkeypatch.setattr(rerendering, "PLAN_SECONDS", 0.0)  # so that each message hands over to the next
    assert "look through 1 galleries" in rerender(gallery_id)
    sent = drain(queue)
    assert [each["work"] for each in sent].count("plan") > 2
    assert sorted(each["photoId"] for each in sent if each["work"] == "render") == [each.photo_id for each in ready]
    after = [now(each).serialize() for each in ready]
    assert {recipe(each) for each in ready} == {imaging.RECIPE}
    assert failed(events.handle(batch(*sent))) == []
    assert [now(each).serialize() for each in ready] == after
    drain(queue)
    assert rerender(gallery_id)
    assert [each["work"] for each in drain(queue)] == ["plan"] * 4


def test_success_all_galleries_but_those_in_the_trash(photo: Photo, queue: Queue, newer: Callable[[], None]) -> None:
    away = make.ingested(OWNER, make.gallery(OWNER).gallery_id)
    galleries.trash(actor=OWNER, gallery_id=away.gallery_id)
    newer()
    call_command("rerender", stdout=io.StringIO())
    drain(queue)
    assert (recipe(photo), recipe(away)) == (imaging.RECIPE, imaging.RECIPE - 1)


def test_success_eight_at_once_are_one_piece_of_work(
    photo: Photo, newer: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    render, rendered = imaging.render, []
    monkeypatch.setattr(imaging, "render", lambda *given: rendered.append(1) or render(*given))
    newer()
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: failed(events.handle(batch(message(photo)))), range(8)))
    assert (answers, rendered, recipe(photo)) == ([[]] * 8, [1], imaging.RECIPE)


def test_success_a_worker_that_dies_is_followed_by_anybody(
    photo: Photo, newer: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer()
    with monkeypatch.context() as patch:
        patch.setattr(imaging, "render", lambda *_: (_ for _ in ()).throw(SystemExit))  # no Exception: a kill
        with pytest.raises(SystemExit):
            events.handle(batch(message(photo)))
    seen, _ = photos.get(actor=STRANGER, photo_id=photo.photo_id)
    assert (seen.renditions, now(photo).rerender) == (photo.renditions, True)
    galleries.break_leases()
    galleries.reconcile()
    after = now(photo)
    assert (after.renditions["recipe"], after.rerender, after.work_state) == (imaging.RECIPE, None, None)


@pytest.mark.parametrize("error", [imaging.Unusable("It cannot be read."), MemoryError()])
def test_success_what_cannot_be_rendered_any_more_is_shown_as_before(
    photo: Photo, newer: Callable[[], None], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    before = now(photo).serialize()
    newer()
    monkeypatch.setattr(imaging, "render", lambda *_: (_ for _ in ()).throw(error))
    while failed(events.handle(batch(message(photo)))):
        pass
    passing = {name: now(photo).serialize().get(name) for name in ("revision", "attemptedEtag")}
    assert {name: value for name, value in now(photo).serialize().items() if value} == {**before, **passing}
    assert claims.holder_of(claims.photo_digest(photo.gallery_id, str(photo.sha256))) == photo.photo_id


@HERE
def test_fail_original_that_is_gone(photo: Photo, newer: Callable[[], None]) -> None:
    before = now(photo).serialize()
    storage.delete([str(photo.s3_key)])
    newer()
    assert failed(events.handle(batch(message(photo)))) == []
    with pytest.raises(CommandError, match="shown as before"):
        rerender(photo.gallery_id)
    assert now(photo).serialize() == before


def trash(photo: Photo) -> None:
    photos.trash(actor=OWNER, photo_ids=[photo.photo_id])


def test_success_trashed_meanwhile_it_follows_when_it_is_back(photo: Photo, newer: Callable[[], None]) -> None:
    newer()
    with meanwhile.before_first_upload("thumbnails/", lambda: trash(photo)):
        events.handle(batch(message(photo)))
    assert (now(photo).status, recipe(photo)) == ("trashed", imaging.RECIPE - 1)
    photos.restore(actor=OWNER, photo_ids=[photo.photo_id])
    galleries.reconcile()
    assert (now(photo).status, now(photo).work_state, recipe(photo)) == ("ready", None, imaging.RECIPE)


def test_success_edited_meanwhile_it_has_both(photo: Photo, newer: Callable[[], None]) -> None:
    newer()

    def edit() -> None:
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="Meanwhile", visibility="private")

    with meanwhile.before_first_upload("thumbnails/", edit):
        events.handle(batch(message(photo)))
    after = now(photo)
    assert (after.title, after.visibility, recipe(photo)) == ("Meanwhile", "private", imaging.RECIPE)


def test_success_deleted_meanwhile_nothing_is_left(photo: Photo, newer: Callable[[], None]) -> None:
    newer()
    with meanwhile.before_first_upload("thumbnails/", lambda: photos.delete(actor=OWNER, photo_id=photo.photo_id)):
        assert failed(events.handle(batch(message(photo)))) == []
    assert [key for key in make.keys_under("") if photo.photo_id in key] == []


def test_fail_queue_that_refuses(photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = [["1"], []]

    class Some:
        sent: list[str] = []

        def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, str]]) -> Any:
            no = refused.pop(0)
            self.sent += [each["MessageBody"] for each in Entries if each["Id"] not in no]
            return {"Failed": [{"Id": number} for number in no]}

    monkeypatch.setattr(work_queue, "_client", Some)
    assert work_queue.send({"n": number} for number in range(3)) == 3
    assert Some.sent == ['{"n": 0}', '{"n": 2}', '{"n": 1}']


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--older-than", "yesterday"], "This is no date: yesterday"),
        (["--older-than", "2999-01-01"], "still to come"),
        (["--gallery", "none"], "There is no such gallery"),
    ],
)
def test_fail_options(options: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("rerender", *options)


def test_success_worker_that_is_killed_in_the_middle(gallery_id: str, queue: Queue) -> None:
    ready = [make.ingested(OWNER, gallery_id, make.jpeg(number, (400, 300))) for number in range(10)]
    with override_settings(RENDITION_FORMATS=("webp", "avif")):

        def left() -> int:
            return sum(rerendering.is_due(each) for each in Photo.query(gallery_id, consistent_read=True))

        rerender(gallery_id)
        with worker(RENDITION_FORMATS="webp,avif") as process:
            wait_for(lambda: left() < 10)
            process.kill()
        assert 0 < left() < 10
        assert {each.status for each in Photo.query(gallery_id)} == {"ready"}
        galleries.break_leases()  # a living worker would wait for the end of the dead one's
        rerender(gallery_id)
        drain(queue)
        assert left() == 0
    for each in ready:
        current = lookup.read(gallery_id, each.photo_id)
        assert current
        # What the dead worker had stored by then goes when the photo goes.
        assert set(keys.made(gallery_id, each.photo_id, current.renditions)) <= set(make.keys_under("thumbnails/"))


@contextmanager
def worker(**variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """As `make run` starts it, over the engines of the tests."""
    process = subprocess.Popen([sys.executable, "-m", "embedded.worker"], env={**os.environ, **variables})
    try:
        yield process
    finally:
        process.kill()
        process.wait()
