"""Long work in steps: one worker at a time, taken over from the dead, given up when it cannot be done."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy as copy
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from galleries import job_items, jobs
from galleries import services as galleries
from galleries.jobs import Job
from gallery_project.errors import NotFound
from gallery_project.tables import now
from tests import make
from tests.galleries.test_page import counted_reads

OWNER = make.photographer()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """A kind of job that counts to ten; whatever is callable in the list happens in its next step."""
    happens: list[Any] = []

    def step(job: Job) -> bool:
        job.add("counted")
        if happens:
            happens.pop(0)()
        return bool(job.totals["counted"] == 10)

    monkeypatch.setitem(jobs._kinds, "count", jobs._Kind(step, gives_up=True))
    yield happens
    for job in list(jobs._running()):  # the next test's reconcile knows no such kind
        if job.kind == "count":
            job.delete()


def stopped() -> Job:
    """A job for which there was no time at all."""
    with override_settings(JOB_SECONDS=0):
        return jobs.start(actor=OWNER, name="count")


def fail() -> None:
    raise RuntimeError("on purpose")


def test_success_done_within_the_request(work: list[Any]) -> None:
    job = jobs.start(actor=OWNER, name="count")
    assert (job.state, job.totals, job.lease_until) == ("done", {"counted": 10}, 0)
    assert job.expires_at > now() + timedelta(days=6)


def test_success_goes_on_by_itself_when_the_time_is_over(work: list[Any]) -> None:
    job = stopped()
    assert (job.state, job.totals) == ("running", {})
    assert galleries.reconcile().jobs == 1
    assert jobs.get(actor=OWNER, job_id=job.job_id).totals == {"counted": 10}


def test_success_asking_again_goes_on_with_it(work: list[Any]) -> None:
    job = stopped()
    assert jobs.start(actor=OWNER, name="count").job_id == job.job_id
    assert jobs.start(actor=OWNER, name="count").job_id != job.job_id
    assert jobs.start(actor=make.photographer(), name="count").job_id != job.job_id


def test_success_started_eight_times_at_once_it_is_one_job(work: list[Any]) -> None:
    owner = make.photographer()
    with ThreadPoolExecutor(8) as threads:
        started = list(threads.map(lambda _: jobs.start(actor=owner, name="count", seconds=0), range(8)))
    assert len({job.job_id for job in started}) == 1
    assert jobs.start(actor=make.photographer(), name="count", seconds=0).job_id != started[0].job_id


def test_success_killed_in_a_step_it_is_taken_over_once_its_lease_is_over(work: list[Any]) -> None:
    def killed() -> None:
        raise SystemExit

    work += [int, int, killed]
    with pytest.raises(SystemExit):
        jobs.start(actor=OWNER, name="count")
    (job,) = (each for each in jobs._running() if each.kind == "count")
    assert (job.totals, jobs.resume_all()) == ({"counted": 2}, [])
    job.update([Job.lease_until.set(1)])
    assert [each.totals for each in jobs.resume_all()] == [{"counted": 10}]


def test_success_nobody_else_begins_while_it_is_worked_on(work: list[Any]) -> None:
    def other_worker() -> None:
        (mine,) = (each for each in jobs._running() if each.kind == "count")
        steps.append(jobs.run(mine).totals)

    steps: list[Any] = []
    work.append(other_worker)
    assert jobs.start(actor=OWNER, name="count").totals == {"counted": 10}
    assert steps == [{}]


def test_success_sixteen_workers_do_each_step_once(work: list[Any]) -> None:
    job = stopped()
    steps: list[int] = []
    work += [lambda: steps.append(1)] * 20
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda _: jobs.run(copy(job)), range(16)))
    assert (jobs.get(actor=OWNER, job_id=job.job_id).totals, len(steps)) == ({"counted": 10}, 10)


def test_success_who_was_slow_writes_nothing_over_who_took_over(work: list[Any]) -> None:
    def robbed() -> None:
        slow.update([Job.lease_until.set(1)])
        steps.append(jobs.resume_all()[0].state)

    slow = stopped()
    steps: list[str] = []
    work += [robbed, *[lambda: steps.append("step")] * 20]
    assert jobs.run(copy(slow)).totals == {"counted": 10}
    assert steps == ["step"] * 10 + ["done"]


def test_success_failed_step_is_done_again_and_counts_once(work: list[Any]) -> None:
    work += [int, fail]
    job = jobs.start(actor=OWNER, name="count")
    assert (job.state, job.totals, job.failures) == ("running", {"counted": 1}, 1)
    (again,) = jobs.resume_all()
    assert (again.state, again.totals, again.failures) == ("done", {"counted": 10}, 0)


def test_fail_five_times_in_a_row(work: list[Any]) -> None:
    work += [fail] * 5
    job = jobs.start(actor=OWNER, name="count")
    for _ in range(4):
        assert job.is_running
        job.update([Job.lease_until.set(1)])  # the pause after a failure is over
        job = jobs.run(job)
    assert (job.state, job.reason) == ("failed", "The same step failed 5 times in a row. The site's log says why.")
    assert jobs.resume_all() == []


def test_success_pauses_grow() -> None:
    assert [jobs._pause(failures) for failures in (1, 2, 3, 4, 20)] == [0, 120, 240, 480, 3600]


def test_success_only_the_first_errors_are_kept() -> None:
    job = jobs.new(OWNER, "count")
    for number in range(60):
        job.report(f"key {number}", "x" * 1000)
    assert (len(job.errors), len(job.errors[0]["error"])) == (50, 300)


def test_fail_nobody_else_learns_of_a_job(work: list[Any]) -> None:
    job = jobs.start(actor=OWNER, name="count")
    assert jobs.get(actor=make.admin(), job_id=job.job_id).job_id == job.job_id
    for actor in (make.photographer(), make.visitor()):
        with pytest.raises(NotFound):
            jobs.get(actor=actor, job_id=job.job_id)
    for job_id in ("", "x" * 2000, "no such job"):
        with pytest.raises(NotFound):
            jobs.get(actor=make.admin(), job_id=job_id)


def test_fail_expired_job_is_gone_though_dynamodb_has_it_still(work: list[Any]) -> None:
    job = jobs.start(actor=OWNER, name="count")
    job.update([Job.expires_at.set(now() - timedelta(seconds=5))])
    with pytest.raises(NotFound):
        jobs.get(actor=OWNER, job_id=job.job_id)


def test_success_door_tells_how_far_a_deletion_is(admin_client: Client) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    make.ingested(OWNER, gallery_id)
    with override_settings(JOB_SECONDS=0):
        deleted = galleries.delete(actor=OWNER, gallery_id=gallery_id)
    url = f"/api/v1/jobs/{deleted.job_id}"
    told = admin_client.get(url).json()
    assert (told["kind"], told["state"], told["done"], told["url"]) == ("delete_gallery", "running", False, url)
    galleries.reconcile()
    told = admin_client.get(url).json()
    assert (told["done"], told["s3_deleted_objects"], told["ddb_photos_deleted"]) == (True, 4, 1)


def test_fail_door_is_closed_to_strangers(work: list[Any], client: Client) -> None:
    job = jobs.start(actor=OWNER, name="count")
    answer = client.get(f"/api/v1/jobs/{job.job_id}")
    assert (answer.status_code, answer.json()["error"]) == (404, "There is no such job.")


def test_success_jobs_that_have_ended_are_not_read(work: list[Any]) -> None:
    others = len(list(jobs._running()))  # what other tests left behind
    waiting = stopped()
    for _ in range(3):
        jobs.start(actor=make.photographer(), name="count")
    with counted_reads() as reads:
        assert waiting.job_id in [job.job_id for job in jobs._running()]
    assert (reads["Query"], reads["GetItem"]) == (1, others + 1)
    jobs.run(waiting)
    with counted_reads() as reads:
        assert waiting.job_id not in [job.job_id for job in jobs._running()]
    assert (reads["Query"], reads["GetItem"]) == (1, others)


def test_success_crash_between_a_jobs_end_and_its_mark(work: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    job = stopped()
    with monkeypatch.context() as patch:
        patch.setattr(job_items, "unmark", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            jobs.run(job)
    assert job.job_id in job_items.marked()
    assert job.job_id not in [each.job_id for each in jobs.resume_all()]
    assert job.job_id not in job_items.marked()


def test_success_jobs_that_want_attention_are_found_behind_any_number_of_others(work: list[Any]) -> None:
    me = make.photographer()
    for _ in range(4):  # together more than a megabyte, which is what one query reads
        ended = jobs.new(me, "count", {"photo_ids": [f"{number:032}" for number in range(9000)]})
        ended.state = "done"
        ended.save()
    work.extend([fail] * 5)
    failed = jobs.start(actor=me, name="count")
    for _ in range(4):
        failed.update([Job.lease_until.set(0)])
        jobs.run(failed)
    with override_settings(JOB_SECONDS=0):
        running = jobs.start(actor=me, name="count")
    assert [job.job_id for job in job_items.unsettled(me.user_id)] == [running.job_id, failed.job_id]
    assert {failed.job_id, running.job_id} <= {job.job_id for job in job_items.unsettled(None)}
    assert job_items.unsettled(make.photographer().user_id) == []
    with counted_reads() as reads:
        job_items.unsettled(me.user_id)
    assert reads["bytes"] < 10_000
    jobs.run(running)
    assert [job.job_id for job in job_items.unsettled(me.user_id)] == [failed.job_id]
