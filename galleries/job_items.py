"""Jobs as items of the Accounts table.

Each has a mark besides while it may be running, in a partition of its own, and another one when it has failed: jobs
that have ended well are kept for days, and cost nothing where the others are looked for.
"""

from itertools import islice

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.transactions import TransactWrite

from accounts.items import AccountItem
from gallery_project.tables import iso, now

MOST_ERRORS = 50
PARTITION = "JOB"
_MARKS = "JOB#RUNNING"  # sk: the job's id
_FAILED = "JOB#FAILED"  # the same
_MOST_UNSETTLED = 100  # of either
_TURNS = "JOB#TURN"  # sk: kind and owner


class Job(AccountItem):
    """Work that was asked for: pk `JOB`, sk its id. `state` is running, done or failed."""

    kind = UnicodeAttribute()
    owner_id = UnicodeAttribute(attr_name="ownerId", default="")  # who may ask for it, besides the site's staff
    state = UnicodeAttribute(default="running")
    reason = UnicodeAttribute(null=True)  # for a person, when it failed
    params: JSONAttribute = JSONAttribute(default=dict)
    totals: JSONAttribute = JSONAttribute(default=dict)  # name -> whole number
    errors: JSONAttribute = JSONAttribute(default=list)  # the first of them: {"key", "error"}
    cursor: JSONAttribute = JSONAttribute(default=dict)  # where the next step begins
    failures = NumberAttribute(default=0)  # of the next step, in a row
    lease_until = NumberAttribute(attr_name="leaseUntil", default=0)  # Unix seconds; before that nobody else begins
    created_at = UnicodeAttribute(attr_name="createdAt", default=lambda: iso(now()))

    @property
    def job_id(self) -> str:
        return self.sk

    @property
    def is_running(self) -> bool:
        return self.state == "running"

    def add(self, name: str, number: int = 1) -> None:
        self.totals[name] = self.totals.get(name, 0) + number

    def report(self, key: str, error: str) -> None:
        """Keep what could not be done with the object or item `key`; the job goes on."""
        self.errors = [*self.errors, {"key": key[:1024], "error": error[:300]}][:MOST_ERRORS]


class Turn(AccountItem):
    """Which job of a kind was somebody's latest: of two that are started at the same moment, one gets the turn."""

    job_id = UnicodeAttribute(attr_name="jobId")


class Mark(AccountItem):
    """Where a job is found by what has become of it."""

    owner_id = UnicodeAttribute(attr_name="ownerId", default="")


def turn_of(job: Job) -> str | None:
    """The id of the latest job of this kind and owner; None when there has been none."""
    try:
        return Turn.get(_TURNS, _turn(job), consistent_read=True).job_id
    except Turn.DoesNotExist:
        return None


def take_turn(transaction: TransactWrite, job: Job, latest: str | None) -> None:
    """Goes with the job's own first write, and only as long as `latest` still is the latest one."""
    free = Turn.job_id.does_not_exist() if latest is None else Turn.job_id == latest
    transaction.save(Turn(_TURNS, _turn(job), job_id=job.job_id), condition=free)


def _turn(job: Job) -> str:
    return f"{job.kind}#{job.owner_id}"


def mark(transaction: TransactWrite, job: Job) -> None:
    """Goes with the job's own first write."""
    transaction.save(Mark(_MARKS, job.job_id, owner_id=job.owner_id))


def unmark(job_id: str, job: Job | None) -> None:
    """Take the mark off a job that has ended, or of which nothing is left; one that failed gets its other mark."""
    if job and job.state == "failed":
        Mark(_FAILED, job_id, owner_id=job.owner_id, expires_at=job.expires_at).save()
    Mark(_MARKS, job_id).delete()


def unsettled(owner_id: str | None) -> list[Job]:
    """This person's jobs, or with None everybody's, that run or failed in the last days; the latest first.

    Two queries of marks, and a batch read of what they name: the hundred latest of either.
    """
    wanted = None if owner_id is None else Mark.owner_id == owner_id
    ids: list[str] = []
    for partition in (_MARKS, _FAILED):
        marks = Mark.query(partition, filter_condition=wanted, scan_index_forward=False, consistent_read=True)
        ids += [mark.sk for mark in islice(marks, _MOST_UNSETTLED)]
    found = Job.batch_get([(PARTITION, job_id) for job_id in dict.fromkeys(ids)], consistent_read=True)
    jobs = [job for job in found if job.state in ("running", "failed") and not job.has_expired]
    return sorted(jobs, key=lambda job: job.created_at, reverse=True)


def marked() -> list[str]:
    """The ids of jobs that may be running, by one query; a crash may have left the mark of one that has ended."""
    return [item.sk for item in Mark.query(_MARKS, consistent_read=True)]
