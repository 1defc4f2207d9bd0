"""The template made for real: in ministack's CloudFormation, and what that lacks through moto's own doors."""

import io
import json
import os
import zipfile
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import urllib3
from botocore.exceptions import ClientError
from moto import mock_aws

from tests.infrastructure.account import EVERYTHING, NAME, Account, running
from tests.infrastructure.cloudformation import resolved

FUNCTION = "gallery-dev"
KEPT = {"GalleriesTable", "GalleryPhotosTable", "PhotoFacetsTable", "PhotoRatingsTable", "AccountsTable", "ClaimsTable"}
KEPT |= {"MediaBucket", "MediaBucketPolicy", "FunctionLog"}
ANYTHING = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'


@pytest.fixture(scope="module")
def account() -> Iterator[Account]:
    with running() as account:
        yield account


@pytest.fixture(scope="module")
def stack(account: Account) -> Account:
    """Made in the order of a deployment: the resources, the function, what belongs to the function."""
    assert account.bring() == set(resolved(EVERYTHING)["Resources"])
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as files:
        files.writestr("handler.py", "def handle(event, context): pass")
    account.client("lambda").create_function(
        FunctionName=FUNCTION,
        Runtime="python3.11",
        Role=resolved(EVERYTHING)["Outputs"]["FunctionRoleArn"]["Value"].replace("123456789012", "000000000000"),
        Handler="handler.handle",
        Code={"ZipFile": package.getvalue()},
    )
    assert account.bring(ApiId="abc123") == set(resolved({**EVERYTHING, "ApiId": "abc123"})["Resources"])
    return account


def _named(kind: str) -> str:
    return f"gallery-dev-{kind}-000000000000"


def test_success_buckets_are_private(stack: Account) -> None:
    s3 = stack.client("s3")
    for bucket in map(_named, ("media", "static", "deployment")):
        assert set(s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"].values()) == {True}
        s3.put_object(Bucket=bucket, Key="static/secret", Body=b"-")
        assert urllib3.request("GET", f"{stack.url}/{bucket}/static/secret").status == 403
    media = _named("media")
    assert s3.get_bucket_versioning(Bucket=media)["Status"] == "Enabled"
    assert s3.get_bucket_encryption(Bucket=media)["ServerSideEncryptionConfiguration"]["Rules"]
    assert s3.get_bucket_cors(Bucket=media)["CORSRules"][0]["ExposeHeaders"] == ["ETag"]


def test_fail_nobody_reaches_the_media_bucket_without_tls(stack: Account) -> None:
    iam = stack.client("iam")
    iam.create_user(UserName="everything")
    iam.put_user_policy(UserName="everything", PolicyName="everything", PolicyDocument=ANYTHING)
    key = iam.create_access_key(UserName="everything")["AccessKey"]
    s3 = stack.client("s3", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.put_object(Bucket=_named("media"), Key="galleries/a.jpg", Body=b"-")
    s3.meta.events.register("before-sign.s3", _as_if_by_tls)
    s3.put_object(Bucket=_named("media"), Key="galleries/a.jpg", Body=b"-")


def _as_if_by_tls(request: Any, **_: Any) -> None:
    request.headers["X-Forwarded-Proto"] = "https"


def test_success_failed_events_have_somewhere_to_go(stack: Account) -> None:
    function = stack.client("lambda")
    asynchronous = function.get_function_event_invoke_config(FunctionName=FUNCTION, Qualifier="$LATEST")
    assert asynchronous["DestinationConfig"]["OnFailure"]["Destination"].endswith(":gallery-dev-failed")
    mappings = function.list_event_source_mappings(FunctionName=FUNCTION)["EventSourceMappings"]
    assert {each["EventSourceArn"].rpartition("-")[2] for each in mappings} == {"events", "work"}
    assert all(each["FunctionResponseTypes"] == ["ReportBatchItemFailures"] for each in mappings)
    sqs = stack.client("sqs")
    for name in ("gallery-dev-events", "gallery-dev-work"):
        url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
        said = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        assert json.loads(said["RedrivePolicy"])["maxReceiveCount"] == 15
        assert said["VisibilityTimeout"] == "300"


def test_success_pages_come_from_the_function_and_files_from_the_bucket(stack: Account) -> None:
    [distribution] = stack.client("cloudfront").list_distributions()["DistributionList"]["Items"]
    origins = {each["Id"]: each for each in distribution["Origins"]["Items"]}
    assert origins["site"]["DomainName"] == "abc123.execute-api.us-east-1.amazonaws.com"
    assert origins["site"]["OriginPath"] == "/dev"
    assert origins["site"]["CustomHeaders"]["Items"] == [
        {"HeaderName": "X-Gallery-Edge", "HeaderValue": EVERYTHING["EdgeSecret"]}
    ]
    assert distribution["DefaultCacheBehavior"]["TargetOriginId"] == "site"
    assert [each["PathPattern"] for each in distribution["CacheBehaviors"]["Items"]] == ["/static/*"]


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"DomainName": "photos.example"}, "given together"),
        ({"BudgetAmount": "5", "AlarmEmail": ""}, "needs an AlarmEmail"),
        ({"ApiId": "abc123", "EdgeSecret": ""}, "around CloudFront"),
    ],
)
def test_fail_parameters_that_do_not_belong_together(stack: Account, parameters: dict[str, str], why: str) -> None:
    with pytest.raises(ClientError, match=why):
        stack.bring(**parameters)


