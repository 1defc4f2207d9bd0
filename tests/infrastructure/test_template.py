"""The template beside the code: the same tables, variables, metrics and headers. Without any engine."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pynamodb.models import Model

from accounts.items import AccountItem
from galleries.models import Gallery
from gallery_project.claims import Claim
from photos.models import Photo
from photos.rows import PhotoFacet
from ratings.models import PhotoRating
from tests.infrastructure.cloudformation import ACCOUNT, TEMPLATE, resolved
from tests.make import gallery

ROOT = TEMPLATE.parents[1]
MODELS: list[type[Model]] = [Gallery, Photo, PhotoFacet, PhotoRating, AccountItem, Claim]
KEY = "-----BEGIN PUBLIC KEY-----\nno real one\n-----END PUBLIC KEY-----"
AS_ON_AWS = {"ApiId": "abc123", "CdnKeyA": KEY}
# Dimensions by namespace, and metrics, as the user guides of these services list them.
AWS_METRICS = {
    "AWS/Lambda": ({"FunctionName"}, {"Errors", "Throttles"}),
    "AWS/ApiGateway": ({"ApiId"}, {"5xx"}),
    "AWS/SQS": ({"QueueName"}, {"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"}),
    "AWS/DynamoDB": ({"TableName", "GlobalSecondaryIndexName"}, {"ReadThrottleEvents", "WriteThrottleEvents"}),
}


def properties(kind: str, **parameters: str) -> dict[str, dict[str, Any]]:
    """Of the resources of this type: logical id -> properties."""
    found = resolved(parameters)["Resources"]
    return {name: each["Properties"] for name, each in found.items() if each["Type"] == kind}


def environment(**parameters: str) -> dict[str, str]:
    said: dict[str, str] = json.loads(resolved(parameters)["Outputs"]["Environment"]["Value"])
    return said


def shape(described: Mapping[str, Any], ttl: Any) -> dict[str, Any]:
    """What must agree of a table, however its description spells it."""
    said = {name.replace("_", "").lower(): value for name, value in described.items()}
    indexes = [
        {k.replace("_", "").lower(): v for k, v in each.items()} for each in said.get("globalsecondaryindexes", [])
    ]
    return {
        "keys": _keys(said["keyschema"]),
        "types": {each["AttributeName"]: each["AttributeType"] for each in said["attributedefinitions"]},
        "ttl": ttl,
        "indexes": {
            each["indexname"]: (
                _keys(each["keyschema"]),
                each["projection"]["ProjectionType"],
            )
            for each in indexes
        },
    }


def _keys(schema: list[dict[str, str]]) -> dict[str, str]:
    return {each["KeyType"]: each["AttributeName"] for each in schema}


def model_shape(model: type[Model]) -> dict[str, Any]:
    ttl = model._ttl_attribute()
    return shape(model._get_schema(), ttl and ttl.attr_name)


def template_shape(table: Mapping[str, Any]) -> dict[str, Any]:
    ttl = table.get("TimeToLiveSpecification", {"Enabled": True})
    assert ttl["Enabled"]
    return shape(table, ttl.get("AttributeName"))


def test_success_tables_keys_indexes_and_ttl_are_those_of_the_models() -> None:
    tables = {each["TableName"]: template_shape(each) for each in properties("AWS::DynamoDB::Table").values()}
    prefix = "gallery-production-"
    assert tables == {f"{prefix}{model.Meta.table_name}": model_shape(model) for model in MODELS}


def test_success_no_table_is_lost_by_accident_or_read_by_others() -> None:
    for name, each in resolved({"DeletionProtection": "true"})["Resources"].items():
        if each["Type"] == "AWS::DynamoDB::Table" or name == "MediaBucket":
            assert (each["DeletionPolicy"], each["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain"), name
    for table in properties("AWS::DynamoDB::Table").values():
        assert table["DeletionProtectionEnabled"] is True
        assert table["BillingMode"] == "PAY_PER_REQUEST"
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_success_the_template_can_be_sent_inline() -> None:
    assert len(TEMPLATE.read_bytes()) <= 51_200  # CloudFormation quotas, "Template body size in a request"


@pytest.mark.parametrize(
    "parameters", [{}, AS_ON_AWS, {**AS_ON_AWS, "Emulated": "true", "SiteOrigin": "http://127.0.0.1:8100"}]
)
def test_success_the_functions_variables_are_settings_and_no_secrets(parameters: dict[str, str]) -> None:
    said = environment(**parameters)
    settings_page = (ROOT / "docs" / "settings.md").read_text()
    known = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", settings_page))
    assert set(said) <= known
    tables = {value for name, value in said.items() if name.endswith("_TABLE")}
    assert tables == {f"gallery-production-{name}" for name in settings.TABLES.values()}
    assert all(isinstance(value, str) for value in said.values())
    assert "only-for-tests" not in json.dumps(said)


def test_success_links_are_signed_only_where_a_key_is() -> None:
    names = {"CDN_DOMAIN", "CDN_KEY_ID", "CDN_KEY_IN_USE"}
    assert names.isdisjoint(environment())
    assert names.isdisjoint(environment(CdnKeyA=KEY, Emulated="true"))
    assert environment(CdnKeyA=KEY)["CDN_KEY_ID"] == "PublicKeyA"
    assert environment(CdnKeyA=KEY, CdnKeyB=KEY, CdnKeyInUse="B")["CDN_KEY_ID"] == "PublicKeyB"
    assert names.isdisjoint(environment(CdnKeyA=KEY, CdnKeyInUse="B"))


def test_success_the_sites_name_is_everywhere_the_same() -> None:
    parameters = {"DomainName": "photos.example", "CertificateArn": "arn:aws:acm:us-east-1:1:certificate/1"}
    said = environment(**parameters)
    assert (said["SITE_ORIGINS"], said["ALLOWED_HOSTS"]) == ("https://photos.example", "photos.example")
    assert environment(SiteOrigin="http://127.0.0.1:8100")["ALLOWED_HOSTS"] == "127.0.0.1"
    media = properties("AWS::S3::Bucket", **parameters)["MediaBucket"]
    assert media["CorsConfiguration"]["CorsRules"][0]["AllowedOrigins"] == ["https://photos.example"]


def test_success_lambda_and_eventbridge_may_take_the_functions_role() -> None:
    """EventBridge for Zappa, which names the role in the rule of the schedule."""
    role = properties("AWS::IAM::Role")["FunctionRole"]
    assert role["AssumeRolePolicyDocument"]["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {"Service": ["lambda.amazonaws.com", "events.amazonaws.com"]},
            "Action": "sts:AssumeRole",
        }
    ]


def test_success_only_the_media_bucket_fills_the_queue_of_events() -> None:
    policy = properties("AWS::SQS::QueuePolicy")["EventQueuePolicy"]
    assert policy["PolicyDocument"]["Statement"] == [
        {
            "Sid": "MediaBucketAnnounces",
            "Effect": "Allow",
            "Principal": {"Service": "s3.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": f"arn:aws:sqs:us-east-1:{ACCOUNT}:gallery-production-events",
            "Condition": {
                "ArnEquals": {"aws:SourceArn": f"arn:aws:s3:::gallery-production-media-{ACCOUNT}"},
                "StringEquals": {"aws:SourceAccount": ACCOUNT},
            },
        }
    ]


@pytest.mark.parametrize("path", ["direct", "queue"])
def test_success_both_queues_are_worked_off_whichever_way_events_come(path: str) -> None:
    mappings = properties("AWS::Lambda::EventSourceMapping", **AS_ON_AWS, EventPath=path)
    concurrency = {each["EventSourceArn"]: each["ScalingConfig"]["MaximumConcurrency"] for each in mappings.values()}
    queue = f"arn:aws:sqs:us-east-1:{ACCOUNT}:gallery-production-"
    assert concurrency == {f"{queue}events": 50, f"{queue}work": 20}


def test_success_each_alarm_watches_a_metric_that_there_is() -> None:
    own = set(re.findall(r'"([A-Z]\w+)"', "".join(path.read_text() for path in _product_sources())))
    for name, alarm in properties("AWS::CloudWatch::Alarm", **AS_ON_AWS).items():
        series = [each["MetricStat"]["Metric"] for each in alarm.get("Metrics", []) if "MetricStat" in each] or [alarm]
        for metric in series:
            names = {dimension["Name"] for dimension in metric.get("Dimensions", [])}
            if metric["Namespace"] == "Gallery/production":
                assert not names, name
                assert metric["MetricName"] in own, name
            else:
                dimensions, metrics = AWS_METRICS[metric["Namespace"]]
                assert names, name
                assert names <= dimensions, name
                assert metric["MetricName"] in metrics, name


def test_success_the_dashboard_shows_what_the_code_tells() -> None:
    own = set(re.findall(r'"([A-Z]\w+)"', "".join(path.read_text() for path in _product_sources())))
    body = properties("AWS::CloudWatch::Dashboard", **AS_ON_AWS)["Dashboard"]["DashboardBody"]
    widgets = json.loads(body)["widgets"]
    shown = re.findall(r"MetricName=\"(\w+)\"", " ".join(_strings(widgets)))
    shown += [row[1] for row in _rows(widgets) if row[0] == "Gallery/production"]
    assert len(shown) >= 5
    assert set(shown) <= own


def _product_sources() -> list[Path]:
    return [
        path for name in ("gallery_project", "galleries", "photos", "website") for path in (ROOT / name).rglob("*.py")
    ]


def _strings(said: Any) -> list[str]:
    if isinstance(said, str):
        return [said]
    values = said.values() if isinstance(said, dict) else said if isinstance(said, list) else []
    return [text for value in values for text in _strings(value)]


def _rows(widgets: list[dict[str, Any]]) -> list[list[Any]]:
    return [row for widget in widgets for row in widget["properties"].get("metrics", []) if isinstance(row[0], str)]


def test_success_the_edge_tells_answers_apart_by_all_that_they_vary_with(client: Client, signed_in: Client) -> None:
    config = properties("AWS::CloudFront::CachePolicy")["SiteCache"]["CachePolicyConfig"]
    key = config["ParametersInCacheKeyAndForwardedToOrigin"]
    assert key["CookiesConfig"] == {"CookieBehavior": "all"}
    assert key["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    answers = [who.get(path) for who in (client, signed_in) for path in _pages()]
    varied = {name.strip().lower() for answer in answers for name in answer.headers["Vary"].split(",")}
    headers = {name.lower() for name in key["HeadersConfig"]["Headers"]}
    assert varied - {"cookie", "accept-encoding"} == headers  # the last one is normalised by CloudFront itself


def test_success_a_hidden_picture_is_gone_from_the_edges_within_an_hour() -> None:
    """However long browsers may keep it; and what signs an address makes no copies of its own."""
    config = properties("AWS::CloudFront::Distribution", CdnKeyA=KEY)["Distribution"]["DistributionConfig"]
    cached = {each["PathPattern"]: each["CachePolicyId"] for each in config["CacheBehaviors"]}
    assert cached["/thumbnails/*"] == "PictureCache"
    policy = properties("AWS::CloudFront::CachePolicy", CdnKeyA=KEY)["PictureCache"]["CachePolicyConfig"]
    assert (policy["MinTTL"], policy["DefaultTTL"], policy["MaxTTL"]) == (0, 3600, 3600)
    key = policy["ParametersInCacheKeyAndForwardedToOrigin"]
    assert key["QueryStringsConfig"] == {"QueryStringBehavior": "none"}
    assert key["CookiesConfig"] == {"CookieBehavior": "none"}
    assert key["HeadersConfig"] == {"HeaderBehavior": "none"}


def _pages() -> list[str]:
    gallery_id = gallery().gallery_id
    return ["/", reverse("gallery", args=[gallery_id]), reverse("gallery-feed", args=[gallery_id]), "/api/v1/galleries"]
