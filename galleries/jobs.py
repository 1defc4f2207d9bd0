"""Long work in short steps, kept as items of the Accounts table: where one process stops, another goes on.

The work of a kind of job is one function, registered with `kind`. It does a short piece, a few seconds at most, notes
in the job how far it came, and answers whether that was the last. After a crash a piece is done again, so doing it
twice must change nothing twice.
"""

import logging
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from accounts.actors import Actor
from galleries import job_items
from galleries.job_items import PARTITION
from galleries.job_items import Job as Job
from gallery_project.errors import NotFound
from gallery_project.tables import Contended, Refused, can_be_id, conditional, now, retrying, transact
from photos.keys import new_photo_id

LEASE_SECONDS = 60  # much longer than any step, so that a living process is not robbed
MOST_FAILURES = 5  # in a row
_KEPT = timedelta(days=7)
_LONGEST_PAUSE = 3600  # seconds
log = logging.getLogger(__name__)


Step = Callable[[Job], bool]


@dataclass(frozen=True)
class _Kind:
    step: Step
    gives_up: bool


_kinds: dict[str, _Kind] = {}


def kind(name: str, gives_up: bool = True) -> Callable[[Step], Step]:
    """Register a step as the work of the jobs of this kind; one that does not give up is tried for ever."""

    def register(step: Step) -> Step:
        _kinds[name] = _Kind(step, gives_up)
        return step

    return register


Tell = Callable[[Job], None]


def new(actor: Actor, name: str, params: dict[str, Any] | None = None, job_id: str = "") -> Job:
    """A job that is not stored yet."""
    return Job(PARTITION, job_id or new_photo_id(), kind=name, owner_id=actor.user_id, params=params or {})


def store(transaction: TransactWrite, job: Job) -> None:
    """Store a new job where it is found while it runs."""
    transaction.save(job)
    job_items.mark(transaction, job)


def start(*, actor: Actor, name: str, seconds: float | None = None, tell: Tell = lambda job: None) -> Job:
    """Begin a job, or go on with the actor's own of this kind, and work on it as `run` does."""
    return run(retrying(lambda: _begun(new(actor, name))), seconds, tell)


def _begun(job: Job) -> Job:
    """This new job, stored, or the one of the same kind and owner that is running already."""
    latest = job_items.turn_of(job)
    running = find(latest) if latest else None
    if running and running.is_running:
        return running

    def write(transaction: TransactWrite) -> None:
        store(transaction, job)
        job_items.take_turn(transaction, job, latest)

    try:
        transact(write)
    except Refused as error:  # another start was faster
        raise Contended from error
    return job


def get(*, actor: Actor, job_id: str) -> Job:
    """A job for the one who asked for it, or for the site's staff. Raises NotFound."""
    job = find(job_id)
    if job is None or not actor.may_read(job.owner_id):
        raise NotFound("There is no such job.")
    return job


def find(job_id: str) -> Job | None:
    """The job as it is now; None when there is none (any more)."""
    try:
        job = Job.get(PARTITION, job_id, consistent_read=True) if can_be_id(job_id) else None
    except Job.DoesNotExist:
        return None
    return None if job is None or job.has_expired else job


def resume_all(seconds: float = float("inf")) -> list[Job]:
    """Go on with every job on which nobody works, and begin no more after some seconds; returns these as they are then.

    Each is worked on as `run` does; the last one may take that much longer.
    """
    until = time.monotonic() + seconds
    free = (job for job in _running() if job.lease_until <= time.time() and time.monotonic() < until)
    return [run(job, min(until - time.monotonic(), settings.JOB_SECONDS)) for job in free]


def _running() -> Iterator[Job]:
    for job_id in job_items.marked():
        job = find(job_id)
        if job and job.is_running:
            yield job
        else:
            job_items.unmark(job_id, job)


def run(job: Job, seconds: float | None = None, tell: Tell = lambda job: None) -> Job:
    """Work on the job for some seconds (settings.JOB_SECONDS) and return it as it is then; `tell` hears of each step.

    It is still `running` when the time is over, when a step failed, or when somebody else works on it.
    """
    deadline = time.monotonic() + (settings.JOB_SECONDS if seconds is None else seconds)
    try:
        held = _lease(job)
        while held and time.monotonic() < deadline:
            held = _advance(job, held)
            tell(job)
        if held:
            _save(job, held, [Job.lease_until.set(0)])
    except Refused:  # somebody else has it
        return find(job.job_id) or job
    return job


def _lease(job: Job) -> float:
    """Take the job, if it is running and nobody has it, and return what the lease says. Raises Refused."""
    held = time.time() + LEASE_SECONDS
    with conditional():
        free = (Job.state == "running") & (Job.lease_until <= time.time())
        job.update([Job.lease_until.set(held)], condition=free)
    return held


def _advance(job: Job, held: float) -> float:
    """Do one step and store what came of it; returns the new lease, 0 when it is given back. Raises Refused."""
    work = deepcopy(job)
    try:
        is_last = _kinds[job.kind].step(work)
    except Exception:  # whatever it was: it must neither lose the job nor stop others
        log.exception("A step of the job %s (%s) failed", job.job_id, job.kind)
        _save(job, held, _failure(job))
        return 0
    lease = 0 if is_last else time.time() + LEASE_SECONDS
    done = [Job.totals.set(work.totals), Job.errors.set(work.errors), Job.cursor.set(work.cursor), Job.failures.set(0)]
    _save(job, held, [*done, *(_end("done") if is_last else [Job.lease_until.set(lease)])])
    return lease


def _failure(job: Job) -> list[Action]:
    failures = int(job.failures) + 1
    if failures >= MOST_FAILURES and _kinds[job.kind].gives_up:
        reason = f"The same step failed {failures} times in a row. The site's log says why."
        return [Job.failures.set(failures), Job.reason.set(reason), *_end("failed")]
    return [Job.failures.set(failures), Job.lease_until.set(time.time() + _pause(failures))]


def _pause(failures: int) -> float:
    """Seconds until the next attempt: none after the first failure, then 2, 4, 8 minutes and so on, up to an hour."""
    return 0 if failures == 1 else min(60.0 * 2 ** (failures - 1), _LONGEST_PAUSE)


def _end(state: str) -> list[Action]:
    return [Job.state.set(state), Job.lease_until.set(0), Job.expires_at.set(now() + _KEPT)]


def _save(job: Job, held: float, actions: list[Action]) -> None:
    """Write what is new of the job, if it still is ours. Raises Refused."""
    retrying(lambda: _save_attempt(job, held, actions))


def _save_attempt(job: Job, held: float, actions: list[Action]) -> None:
    with conditional():
        job.update(actions, condition=Job.lease_until == held)
    if not job.is_running:
        job_items.unmark(job.job_id, job)
