"""A job that goes through many photos, several at once: what cannot be done is reported, and the others go on."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import get_language, override

from accounts.actors import Actor
from galleries import jobs
from galleries.jobs import Job
from gallery_project.each import try_each
from gallery_project.tables import transact

MOST = 5000  # photos that are named: a job is one item, of 400 kB at most
_STEP_SECONDS = 2.0
_PAGE = 200

Do = Callable[[str, int], object]  # with a photo's id and its number, from 1; raises what is to be reported
Walk = Callable[..., Any]  # a query of photos, with `limit`, `page_size` and `last_evaluated_key`


def start(*, actor: Actor, kind: str, params: dict[str, Any], photo_ids: Sequence[str] | None) -> Job:
    """Store a job for these photos, or for those that its `walk` finds, and work on it."""
    job = jobs.new(actor, kind, {**params, "language": get_language()})
    if photo_ids is not None:
        job.params["photo_ids"] = list(photo_ids)
    job.totals = {"photos_total": len(photo_ids or ()), "photos_changed": 0, "photos_failed": 0}
    transact(lambda transaction: jobs.store(transaction, job))
    return jobs.run(job)


def step(job: Job, do: Do, at_once: int, walk: Walk | None = None) -> bool:
    """Do the next photos, for two seconds; whether these were the last.

    Where the job names no photos, each page of the walk is noted in a step of its own, so that after a crash every
    photo has the same number again, whatever has left the gallery meanwhile.
    """
    if walk and not _page(job):
        return _turn_page(job, walk)
    deadline = time.monotonic() + _STEP_SECONDS
    with override(job.params["language"]):
        while (batch := _page(job)[:at_once]) and time.monotonic() < deadline:
            _do_batch(job, do, batch)
    return not walk and not _page(job)


def _do_batch(job: Job, do: Do, batch: Sequence[str]) -> None:
    done = job.cursor.get("done", 0)
    numbered = list(enumerate(batch, done + 1))
    problems = try_each(lambda each: do(each[1], each[0]), numbered, len(batch))
    for photo_id, problem in zip(batch, problems, strict=True):
        job.add("photos_failed" if problem else "photos_changed")
        if problem:
            job.report(photo_id, problem)
    job.cursor = {**job.cursor, "done": done + len(batch), "at": job.cursor.get("at", 0) + len(batch)}


def _page(job: Job) -> list[str]:
    """The ids that are known and to be done."""
    ids: list[str] = job.cursor.get("page") or job.params.get("photo_ids") or []
    return ids[job.cursor.get("at", 0) :]


def _turn_page(job: Job, walk: Walk) -> bool:
    """Note the next ids; whether there are none."""
    if job.cursor.get("ended"):
        return True
    query = walk(limit=_PAGE, page_size=_PAGE, last_evaluated_key=job.cursor.get("key"))
    ids = [photo.photo_id for photo in query]
    key = query.last_evaluated_key
    job.cursor = {**job.cursor, "page": ids, "at": 0, "key": key, "ended": key is None}
    job.add("photos_total", len(ids))
    return False
