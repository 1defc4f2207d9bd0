"""Taking a stage down: the site alone, or with DELETE_DATA everything there ever was of it."""

from botocore.exceptions import ClientError

from infrastructure import aws, deployment, environment, function, notification, prerequisites, secrets, stack, storage
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage


def undeploy(stage: Stage, delete_data: str) -> None:
    """Raises CannotDeploy when nothing is there, or `delete_data` is neither empty nor the stage's name."""
    if delete_data not in ("", stage.name):
        raise CannotDeploy(f"To delete all data of {stage.name}, say DELETE_DATA={stage.name}.")
    prerequisites.account(stage)
    if not stack.describe(stage) and not (delete_data and storage.present(stage)):
        raise CannotDeploy(f"There is nothing of the stage {stage.name} in {stage.region}.")
    steps: list[deployment.Step] = [
        ("Packaging environment", environment.make),
        ("Function", function.remove),
        ("Bucket events", _unreport),
        ("Static files and packages", _empty),
    ]
    deployment.take(stage, [*steps, *(_ALL if delete_data else _SITE)])
    print(_farewell(stage, bool(delete_data)))


def _unreport(stage: Stage) -> str:
    media, *_ = storage.buckets(stage)
    if storage.exists(stage, media):
        notification.clear(stage, media)
    return "reported to nobody"


def _empty(stage: Stage) -> str:
    """CloudFormation deletes no bucket that holds something; these are filled again at the next deployment."""
    _, *others = storage.buckets(stage)
    return f"{sum(storage.empty(stage, bucket) for bucket in others)} deleted"


def _reduce(stage: Stage) -> str:
    return stack.apply(stage, Serves="false", ApiId="", DomainName="", CertificateArn="", RateLimit="0")


def _unprotect(stage: Stage) -> str:
    storage.unprotect(stage)
    return "may be deleted"


def _delete(stage: Stage) -> str:
    """The stack keeps tables and the media bucket when it goes, so that no accident takes them; this is none."""
    stack.delete(stage)
    storage.remove(stage)
    return "deleted"


def _forget(stage: Stage) -> str:
    kept = secrets.read(stage)
    secrets.remove(stage, *kept)
    return f"{len(kept)} deleted"


def _silence(stage: Stage) -> str:
    """Lambda makes the log anew when a last line comes late."""
    try:
        aws.client("logs", stage).delete_log_group(logGroupName=stage.log_group)
    except ClientError as error:
        if not aws.is_missing(error):
            raise
    return "deleted"


def _farewell(stage: Stage, everything: bool) -> str:
    if everything:
        return f"\nNothing is left of {stage.name}."
    return (
        f"\nThe site is down. Its tables, the bucket with its photos, its secrets and its log stay: "
        f"`make deploy STAGE={stage.name}` brings it back,\n"
        f"`make undeploy STAGE={stage.name} DELETE_DATA={stage.name}` deletes them for good."
    )


_SITE: list[deployment.Step] = [("Resources", _reduce)]
_ALL: list[deployment.Step] = [
    ("Tables", _unprotect),
    ("Resources and all data", _delete),
    ("Secrets", _forget),
    ("Log", _silence),
]
