"""What a deployment needs before it changes anything, each in one clear sentence."""

import platform
import subprocess

from botocore.exceptions import BotoCoreError, ClientError

from infrastructure import aws, function, stack, storage
from infrastructure.errors import CannotDeploy
from infrastructure.stages import ROOT, Stage

LEAST_FUNCTIONS = 100  # 20 for the work queue and 50 for the events' (template.yaml), and some for visitors
LARGEST_TEMPLATE = 51_200  # bytes, sent as they are (CloudFormation's quotas)


def machine(stage: Stage) -> str:
    """Raises CannotDeploy where the libraries that are installed for the package are not those that Lambda can load."""
    system, processor, library = platform.system(), platform.machine(), platform.libc_ver()[0]
    if not stage.is_emulated and (system, processor, library) != ("Linux", "x86_64", "glibc"):
        raise CannotDeploy(
            f"A deployment to AWS needs x86-64 Linux with glibc, as Lambda has it: "
            f"this is {system} on {processor} with {library or 'another C library'}."
        )
    return f"{system} on {processor}"


def account(stage: Stage) -> str:
    """Whose credentials these are. Raises CannotDeploy when there are none that AWS takes."""
    try:
        found = aws.identity(stage)
    except (BotoCoreError, ClientError) as error:
        advice = "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        raise CannotDeploy(f"AWS does not know these credentials ({str(error).rstrip('.')}): {advice}.") from None
    return f"{found.account} in {stage.region}, as {found.name}"


def concurrency(stage: Stage) -> str:
    """How many functions may run at once; too few are told, and no reason to stop."""
    most = aws.client("lambda", stage).get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    if most >= LEAST_FUNCTIONS:
        return f"{most} functions at once"
    return f"{most} functions at once (CAUTION: the queues alone may take 70; ask AWS for a higher limit)"


def sources(stage: Stage) -> str:
    """Which version this is; uncommitted changes are told, and no reason to stop."""
    commit = _git("log", "-1", "--format=%h %s")
    changed = len(_git("status", "--porcelain").splitlines())
    return (commit or "no git repository") + (f" (CAUTION: {changed} files changed since)" if changed else "")


def template(stage: Stage) -> str:
    """Raises CannotDeploy when CloudFormation would not take it."""
    body = stack.TEMPLATE.read_text()
    size = len(body.encode())
    if size > LARGEST_TEMPLATE:
        raise CannotDeploy(f"{stack.TEMPLATE.name} has {size} bytes, and CloudFormation takes {LARGEST_TEMPLATE}.")
    try:
        found = aws.client("cloudformation", stage).validate_template(TemplateBody=body)
    except ClientError as error:
        raise CannotDeploy(f"CloudFormation refuses {stack.TEMPLATE.name}: {aws.message(error)}.") from None
    unknown = set(stage.parameters) - {each["ParameterKey"] for each in found["Parameters"]}
    if unknown:
        raise CannotDeploy(f"{stack.TEMPLATE.name} has no parameter {', '.join(sorted(unknown))}.")
    return f"{size} bytes"


def names(stage: Stage) -> str:
    """Raises CannotDeploy for a table, bucket or function of our name that is not this stage's."""
    if stack.describe(stage):
        return "this stage's own"
    try:
        taken = storage.present(stage)
    except ClientError as error:
        raise CannotDeploy(f"A bucket of {stage.function} belongs to another account ({aws.code(error)}).") from None
    if function.describe(stage):
        taken.append(f"function {stage.function}")
    if taken:
        raise CannotDeploy(f"There is a {taken[0]} already, from elsewhere: delete it, or use another STAGE.")
    return "free"


def _git(*arguments: str) -> str:
    """What it says; "" without a repository."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()
