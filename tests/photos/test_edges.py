"""What strangers may not see any more leaves CloudFront's edges too, by few and cheap orders."""

import logging
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from django.test import override_settings
from moto import mock_aws

from galleries import services as galleries
from photos import edges
from photos import services as photos
from tests import make
from tests.galleries.stock import OWNER, filled, photo_id

DISTRIBUTION = "E123"


@pytest.fixture
def dropped(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The paths that CloudFront is told to drop."""
    paths: list[str] = []

    class CloudFront:
        def create_invalidation(self, **order: Any) -> None:
            assert order["DistributionId"] == DISTRIBUTION
            paths.extend(order["InvalidationBatch"]["Paths"]["Items"])

    monkeypatch.setattr(edges, "_client", CloudFront)
    with override_settings(DISTRIBUTION_ID=DISTRIBUTION):
        yield paths


def test_success_a_photo_made_private(gallery_id: str, dropped: list[str]) -> None:
    photo = make.ingested(OWNER, gallery_id)
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Still public")
    assert dropped == []
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    assert dropped == [f"/thumbnails/{gallery_id}/{photo.photo_id}/*"]


def test_success_photos_taken_away(dropped: list[str]) -> None:
    gallery_id = filled(3)
    one, two, three = (photo_id(gallery_id, n) for n in range(3))
    photos.trash(actor=OWNER, photo_ids=[one, two])
    photos.delete(actor=OWNER, photo_id=three)
    assert sorted(dropped) == [f"/thumbnails/{gallery_id}/{each}/*" for each in (one, two, three)]


def test_success_many_at_once_are_one_path(dropped: list[str]) -> None:
    gallery_id = filled(8)
    photos.edit_many(actor=OWNER, gallery_id=gallery_id, changes={"visibility": "private"}, everything=True)
    assert dropped == [f"/thumbnails/{gallery_id}/*"]


def test_success_a_deleted_gallery(dropped: list[str]) -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    galleries.delete(actor=OWNER, gallery_id=gallery_id)
    assert dropped == [f"/thumbnails/{gallery_id}/*"]


def test_success_cloudfront_takes_the_order_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    with mock_aws():
        client = boto3.client("cloudfront", endpoint_url="https://cloudfront.amazonaws.com")
        made = client.create_distribution(DistributionConfig=_distribution())["Distribution"]
        monkeypatch.setattr(edges, "_client", lambda: client)
        with override_settings(DISTRIBUTION_ID=made["Id"]):
            edges.forget("g1", ["p1"])
        (order,) = client.list_invalidations(DistributionId=made["Id"])["InvalidationList"]["Items"]
        batch = client.get_invalidation(DistributionId=made["Id"], Id=order["Id"])["Invalidation"]["InvalidationBatch"]
    assert batch["Paths"] == {"Quantity": 1, "Items": ["/thumbnails/g1/p1/*"]}


def test_fail_cloudfront_refuses_and_the_photo_is_private_all_the_same(
    gallery_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    photo = make.ingested(OWNER, gallery_id)
    with override_settings(DISTRIBUTION_ID="unknown"), caplog.at_level(logging.ERROR):
        hidden = photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    assert hidden.visibility == "private"
    assert f"renditions of gallery {gallery_id}" in caplog.text


def _distribution() -> Any:
    origin = {"Id": "o", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
    behaviour = {"TargetOriginId": "o", "ViewerProtocolPolicy": "https-only"}
    return {
        "CallerReference": "1",
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": behaviour,
    }
