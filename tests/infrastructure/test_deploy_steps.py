"""The steps of a deployment one by one, each in an account of the emulator; all of them together: test_deployed.py."""

import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

from infrastructure import (
    administrator,
    aws,
    commands,
    emulator,
    function,
    notification,
    permissions,
    prerequisites,
    removal,
    rotation,
    secrets,
    stack,
    static_files,
    status,
    storage,
    surroundings,
)
from infrastructure.errors import CannotDeploy
from infrastructure.stages import Stage

pytestmark = pytest.mark.xdist_group("deployment steps")
STAGE = Stage("emulator", "us-east-1", parameters={"DeletionProtection": "true"})
QUEUED = Stage("emulator", "us-east-1", parameters={"DeletionProtection": "true", "EventPath": "queue"})
MEDIA = "gallery-emulator-media-000000000000"
BROKEN = """
Parameters: {Stage: {Type: String}}
Resources:
  Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "gallery-${Stage}-photos"}}
  Impossible: {Type: AWS::CloudWatch::Alarm, DependsOn: Photos, Properties: {AlarmName: of nothing}}
"""


@pytest.fixture(scope="module", autouse=True)
def account() -> Iterator[None]:
    """An emulator of its own, which `make deploy STAGE=emulator` would start in the same way."""
    with tempfile.TemporaryDirectory(prefix="gallery-steps-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA", folder)
        patch.setenv("PORT", "0")
        patch.setenv("EDGE_PORT", "0")
        emulator.start()
        for name, value in surroundings.of(STAGE, {}).items():
            patch.setenv(name, value)
        patch.delenv("AWS_ENDPOINT_URL_DYNAMODB", raising=False)
        patch.setattr(boto3, "DEFAULT_SESSION", None)  # it remembers the keys of the other tests' engines
        secrets.make(STAGE)
        stack.apply(STAGE)
        yield
        assert emulator.stop() == "stopped"


@pytest.fixture(scope="module")
def deployed(account: None) -> None:
    """A function of the stage's name, as Zappa would have made it."""
    aws.client("lambda", STAGE).create_function(
        FunctionName=STAGE.function,
        Runtime="python3.11",
        Handler="index.handler",
        Role=stack.outputs(STAGE)["FunctionRoleArn"],
        Code={"ZipFile": package("return 'ok'")},
        Publish=True,
    )


def package(line: str) -> bytes:
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("index.py", f"def handler(event, context): {line}")
    return code.getvalue()


def permit(sid: str, source: str, service: str = "s3.amazonaws.com", **more: str) -> None:
    aws.client("lambda", STAGE).add_permission(
        FunctionName=STAGE.function,
        StatementId=sid,
        Action="lambda:InvokeFunction",
        Principal=service,
        SourceArn=source,
        **more,
    )


def test_success_secrets_are_made_once() -> None:
    before = secrets.read(STAGE)
    assert set(before) == {"DJANGO_SECRET_KEY", "EDGE_SECRET", "CDN_PRIVATE_KEY_A"}
    assert secrets.make(STAGE) == "all there"
    secrets.write(STAGE, "EDGE_SECRET", "another")
    assert secrets.read(STAGE) == before


def test_success_tables_are_protected_by_the_second_pass_and_then_all_stays() -> None:
    """A creation that fails must be able to take them away again; `account` has created it, and nothing more."""
    table = "gallery-emulator-Galleries"
    assert not storage.describe_table(STAGE, table).get("DeletionProtectionEnabled")
    stack.apply(STAGE)
    assert storage.describe_table(STAGE, table)["DeletionProtectionEnabled"]
    assert stack.apply(STAGE) == "as they should be"
    assert stack.used(STAGE)["SiteOrigin"] == emulator.site()
    assert json.loads(stack.outputs(STAGE)["Environment"])["SITE_ORIGINS"] == emulator.site()


def test_fail_a_creation_that_could_not_be_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack, "settled", lambda _: "ROLLBACK_FAILED")
    with pytest.raises(CannotDeploy, match="`make undeploy STAGE=emulator DELETE_DATA=emulator` clears it away"):
        stack.apply(STAGE)


