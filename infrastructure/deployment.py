"""The steps of a deployment, in their order. Each can be repeated, and says in a line what it did."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from infrastructure import (
    administrator,
    environment,
    function,
    notification,
    permissions,
    prerequisites,
    secrets,
    site,
    stack,
    static_files,
    tables,
)
from infrastructure.stages import Stage

Step = tuple[str, Callable[[Stage], str]]


def deploy(stage: Stage, admin_password: str = "") -> None:
    """Bring the stage about, or up to date. Raises CannotDeploy at the first step that fails."""
    take(stage, _steps(admin_password))
    print(_welcome(stage))


def update(stage: Stage) -> None:
    """The same for one that is deployed. Raises CannotDeploy when it is not."""
    stack.outputs(stage)
    deploy(stage)


def rollback(stage: Stage) -> None:
    """The function's code of the version before; tables, bucket and settings stay as they are."""
    stack.outputs(stage)
    take(stage, [("Function", function.rollback), ("Site", site.smoke)])


def take(stage: Stage, steps: Sequence[Step]) -> None:
    """One after the other, each announced before it runs: some take minutes."""
    for name, step in steps:
        print(f"{name} ... ", end="", flush=True)
        said = "failed"
        try:
            said = step(stage)
        finally:
            print(said, flush=True)


@dataclass
class _Events:
    """The bucket's events, and the smoke test that waits for one."""

    changed: bool = False

    def ensure(self, stage: Stage) -> str:
        self.changed = notification.ensure(stage)
        target = "queue" if stage.has_queue else "function"
        return f"{notification.PREFIX} to the {target}, nothing else{' (new)' if self.changed else ''}"

    def smoke(self, stage: Stage) -> str:
        return site.smoke(stage, site.NEW_EVENTS if self.changed else site.EVENTS)


def _steps(admin_password: str) -> list[Step]:
    events = _Events()
    return [
        ("Sources", prerequisites.sources),
        ("Machine", prerequisites.machine),
        ("Account", prerequisites.account),
        ("Concurrency", prerequisites.concurrency),
        ("Template", prerequisites.template),
        ("Names", prerequisites.names),
        ("Packaging environment", environment.make),
        ("Secrets", secrets.make),
        ("Resources", stack.apply),
        ("Static files", static_files.publish),
        ("Tables", tables.check),
        ("Function", function.bring),
        # What reports to the function, and CloudFront that leads to its API, could not be made before it.
        ("Resources around it", stack.apply),
        ("Its variables", function.configure),
        ("Failed events", function.check_failures),
        ("Bucket events", events.ensure),
        ("Permissions to call it", permissions.prune),
        ("Administrator", partial(administrator.make, given=admin_password)),
        ("Site", events.smoke),
    ]


def _welcome(stage: Stage) -> str:
    address = site.url(stage)
    return f"\n{address}/\n{address}/manage/  for photographers\n{address}/api/v1/docs  for programs"
