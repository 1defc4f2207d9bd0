"""Metrics are lines that CloudWatch understands, each told once, and few enough to cost almost nothing."""

import re
import time
from pathlib import Path
from typing import get_args

import pytest
from django.test import Client

from galleries import lookup
from gallery_project import consumption, metrics
from gallery_project.threads import Threads
from photos import events
from photos import services as photos
from photos.models import Photo
from tests import make, wire
from tests.gallery_project.lines import Line, names, printed

TEMPLATE = Path(__file__).parents[2] / "infrastructure" / "template.yaml"
OWNER = make.photographer()
# "Specification: Embedded metric format", CloudWatch user guide.
UNITS = {"Seconds", "Milliseconds", "Count"}
NAMES = set(get_args(metrics.Name))


def check(line: Line) -> None:
    """That CloudWatch makes metrics of this line, as the specification demands."""
    meta = line["_aws"]
    assert set(meta) == {"Timestamp", "CloudWatchMetrics"}
    assert isinstance(meta["Timestamp"], int)
    assert abs(meta["Timestamp"] / 1000 - time.time()) < 60
    (directive,) = meta["CloudWatchMetrics"]
    assert set(directive) == {"Namespace", "Dimensions", "Metrics"}
    assert re.fullmatch(r"[0-9A-Za-z./_#:-]{1,255}", directive["Namespace"])
    (dimensions,) = directive["Dimensions"]
    assert len(dimensions) <= 30
    for dimension in dimensions:  # target members are on the root, and are texts
        assert isinstance(line[dimension], str)
        assert 1 <= len(line[dimension]) <= 1024
    assert 1 <= len(directive["Metrics"]) <= 100
    for metric in directive["Metrics"]:
        assert set(metric) == {"Name", "Unit"}
        assert (metric["Name"] in NAMES, metric["Unit"] in UNITS) == (True, True)
        assert isinstance(line[metric["Name"]], int | float)


@pytest.mark.parametrize(
    ("body", "name", "others"), [(None, "PhotosIngested", {"IngestSeconds"}), (b"no photo", "PhotosFailed", set())]
)
def test_success_each_outcome_is_told_once(body: bytes | None, name: str, others: set[str]) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ticket = make.arrived(OWNER, gallery_id, body)
    key = str(Photo.get(gallery_id, ticket.photo_id).s3_key)
    with printed() as told:
        events.handle(make.event(key))
    (line,) = [line for line in told.lines if name in names(line)]
    check(line)
    assert (names(line), line[name]) == ({name} | others, 1)
    assert (line["galleryId"], line["photoId"]) == (gallery_id, ticket.photo_id)
    assert 0 <= line.get("IngestSeconds", 0) < 60
    with printed() as again:
        events.handle(make.event(key))
        photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert again.metrics(name) == []


def test_success_a_new_gallery() -> None:
    with printed() as told:
        gallery = make.gallery(OWNER)
    (line,) = told.lines
    check(line)
    assert (line["GalleriesCreated"], line["galleryId"]) == (1, gallery.gallery_id)


def test_success_a_request_tells_time_and_capacity_of_its_route(signed_in: Client) -> None:
    body = {"name": "Lofoten of metrics", "continent": "Europe", "country": "Norway", "years": [2024]}
    with wire.requests() as sent, printed() as told:
        assert signed_in.post("/api/v1/galleries", body, content_type="application/json").status_code == 201
    (line,) = [line for line in told.lines if "ResponseTime" in names(line)]
    check(line)
    assert names(line) == {"ResponseTime", "ReadCapacity", "WriteCapacity"}
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["Route"]]
    assert line["Route"] == "api"
    assert line["calls"] == sum(not wire.operation(request).startswith("S3") for request in sent)
    assert line["WriteCapacity"] >= 2  # a transaction costs twice what its writes do


def test_success_what_threads_use_counts() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    with consumption.counted() as used, Threads(4) as threads:
        list(threads.map(lambda _: lookup.find(gallery_id), range(8)))
    assert used.calls == 8
    assert used.written == 0
    assert used.read > 0


def test_success_a_scanner_makes_no_metrics(client: Client) -> None:
    with printed() as told:
        client.get("/wp-login.php")
    (line,) = told.lines
    assert (line["status"], "_aws" in line, "Route" in line) == (404, False, False)


def test_success_without_a_namespace_there_are_none() -> None:
    with printed(namespace="") as told:
        make.gallery(OWNER)
    (line,) = told.lines
    assert (line["GalleriesCreated"], "_aws" in line) == (1, False)


def test_success_each_metric_that_is_paid_for_is_shown_to_the_operator() -> None:
    shown = TEMPLATE.read_text()
    assert {name for name in NAMES if f'"{name}' not in shown.replace("\\", "")} == set()