@pytest.fixture
def moto(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [name for name in os.environ if name.startswith("AWS_ENDPOINT_URL")]:
        monkeypatch.delenv(name)
    with mock_aws():
        yield


@pytest.mark.usefixtures("moto")
def test_success_what_the_emulator_lacks_is_what_these_services_take() -> None:
    """moto's CloudFormation skips these types without a word, so their properties go to the services themselves."""
    there = resolved({"CdnKeyA": "-", "CdnKeyB": "-", "BudgetAmount": "10", "AlarmEmail": "a@b.example"})["Resources"]
    said = {name: each["Properties"] for name, each in there.items()}
    cloudfront, budgets = boto3.client("cloudfront"), boto3.client("budgets")
    for name in ("PublicKeyA", "PublicKeyB"):
        cloudfront.create_public_key(PublicKeyConfig=said[name]["PublicKeyConfig"])
    cloudfront.create_key_group(KeyGroupConfig=said["KeyGroup"]["KeyGroupConfig"])
    [group] = cloudfront.list_key_groups()["KeyGroupList"]["Items"]
    assert group["KeyGroup"]["KeyGroupConfig"]["Items"] == ["PublicKeyA", "PublicKeyB"]
    assert "BudgetName" not in said["Budget"]["Budget"]  # or it could not be replaced; CloudFormation makes one up
    said["Budget"]["Budget"]["BudgetName"] = "made up"
    budgets.create_budget(AccountId="123456789012", **said["Budget"])
    assert budgets.describe_budgets(AccountId="123456789012")["Budgets"][0]["BudgetLimit"]["Amount"] == "10"
    cloudwatch = boto3.client("cloudwatch")
    cloudwatch.put_metric_alarm(**said["ThrottledTables"])
    assert len(cloudwatch.describe_alarms()["MetricAlarms"][0]["Metrics"]) == 11


def test_success_pictures_are_served_only_under_a_key() -> None:
    config = resolved({"CdnKeyA": "-"})["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    [pictures] = [each for each in config["CacheBehaviors"] if each["PathPattern"] == "/thumbnails/*"]
    assert pictures["TrustedKeyGroups"] == ["KeyGroup"]


def test_success_the_bucket_forgets_what_nobody_needs() -> None:
    """ministack's CloudFormation makes no lifecycle rules."""
    rules = resolved()["Resources"]["MediaBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    by_id = {rule["Id"]: rule for rule in rules}
    assert by_id["broken-uploads"]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 2}
    assert by_id["older-versions"]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 30}
    assert by_id["originals"]["Transitions"] == [{"StorageClass": "INTELLIGENT_TIERING", "TransitionInDays": 0}]
    assert {rule.get("Prefix") for rule in rules if "ExpirationInDays" in rule} == {"discarded/"}


def test_success_an_undeploy_leaves_the_data(stack: Account) -> None:
    """The last one: what it leaves is no stack for the others."""
    s3 = stack.client("s3")
    for bucket in map(_named, ("static", "deployment")):
        s3.delete_object(Bucket=bucket, Key="static/secret")
    assert stack.bring(Serves="false", EventPath="direct") == KEPT
    log = "/aws/lambda/gallery-dev"
    assert [each["logGroupName"] for each in stack.client("logs").describe_log_groups()["logGroups"]] == [log]
    stack.client("cloudformation").delete_stack(StackName=NAME)
    assert [each["Name"] for each in s3.list_buckets()["Buckets"]] == [_named("media")]
    assert len(stack.client("dynamodb").list_tables()["TableNames"]) == len(KEPT) - 3
