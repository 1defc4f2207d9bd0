"""Jobs as items of the Accounts table.

Each has a mark besides while it may be running, in a partition of its own: jobs that have ended are kept for days,
and cost nothing where the others are looked for.
"""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.transactions import TransactWrite

from accounts.items import AccountItem
from gallery_project.tables import iso, now

MOST_ERRORS = 50
PARTITION = "JOB"
_MARKS = "JOB#RUNNING"  # sk: the job's id
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


def mark(transaction: TransactWrite, job_id: str) -> None:
    """Goes with the job's own first write."""
    transaction.save(AccountItem(_MARKS, job_id))


def unmark(job_id: str) -> None:
    AccountItem(_MARKS, job_id).delete()


def unsettled(owner_id: str | None) -> list[Job]:
    """This person's jobs, or with None everybody's, that run or failed in the last days; the latest first. One query.

    At most a page of the table is read: what has ended well is in between.
    """
    wanted = Job.state.is_in("running", "failed")
    if owner_id is not None:
        wanted &= Job.owner_id == owner_id
    page = next(Job.query(PARTITION, filter_condition=wanted).page_iter)
    jobs = [Job.from_raw_data(raw) for raw in page["Items"]]
    return sorted((job for job in jobs if not job.has_expired), key=lambda job: job.created_at, reverse=True)


def marked() -> list[str]:
    """The ids of jobs that may be running, by one query; a crash may have left the mark of one that has ended."""
    return [item.sk for item in AccountItem.query(_MARKS, consistent_read=True)]