def test_fail_objects_that_s3_does_not_delete(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = {"Key": "a.css", "Code": "AccessDenied", "Message": "Access Denied"}
    s3 = SimpleNamespace(delete_objects=lambda **_: {"Errors": [refused]})
    monkeypatch.setattr(aws, "client", lambda *_: s3)
    with pytest.raises(CannotDeploy, match="S3 does not delete a.css of b: Access Denied"):
        storage.delete(STAGE, "b", [{"Key": "a.css"}])


def test_fail_a_stack_that_cannot_be_made_says_why_and_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage("trial", "us-east-1")
    template = tmp_path / "template.yaml"
    template.write_text(BROKEN)
    monkeypatch.setattr(stack, "TEMPLATE", template)
    monkeypatch.setattr(stack, "parameters", lambda stage, **_: {"Stage": stage.name})
    with pytest.raises(CannotDeploy, match="gallery-trial-resources ended as ROLLBACK_COMPLETE: Impossible: "):
        stack.apply(stage)
    template.write_text(BROKEN.split("  Impossible")[0])
    assert stack.apply(stage) == "1 made"
    stack.delete(stage)
    assert not stack.describe(stage)


def test_success_static_files_that_are_new(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    collected(tmp_path, monkeypatch, {"site.css": "site.1.css", "logo.svg": "logo.1.svg"})
    assert static_files.publish(STAGE) == "4 new"
    assert static_files.publish(STAGE) == "0 new"
    client, bucket = aws.client("s3", STAGE), stack.outputs(STAGE)["StaticBucket"]
    sent = client.head_object(Bucket=bucket, Key="static/site.1.css")
    assert (sent["ContentType"], sent["CacheControl"]) == ("text/css", "public, max-age=31536000, immutable")
    assert client.head_object(Bucket=bucket, Key="static/site.css")["CacheControl"] == "public, max-age=300"


def test_success_static_files_go_a_month_after_they_were_replaced(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    collected(tmp_path, monkeypatch, {"a.css": "a.1.css", "b.css": "b.1.css"})
    static_files.publish(STAGE)
    collected(tmp_path, monkeypatch, {"a.css": "a.2.css", "b.css": "b.1.css"})
    assert "deleted" not in static_files.publish(STAGE)
    monkeypatch.setattr(static_files, "KEPT", timedelta(days=-1))  # all that was replaced was so long ago
    assert "deleted that nobody needs" in static_files.publish(STAGE)
    left = keys(stack.outputs(STAGE)["StaticBucket"])
    assert {"static/a.2.css", "static/b.1.css"} <= left
    assert "static/a.1.css" not in left


def collected(folder: Path, monkeypatch: pytest.MonkeyPatch, names: dict[str, str]) -> None:
    """What `collectstatic` would have left."""
    monkeypatch.setattr(commands, "django", lambda *_: "")
    monkeypatch.setattr(commands, "static_root", lambda _: folder)
    for name in [*names, *names.values()]:
        (folder / name).write_text(f"{name} of {names}" if name in names else name)
    (folder / "staticfiles.json").write_text(json.dumps({"paths": names}))


def keys(bucket: str) -> set[str]:
    return {each["Key"] for each in aws.client("s3", STAGE).list_objects_v2(Bucket=bucket).get("Contents", [])}


def test_success_the_administrator_by_the_projects_own_command() -> None:
    assert administrator.make(STAGE, "").startswith("admin, password: ")


@pytest.mark.usefixtures("deployed")
def test_success_the_bucket_reports_originals_alone() -> None:
    notification.clear(STAGE, MEDIA)
    assert notification.ensure(STAGE)
    assert not notification.ensure(STAGE)
    ((arn, events, only),) = notification.targets(STAGE, MEDIA)
    assert arn.endswith(":function:gallery-emulator")
    assert (events, only) == (["s3:ObjectCreated:*"], "prefix galleries/")


@pytest.mark.usefixtures("deployed")
def test_success_a_notification_without_its_filter_is_mended() -> None:
    arn = function.describe(STAGE)["FunctionArn"]
    unfiltered = {"Id": STAGE.function, "LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}
    report({"LambdaFunctionConfigurations": [unfiltered]})
    notification.ensure(STAGE)
    assert [only for *_, only in notification.targets(STAGE, MEDIA)] == ["prefix galleries/"]


@pytest.mark.usefixtures("deployed")
def test_fail_a_bucket_that_reports_to_others_too() -> None:
    sqs = aws.client("sqs", STAGE)
    url = sqs.create_queue(QueueName="somebody-elses")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    said = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": arn}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps({"Statement": [said]})})
    report({"QueueConfigurations": [{"Id": "x", "QueueArn": arn, "Events": ["s3:ObjectRemoved:*"]}]})
    with pytest.raises(CannotDeploy, match="somebody-elses too: remove that"):
        notification.ensure(STAGE)
    notification.clear(STAGE, MEDIA)


def report(configuration: dict[str, Any]) -> None:
    aws.client("s3", STAGE).put_bucket_notification_configuration(Bucket=MEDIA, NotificationConfiguration=configuration)


@pytest.mark.usefixtures("deployed")
def test_success_from_the_function_to_a_queue_and_back() -> None:
    notification.ensure(STAGE)
    stack.apply(QUEUED)
    assert notification.ensure(QUEUED)
    assert [arn.rsplit(":")[-1] for arn, *_ in notification.targets(STAGE, MEDIA)] == ["gallery-emulator-events"]
    assert permissions.prune(QUEUED).startswith("1 stale statements removed")
    stack.apply(STAGE)
    assert notification.ensure(STAGE)
    assert [arn.rsplit(":")[-1] for arn, *_ in notification.targets(STAGE, MEDIA)] == ["gallery-emulator"]
    assert stack.used(STAGE)["EventPath"] == "direct"


@pytest.mark.usefixtures("deployed")
def test_success_one_statement_for_each_source() -> None:
    notification.ensure(STAGE)
    permit("leaked", f"arn:aws:s3:::{MEDIA}", SourceAccount="000000000000")
    permit("older", "arn:aws:s3:::another-bucket")
    permit("schedule", "arn:aws:events:us-east-1:000000000000:rule/x", "events.amazonaws.com")
    permissions.prune(STAGE)
    left = {each["Sid"] for each in permissions.statements(STAGE)}
    assert left == {"media-bucket", "schedule"}
    assert permissions.prune(STAGE) == "2 sources, each once"


@pytest.mark.usefixtures("deployed")
def test_success_the_function_gets_the_variables_of_the_stack() -> None:
    client = aws.client("lambda", STAGE)
    before = {"INSTANTIATE_LAMBDA_HANDLER_ON_IMPORT": "1", "SITE_TITLE": "Taken from stages.toml"}
    client.update_function_configuration(FunctionName=STAGE.function, Environment={"Variables": before})
    assert function.configure(STAGE) == "brought up to date"
    assert function.configure(STAGE) == "as the stack says"
    present = function.describe(STAGE)["Environment"]["Variables"]
    assert present["BUCKET_NAME"] == MEDIA
    assert present["INSTANTIATE_LAMBDA_HANDLER_ON_IMPORT"] == "1"
    assert "SITE_TITLE" not in present


@pytest.mark.usefixtures("deployed")
def test_success_status(capsys: pytest.CaptureFixture[str]) -> None:
    status.show(STAGE)
    said = capsys.readouterr().out
    assert "version 1 (1 kept), python3.11" in said
    assert "Failed      0 in gallery-emulator-failed" in said


@pytest.mark.usefixtures("deployed")
def test_fail_nothing_to_roll_back_to() -> None:
    with pytest.raises(CannotDeploy, match="no version of gallery-emulator before"):
        function.rollback(STAGE)


@pytest.mark.usefixtures("deployed")
def test_success_rollback_and_forth() -> None:
    client = aws.client("lambda", STAGE)
    client.update_function_code(FunctionName=STAGE.function, ZipFile=package("return 'new'"), Publish=True)
    function.restart(STAGE)
    client.publish_version(FunctionName=STAGE.function)  # as a repeated update does: the same code once more
    assert function.rollback(STAGE) == "the code of version 1, as version 4 in python3.11"
    assert json.load(client.invoke(FunctionName=STAGE.function)["Payload"]) == "ok"
    function.rollback(STAGE)
    assert json.load(client.invoke(FunctionName=STAGE.function)["Payload"]) == "new"


@pytest.mark.usefixtures("deployed")
def test_success_rollback_of_code_and_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    """An update to another Python: Zappa publishes the code first, and sets the runtime then."""
    client, old = aws.client("lambda", STAGE), function.describe(STAGE)

    def updates(*_: str) -> None:
        client.update_function_code(FunctionName=STAGE.function, ZipFile=package("return 'newest'"), Publish=True)
        client.update_function_configuration(FunctionName=STAGE.function, Runtime="python3.12")

    monkeypatch.setattr(function, "zappa", updates)
    assert function._update(STAGE).startswith("updated from python3.11 ")
    assert function._published(STAGE)[-1]["Runtime"] == "python3.12"
    function.rollback(STAGE)
    now = function.describe(STAGE)
    assert (now["Runtime"], now["CodeSha256"]) == ("python3.11", old["CodeSha256"])
    assert function._published(STAGE)[-1]["Runtime"] == "python3.11"


@pytest.mark.usefixtures("deployed")
@pytest.mark.parametrize(
    ("state", "serves"), [("UPDATE_COMPLETE", True), ("ROLLBACK_FAILED", False), ("DELETE_FAILED", False), ("", False)]
)
def test_success_only_what_never_served_is_cleared_away(
    monkeypatch: pytest.MonkeyPatch, state: str, serves: bool
) -> None:
    states = iter(["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", state])
    monkeypatch.setattr(stack, "describe", lambda *_: {"StackStatus": next(states)})
    assert function._serves(STAGE) is serves


def test_fail_an_api_that_may_serve_is_not_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack, "describe", lambda *_: {"StackStatus": "UPDATE_ROLLBACK_FAILED"})
    with pytest.raises(CannotDeploy, match="gallery-emulator is in state UPDATE_ROLLBACK_FAILED"):
        function.bring(STAGE)


@pytest.mark.usefixtures("deployed")
@pytest.mark.parametrize(("key", "name"), [("django", "DJANGO_SECRET_KEY"), ("edge", "EDGE_SECRET")])
def test_success_a_secret_is_changed_and_read_anew(key: str, name: str) -> None:
    function.configure(STAGE)
    before, started = secrets.read(STAGE), function.describe(STAGE)["RevisionId"]
    rotation.KEYS[key](STAGE)
    after = secrets.read(STAGE)
    assert {each for each in after if after[each] != before[each]} == {name}
    assert function.describe(STAGE)["RevisionId"] != started


def test_success_the_signing_key_is_changed_in_three_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(function, "configure", lambda _: "")
    assert rotation.cdn(STAGE).startswith("key B is made")
    assert stack.used(STAGE)["CdnKeyInUse"] == "A"
    assert rotation.cdn(STAGE).startswith("key B signs now")
    assert stack.used(STAGE)["CdnKeyInUse"] == "B"
    assert stack.used(STAGE)["CdnKeyA"] != ""
    with pytest.raises(CannotDeploy, match="key A signed may be in use until"):
        rotation.cdn(STAGE)
    monkeypatch.setattr(rotation, "SIGNED_FOR", timedelta(0))
    assert rotation.cdn(STAGE) == "key A is gone, and only the new one left"
    assert secrets.make(STAGE) == "all there"
    assert stack.used(STAGE)["CdnKeyB"].startswith("-----BEGIN PUBLIC KEY-----")
    assert stack.used(STAGE)["CdnKeyA"] == ""


@pytest.mark.usefixtures("deployed")
def test_success_the_stack_lets_go_of_what_a_lost_function_had(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its place for failed events goes with it; a stack that knew of no change would not make it anew."""
    stack.apply(STAGE, ApiId="abc123")
    assert function.check_failures(STAGE) == "to gallery-emulator-failed"
    monkeypatch.setattr(function, "_serves", lambda stage: False)
    monkeypatch.setattr(function, "_clear", lambda stage: None)

    def zappa(stage: Stage, *arguments: str) -> str:
        assert stack.used(stage)["ApiId"] == ""
        with pytest.raises(CannotDeploy, match="go to nowhere; repeat the command"):
            function.check_failures(stage)
        raise KeyboardInterrupt

    monkeypatch.setattr(function, "zappa", zappa)
    with pytest.raises(KeyboardInterrupt):
        function.bring(STAGE)


@pytest.mark.parametrize(("most", "said"), [(1000, "1000 functions at once"), (10, "10 functions at once (CAUTION: ")])
def test_success_few_functions_at_once_are_told(monkeypatch: pytest.MonkeyPatch, most: int, said: str) -> None:
    limits = {"AccountLimit": {"ConcurrentExecutions": most}}
    monkeypatch.setattr(aws, "client", lambda *_: SimpleNamespace(get_account_settings=lambda: limits))
    assert prerequisites.concurrency(STAGE).startswith(said)


def test_fail_names_that_are_taken() -> None:
    stage = Stage("taken", "us-east-1")
    assert prerequisites.names(stage) == "free"
    aws.client("s3", stage).create_bucket(Bucket="gallery-taken-static-000000000000")
    with pytest.raises(CannotDeploy, match="There is a bucket gallery-taken-static-000000000000 already"):
        prerequisites.names(stage)


def test_fail_credentials_that_aws_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAUNKNOWN000000000")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    with pytest.raises(CannotDeploy, match="AWS does not know these credentials"):
        prerequisites.account(STAGE)


def test_fail_a_stage_that_is_not_deployed() -> None:
    with pytest.raises(CannotDeploy, match="staging is not deployed yet"):
        stack.outputs(Stage("staging", "us-east-1"))


@pytest.mark.parametrize("confirmation", ["yes", "production"])
def test_fail_data_is_deleted_only_by_the_stages_own_name(confirmation: str) -> None:
    with pytest.raises(CannotDeploy, match="DELETE_DATA=emulator"):
        removal.undeploy(STAGE, confirmation)


@pytest.mark.usefixtures("deployed")
def test_success_first_the_site_goes_and_then_all_of_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removal.environment, "make", lambda _: "there")
    events, rule = aws.client("events", STAGE), "the-schedule"
    events.put_rule(Name=rule, ScheduleExpression="rate(5 minutes)")
    events.put_targets(Rule=rule, Targets=[{"Id": "1", "Arn": function.describe(STAGE)["FunctionArn"]}])
    client = aws.client("s3", STAGE)
    for body in (b"first", b"second"):
        client.put_object(Bucket=MEDIA, Key="galleries/g/p.jpg", Body=body)
    removal.undeploy(STAGE, "")
    left = {each["ResourceType"] for each in stack.resources(STAGE)}
    assert left == {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::Logs::LogGroup"}
    assert not function.describe(STAGE)
    assert not events.list_rules()["Rules"]
    assert keys(MEDIA) == {"galleries/g/p.jpg"}
    recovery = recoveries_at_deletion(monkeypatch)
    removal.undeploy(STAGE, STAGE.name)
    assert recovery == ["DISABLED"] * 6  # or DynamoDB keeps a backup of each
    assert "Nothing is left of emulator." in capsys.readouterr().out
    assert not stack.describe(STAGE)
    assert not secrets.read(STAGE)
    assert not [name for name in client.list_buckets()["Buckets"] if "gallery-emulator" in name["Name"]]
    assert not aws.client("dynamodb", STAGE).list_tables()["TableNames"]
    with pytest.raises(CannotDeploy, match="nothing of the stage emulator"):
        removal.undeploy(STAGE, "")


def recoveries_at_deletion(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Fills itself with the state of each table's recovery when its deletion begins; until now all have one."""
    found: list[str] = []
    delete = storage._remove_table
    on = {"PointInTimeRecoveryEnabled": True}  # as the template says, which the emulator does not heed
    for name in storage.tables(STAGE):
        aws.client("dynamodb", STAGE).update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=on)

    def look(stage: Stage, table: str) -> None:
        said = aws.client("dynamodb", stage).describe_continuous_backups(TableName=table)
        recovery = said["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
        found.append(recovery["PointInTimeRecoveryStatus"])
        delete(stage, table)

    monkeypatch.setattr(storage, "_remove_table", look)
    return found
