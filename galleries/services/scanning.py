"""The tables brought in line with the bucket: every sidecar and every original is looked at, any number of them.

A scan is a job. It makes what is missing and completes what older items lack; whatever is there already stays as it
is, so a scan can be repeated at any time, also while people upload and edit.
"""

from collections.abc import Callable

from accounts.actors import SYSTEM, Actor
from galleries import jobs
from galleries.jobs import Job
from galleries.services import claim_pass, original_pass, sidecar_pass
from galleries.services.ground import Rehearsal, Tables
from galleries.services.tally import begin
from gallery_project.errors import NotAllowed

_PASSES = (claim_pass.page, sidecar_pass.page, original_pass.page)  # by each a file knows its gallery in the next


def scan_galleries(*, actor: Actor) -> Job:
    """Restore or make a gallery for each sidecar and each folder. Raises NotAllowed."""
    return _start(actor, "scan_galleries")


def scan_photos(*, actor: Actor) -> Job:
    """Restore or adopt a photo for each sidecar and each original, and the galleries they need. Raises NotAllowed."""
    return _start(actor, "scan_photos")


def rebuild(*, kind: str = "rebuild", tell: Callable[[Job], None]) -> Job:
    """Both scans, or the one of this kind, for as long as it takes; goes on with one that was cut off."""
    return jobs.start(actor=SYSTEM, name=kind, seconds=float("inf"), tell=tell)


def rehearse(*, kind: str = "rebuild", tell: Callable[[Job], None]) -> Job:
    """What a rebuild would do. Writes nothing."""
    job, ground = jobs.new(SYSTEM, kind), Rehearsal()
    while not _step(job, ground):
        tell(job)
    return job


def _start(actor: Actor, name: str) -> Job:
    if not actor.is_staff:
        raise NotAllowed("Only administrators can bring the tables in line with the bucket.")
    actor.need("manage")
    return jobs.start(actor=actor, name=name)


@jobs.kind("scan_galleries")
@jobs.kind("scan_photos")
@jobs.kind("rebuild")
def step(job: Job) -> bool:
    """Look at the next page of keys."""
    return _step(job, Tables())


def _step(job: Job, ground: Tables) -> bool:
    begin(job)
    number = job.cursor.setdefault("pass", 0)
    after = _PASSES[number](job, ground, job.cursor.get("after", ""))
    job.cursor = {**job.cursor, "after": after} if after else {"pass": number + 1}
    return bool(job.cursor["pass"] == len(_PASSES))
